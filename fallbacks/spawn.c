/* spawn.c - posix_spawn() by fork().
   SPDX-License-Identifier: BSD-2-Clause

   The child says by a pipe, which exec() closes, what has failed: so the
   caller learns it at once, and no shell or exit status stands for an errno
   (safe_pipes.exec_error_visible, safe_pipes.no_shell).  All signals are
   blocked until those that the caller catches have their default action, so
   that none of its handlers runs in the child.  What the child calls is
   async-signal-safe: the search path is taken apart in memory that its parent
   has made.

   Falls short: a fork() copies the tables of a large process, where a native
   call may not.  Without a setsid() of use the program leads a group and no
   session: safe_pipes.spawn_setsid.  */

#include "process-calls.h"
#include "ipcompat-commands.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cancel.h"
#include "nsig.h"
#include "pipe.h"
#include "sigmask.h"
#include "spawn-child.h"

enum { FAILED = 127 };

struct job
{
  const char *file;
  const char *search;           /* directories; NULL: FILE is a path */
  char *room;                   /* for the longest of them and FILE */
  const ipc_fb_spawn_actions *actions;
  const struct ipc_fb_spawn_attributes *attributes;
  char *const *argv, *const *envp;
  const sigset_t *mask;         /* the caller's */
  int report;
};

void
ipc_spawn_uncatch (void)
{
  struct sigaction sa;
  int signo;

  for (signo = 1; signo < NSIG; signo++)
    if (sigaction (signo, NULL, &sa) == 0 && sa.sa_handler != SIG_IGN
        && sa.sa_handler != SIG_DFL)
      {
        sa.sa_handler = SIG_DFL;
        sa.sa_flags = 0;
        sigaction (signo, &sa, NULL);
      }
}

/* Returns 0 or an errno, as do those below.  */
static int
set_attributes (const struct job *j)
{
  static const struct ipc_fb_spawn_attributes no_attributes;
  const struct ipc_fb_spawn_attributes *a
    = j->attributes != NULL ? j->attributes : &no_attributes;

  if ((a->flags & IPC_FB_SPAWN_SETSID) != 0 && setsid () == -1)
    return errno;
  if ((a->flags & IPC_FB_SPAWN_SETPGROUP) != 0 && setpgid (0, a->group) == -1)
    return errno;
  if ((a->flags & IPC_FB_SPAWN_RESETIDS) != 0
      && (setegid (getgid ()) == -1 || seteuid (getuid ()) == -1))
    return errno;
  ipc_spawn_uncatch ();
  if ((a->flags & IPC_FB_SPAWN_SETSIGDEF) != 0)
    signals_set (&a->defaults, SIG_DFL);
  sigmask_change (SIG_SETMASK, (a->flags & IPC_FB_SPAWN_SETSIGMASK) != 0
                  ? &a->mask : j->mask, NULL);
  return 0;
}

/* Execute FILE of the next directory in *SEARCH, which moves on.  */
static void
execute_in (const struct job *j, const char **search)
{
  const char *from = *search;
  size_t n = strcspn (from, ":");

  *search = from[n] == ':' ? from + n + 1 : NULL;
  memcpy (j->room, from, n);
  if (n > 0)
    j->room[n++] = '/';
  strcpy (j->room + n, j->file);
  execve (j->room, j->argv, j->envp);
}

/* Whether the file may be in another directory.  */
static int
is_elsewhere (int error)
{
  return error == ENOENT || error == ENOTDIR || error == EACCES
         || error == ENAMETOOLONG || error == ELOOP
#ifdef ESTALE
         || error == ESTALE
#endif
    ;
}

static int
execute (const struct job *j)
{
  const char *search = j->search;
  int error = ENOENT;

  if (search == NULL)
    {
      execve (j->file, j->argv, j->envp);
      return errno;
    }
  while (search != NULL)
    {
      execute_in (j, &search);
      if (!is_elsewhere (errno))
        return errno;
      if (errno == EACCES)
        error = EACCES;
    }
  return error;
}

static void
become (struct job *j)
{
  int error = set_attributes (j);
  ssize_t n;

  if (error == 0 && j->actions != NULL)
    error = ipc_spawn_act (*j->actions, &j->report);
  if (error == 0)
    error = execute (j);
  n = write (j->report, &error, sizeof error);
  (void) n;
  _exit (FAILED);
}

/* What the child says at REPORT; 0 if that is nothing.  */
static int
hear (int report)
{
  int error = 0;
  ssize_t n;

  do
    n = read (report, &error, sizeof error);
  while (n == -1 && errno == EINTR);
  close (report);
  return n == (ssize_t) sizeof error ? error : 0;
}

/* The child, with all signals blocked until it runs.  SIGCHLD stays blocked
   here until it is known whether there is one: a handler that waits for all
   children would take the failed one, and somebody else its number.  */
static int
start (struct job *j, pid_t *pid)
{
  sigset_t all, old, waiting;
  int fd[2], error;
  pid_t child;

  if (ipc_high_pipe (fd) == -1)
    return errno;
  sigfillset (&all);
  sigmask_change (SIG_SETMASK, &all, &old);
  j->report = fd[1];
  j->mask = &old;
  child = ipc_cloexec_fork ();
  error = errno;
  if (child == 0)
    {
      close (fd[0]);
      become (j);
    }
  waiting = old;
  sigaddset (&waiting, SIGCHLD);
  sigmask_change (SIG_SETMASK, &waiting, NULL);
  close (fd[1]);
  if (child == -1)
    close (fd[0]);
  else
    {
      error = hear (fd[0]);
      while (error != 0 && waitpid (child, NULL, 0) == -1 && errno == EINTR)
        continue;
    }
  if (error == 0 && pid != NULL)
    *pid = child;
  sigmask_change (SIG_SETMASK, &old, NULL);
  return error;
}

/* Who is cancelled in here would leave a child of which nobody knows.  */
static int
start_whole (struct job *j, pid_t *pid)
{
  int cancelled = cancel_forbid (), error = start (j, pid);

  cancel_allow (cancelled);
  return error;
}

int
ipc_fb_posix_spawn (pid_t *pid, const char *path,
                    const ipc_fb_spawn_actions *actions,
                    const struct ipc_fb_spawn_attributes *attributes,
                    char *const argv[], char *const envp[])
{
  struct job j = { path, NULL, NULL, actions, attributes, argv, envp, NULL,
                   -1 };

  return start_whole (&j, pid);
}

int
ipc_fb_posix_spawnp (pid_t *pid, const char *file,
                     const ipc_fb_spawn_actions *actions,
                     const struct ipc_fb_spawn_attributes *attributes,
                     char *const argv[], char *const envp[])
{
  struct job j = { file, NULL, NULL, actions, attributes, argv, envp, NULL,
                   -1 };
  int error;

  if (*file == '\0')
    return ENOENT;
  if (strchr (file, '/') != NULL)
    return start_whole (&j, pid);
#ifdef NAME_MAX
  /* In no directory; a directory's own long name is of no interest.  */
  if (strlen (file) > NAME_MAX)
    return ENAMETOOLONG;
#endif
  j.search = getenv ("PATH");
  if (j.search == NULL)
    j.search = "/bin:/usr/bin";
  j.room = malloc (strlen (j.search) + strlen (file) + 2);
  if (j.room == NULL)
    return ENOMEM;
  error = start_whole (&j, pid);
  free (j.room);
  return error;
}
