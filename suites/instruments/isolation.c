/* isolation.c - processes that see no others.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "isolation.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
# include <sys/mount.h>
#endif

#include "frame/hold.h"
#include "frame/report.h"

/* Leave the namespace: the next child is the first process of a new one.
   Where this works for unprivileged users they are root in there.  */
static int
leave_namespace (void)
{
#if defined __linux__ && defined CLONE_NEWPID
  if (unshare (CLONE_NEWPID) == 0)
    return 0;
  return unshare (CLONE_NEWUSER | CLONE_NEWPID);
#else
  errno = ENOSYS;
  return -1;
#endif
}

/* Let the next pid of this namespace be the one after LAST.  */
static int
set_last_pid (pid_t last)
{
  char text[32];
  int fd = open ("/proc/sys/kernel/ns_last_pid", O_WRONLY | O_CLOEXEC);
  ssize_t n;

  if (fd == -1)
    return -1;
  snprintf (text, sizeof text, "%ld", (long) last);
  n = write (fd, text, strlen (text));
  close (fd);
  return n == -1 ? -1 : 0;
}

struct isolated
{
  int (*body) (struct ipc_link *, void *);
  void *arg;
  pid_t case_pid;
};

/* Of the last one, as the case sees it.  */
static pid_t first_seen;

/* The first process.  Its parent's end is its own; and no pid in here may be
   the case's, which would take such a process for itself.  Its parent lets
   it GO.  */
static void
be_first (struct ipc_link *link, const struct isolated *i, int go)
{
  char byte;

  IPC_SETUP (getpid () == 1);
  IPC_SETUP (read (go, &byte, 1) == 1);
  close (go);
  ipc_tie_to_parent (getppid ());
  set_last_pid (i->case_pid);
  ipc_tell (link, 'i');
  _exit (i->body (link, i->arg));
}

/* Between the case and the first process; ends as that does.  */
static int
isolate (struct ipc_link *link, void *arg)
{
  const struct isolated *i = arg;
  int held = ipc_hold (), status, go[2];
  pid_t first;

  if (leave_namespace () == -1)
    return 0;
  /* A change of user undoes the tie.  */
  ipc_tie_to_parent (i->case_pid);
  IPC_SETUP (pipe (go) == 0);
  first = fork ();
  if (first == -1)
    return 0;
  if (first == 0)
    {
      close (go[1]);
      ipc_release (held);
      be_first (link, i, go[0]);
    }
  ipc_tell (link, 'p');
  ipc_send (link, &first, sizeof first);
  IPC_SETUP (write (go[1], "g", 1) == 1);
  close (go[0]);
  close (go[1]);
  ipc_link_close (link);
  while (waitpid (first, &status, 0) == -1)
    IPC_SETUP (errno == EINTR);
  if (WIFSIGNALED (status))
    kill (getpid (), WTERMSIG (status));
  return WEXITSTATUS (status);
}

struct ipc_child
ipc_isolated_pids (int (*body) (struct ipc_link *, void *), void *arg)
{
  struct isolated i;
  struct ipc_child child;

  i.body = body;
  i.arg = arg;
  i.case_pid = getpid ();
  child = ipc_start (isolate, &i);
  if (ipc_hear_end (&child.link) == 'p')
    {
      ipc_receive (&child.link, &first_seen, sizeof first_seen);
      if (ipc_hear_end (&child.link) == 'i')
        return child;
    }
  ipc_join (&child);
  ipc_not_exercised ("no private process namespace");
}

pid_t
ipc_isolated_first (void)
{
  return first_seen;
}

pid_t
ipc_fork_as (pid_t pid)
{
  int held = ipc_hold ();
  pid_t got = set_last_pid (pid - 1) == 0 ? ipc_fork () : -1;

  IPC_SETUP (got == -1 || got == 0 || got == pid);
  ipc_release (held);
  return got;
}

/* Mount an empty file system over DIRECTORY, for this process alone.  */
static int
hide (const char *directory)
{
#if defined __linux__ && defined CLONE_NEWNS
  if (unshare (CLONE_NEWNS) == -1
      && unshare (CLONE_NEWUSER | CLONE_NEWNS) == -1)
    return -1;
  if (mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == -1)
    return -1;
  return mount ("none", directory, "tmpfs", 0, NULL);
#else
  (void) directory;
  errno = ENOSYS;
  return -1;
#endif
}

struct hidden
{
  int (*body) (struct ipc_link *, void *);
  void *arg;
  const char *directory;
};

static int
run_hidden (struct ipc_link *link, void *arg)
{
  const struct hidden *h = arg;
  int held = ipc_hold (), is_hidden = hide (h->directory) == 0;

  /* A change of user undoes the tie.  */
  ipc_tie_to_parent (getppid ());
  ipc_tell (link, is_hidden ? 'h' : 'n');
  ipc_release (held);
  return is_hidden ? h->body (link, h->arg) : 0;
}

struct ipc_child
ipc_isolated_directory (const char *directory,
                        int (*body) (struct ipc_link *, void *), void *arg)
{
  struct hidden h;
  struct ipc_child child;

  h.body = body;
  h.arg = arg;
  h.directory = directory;
  child = ipc_start (run_hidden, &h);
  if (ipc_hear_end (&child.link) != 'h')
    {
      ipc_join (&child);
      ipc_not_exercised ("no private mounts");
    }
  return child;
}
