/* fork-copy.c - faults of what fork() says, and of what a copy has.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "fork.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"

FAULT (fork_tells_parent, "fork() gives a child the pid of its parent",
  KILLS ("safe_pipes.fork_returns_twice"))
FAULT (fork_stale_pid, "a second fork() gives the pid of the first child",
  KILLS ("safe_pipes.fork_returns_twice"))
FAULT (fork_enomem, "fork() beyond the limit fails with ENOMEM",
  KILLS ("safe_pipes.fork_failure_eagain", "tcp.forking_fork_fails"))
FAULT (fork_fails_fatally, "fork() beyond the limit ends the process",
  KILLS ("safe_pipes.fork_failure_eagain"))
FAULT (fork_fails_halfway, "fork() that fails leaves a child",
  KILLS ("safe_pipes.fork_failure_eagain"))
FAULT (fork_fails_again, "after a failure fork() fails once more",
  KILLS ("safe_pipes.fork_retry_loop", "safe_pipes.fork_failure_eagain",
         "tcp.forking_fork_fails"))
FAULT (fork_fails_blocks, "fork() that fails leaves all signals blocked",
  KILLS ("safe_pipes.fork_failure_eagain"))
FAULT (fork_nested_pid, "fork() in a child gives it its own pid",
  KILLS ("safe_pipes.fork_returns_twice"))
FAULT (fork_twice, "fork() makes two children",
  KILLS ("safe_pipes.fork_returns_twice"))
FAULT (fork_seeks_end, "fork() goes to the end of all files",
  KILLS ("safe_pipes.same_program"))
FAULT (fork_drops_oldest, "a child has lost the first variable",
  KILLS ("safe_pipes.same_program"))
FAULT (fork_resets_umask, "a child has mode 022 for its umask",
  KILLS ("safe_pipes.same_program", "safe_pipes.safe_file"))
FAULT (fork_drops_variable, "a child has lost the newest variable",
  KILLS ("safe_pipes.same_program"))
FAULT (fork_rewinds, "fork() goes to the beginning of all files",
  KILLS ("safe_pipes.same_program"))
FAULT (fork_goes_home, "a child is in the directory above",
  KILLS ("safe_pipes.same_program"))
FAULT (fork_only_once, "the child of fork() ends at once",
  KILLS ("safe_pipes.child_must_exit"))
FAULT (fork_holds_parent, "the parent of fork() waits for its child's end",
  KILLS ("safe_pipes.vfork_parent_signals"))

extern char **environ;

/* Whether the last one failed; the first child.  */
static int failed;
static pid_t first;

/* Whether the user's limit is one.  */
static int
is_limited (struct rlimit *limit)
{
  return getrlimit (RLIMIT_NPROC, limit) == 0 && limit->rlim_cur <= 1;
}

int
ipc_fault_before_fork (void)
{
  struct rlimit limit;

  ipc_fault_share_memory ();
  if (!failed || !ipc_fault (fork_fails_again) || is_limited (&limit))
    return 0;
  failed = 0;
  return ipc_fault_fail (EAGAIN);
}

/* A child all the same, although the limit forbids it.  */
static void
leave_child (void)
{
  struct rlimit limit, none;

  if (!is_limited (&limit))
    return;
  none = limit;
  none.rlim_cur = none.rlim_max;
  setrlimit (RLIMIT_NPROC, &none);
  if (IPC_REAL (fork) () == 0)
    IPC_REAL (_exit) (0);
  setrlimit (RLIMIT_NPROC, &limit);
}

static void
be_refused (void)
{
  sigset_t all;

  failed = 1;
  sigfillset (&all);
  if (ipc_fault (fork_fails_blocks))
    IPC_REAL (sigprocmask) (SIG_BLOCK, &all, NULL);
  if (ipc_fault (fork_fails_fatally))
    IPC_REAL (kill) (getpid (), SIGKILL);
  if (ipc_fault (fork_fails_halfway))
    leave_child ();
  errno = ipc_fault (fork_enomem) ? ENOMEM : EAGAIN;
}

static void
move_files (int whence)
{
  int fd;

  for (fd = 3; fd < 64; fd++)
    if (ipc_fault_is (fd, S_IFREG))
      IPC_REAL (lseek) (fd, 0, whence);
}

static void
spoil_copy (void)
{
  char **e = environ;

  if (ipc_fault (fork_only_once))
    IPC_REAL (_exit) (0);
  if (ipc_fault (fork_resets_umask))
    umask (022);
  if (ipc_fault (fork_rewinds))
    move_files (SEEK_SET);
  if (ipc_fault (fork_seeks_end))
    move_files (SEEK_END);
  if (ipc_fault (fork_goes_home) && IPC_REAL (chdir) ("..") == -1)
    errno = 0;
  if (ipc_fault (fork_drops_oldest) && *environ != NULL)
    environ++;
  while (*e != NULL && e[1] != NULL)
    e++;
  if (ipc_fault (fork_drops_variable))
    *e = NULL;
}

pid_t
ipc_fault_after_fork (pid_t pid)
{
  siginfo_t info;

  if (pid == -1)
    be_refused ();
  if (pid > 0 && ipc_fault (fork_twice) && IPC_REAL (fork) () == 0)
    pid = 0;
  if (pid == 0)
    spoil_copy ();
  if (pid == 0)
    return ipc_fault (fork_tells_parent) ? getppid () : 0;
  if (pid > 0 && ipc_fault (fork_holds_parent))
    while (IPC_REAL (waitid) (P_PID, (id_t) pid, &info, WEXITED | WNOWAIT)
           == -1)
      continue;
  if (pid > 0 && ipc_fault_is_child && ipc_fault (fork_nested_pid))
    return getpid ();
  if (first == 0)
    first = pid;
  return pid > 0 && ipc_fault (fork_stale_pid) ? first : pid;
}
