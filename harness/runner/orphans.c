/* orphans.c - what cases leave behind, beyond Kyua's reach.
   SPDX-License-Identifier: BSD-2-Clause

   Kyua kills the process group of a case; what left that group survives,
   and would go to init.  Where a process can adopt the orphans among its
   descendants this one does.  */

#include <config.h>

#include "run.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#if defined __linux__
# include <dirent.h>
# include <sys/prctl.h>
#elif defined __FreeBSD__
# include <sys/procctl.h>
#endif

#include "base/message.h"

enum { MOST_ORPHANS = 256 };

#if defined __linux__ || defined __FreeBSD__
/* Children that this process had before it ran anything: a shell that
   exec()ed ipcompat leaves it its own.  */
static pid_t not_ours[MOST_ORPHANS];
static int n_not_ours;
#endif

#if defined __linux__

/* The parent of PID, and its NAME (of 32 bytes); 0 for a zombie.  */
static pid_t
parent_of (const char *pid, char *name)
{
  char path[64], state;
  int parent = 0;
  FILE *f;

  snprintf (path, sizeof path, "/proc/%.20s/stat", pid);
  f = fopen (path, "r");
  if (f == NULL)
    return 0;
  if (fscanf (f, "%*d (%31[^)]%*[^)]) %c %d", name, &state, &parent) != 3
      && (rewind (f),
          fscanf (f, "%*d (%31[^)]) %c %d", name, &state, &parent) != 3))
    parent = 0;
  else if (state == 'Z')
    parent = 0;
  fclose (f);
  return parent;
}

/* Whether /proc counts processes as this one does: that of an outer
   namespace gives their numbers to others.  */
static int
proc_is_ours (void)
{
  char self[32];
  ssize_t n = readlink ("/proc/self", self, sizeof self - 1);

  if (n < 0)
    return 0;
  self[n] = '\0';
  return atol (self) == (long) getpid ();
}

/* The living children of this process, at most MOST_ORPHANS.  */
static int
children (pid_t *pids, char (*names)[32])
{
  DIR *proc = proc_is_ours () ? opendir ("/proc") : NULL;
  struct dirent *e;
  int n = 0;

  while (proc != NULL && n < MOST_ORPHANS && (e = readdir (proc)) != NULL)
    if (e->d_name[0] >= '1' && e->d_name[0] <= '9'
        && parent_of (e->d_name, names[n]) == getpid ())
      pids[n++] = (pid_t) atol (e->d_name);
  if (proc != NULL)
    closedir (proc);
  return n;
}

static void
adopt (void)
{
  prctl (PR_SET_CHILD_SUBREAPER, 1);
}

#elif defined __FreeBSD__

static int
children (pid_t *pids, char (*names)[32])
{
  static struct procctl_reaper_pidinfo info[MOST_ORPHANS];
  struct procctl_reaper_pids request;
  int i, n = 0;

  memset (&request, 0, sizeof request);
  memset (info, 0, sizeof info);
  request.rp_count = MOST_ORPHANS;
  request.rp_pids = info;
  if (procctl (P_PID, getpid (), PROC_REAP_GETPIDS, &request) == -1)
    return 0;
  for (i = 0; i < MOST_ORPHANS; i++)
    if ((info[i].pi_flags & REAPER_PIDINFO_VALID) != 0
        && (info[i].pi_flags & REAPER_PIDINFO_ZOMBIE) == 0)
      {
        names[n][0] = '\0';
        pids[n++] = info[i].pi_pid;
      }
  return n;
}

static void
adopt (void)
{
  procctl (P_PID, getpid (), PROC_REAP_ACQUIRE, NULL);
}

#endif

#if defined __linux__ || defined __FreeBSD__

static int
is_ours (pid_t pid)
{
  int i;

  for (i = 0; i < n_not_ours; i++)
    if (not_ours[i] == pid)
      return 0;
  return 1;
}

void
ipc_adopt_orphans (void)
{
  static char names[MOST_ORPHANS][32];

  n_not_ours = children (not_ours, names);
  adopt ();
}

/* Kill what is there now; its own children are adopted by that.  Returns
   how many there were.  */
static int
kill_generation (void)
{
  static char names[MOST_ORPHANS][32];
  pid_t pids[MOST_ORPHANS];
  int i, killed = 0, n = children (pids, names);

  for (i = 0; i < n; i++)
    if (is_ours (pids[i]) && kill (pids[i], SIGKILL) == 0)
      {
        ipc_error ("killed what a case left behind: process %ld %s",
                   (long) pids[i], names[i]);
        waitpid (pids[i], NULL, 0);
        killed++;
      }
  return killed;
}

/* The first process of a namespace without a /proc of its own: who else is
   there is unknown, and an orphan.  */
static void
kill_all_others (void)
{
#if defined __linux__
  if (getpid () != 1 || proc_is_ours () || kill (-1, SIGKILL) == -1)
    return;
  ipc_error ("killed what a case left behind");
  while (waitpid (-1, NULL, 0) > 0)
    continue;
#endif
}

void
ipc_end_orphans (void)
{
  while (kill_generation () > 0)
    continue;
  kill_all_others ();
}

#else

void
ipc_adopt_orphans (void)
{
}

void
ipc_end_orphans (void)
{
}

#endif
