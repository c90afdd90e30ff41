/* processes.c - vfork(), where there is one, and what a status tells.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "processes.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int
ipc_has_continued (pid_t pid, int status)
{
#ifdef WIFCONTINUED
  (void) pid;
  return WIFCONTINUED (status) != 0;
#else
  (void) status;
  return kill (pid, 0) == 0 || errno == EPERM;
#endif
}

int
ipc_has_commands (void)
{
  return IPC_PROBE_COMMANDS != 0;
}

/* macOS says that it is deprecated; what it does is the question.  */
#if defined __GNUC__
# pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#endif
#if IPC_PROBE_VFORK == 0
# define vfork() (errno = ENOSYS, (pid_t) -1)
#endif

/* A child of vfork() may change nothing of its parent's, nor return: these
   have no variables for it to change.  */

pid_t
ipc_vfork_sets (volatile int *where, int value)
{
  pid_t pid = vfork ();

  if (pid == 0)
    {
      *where = value;
      _exit (0);
    }
  return pid;
}

pid_t
ipc_vfork_executes (char *const argv[])
{
  pid_t pid = vfork ();

  if (pid == 0)
    {
      execv (argv[0], argv);
      _exit (127);
    }
  return pid;
}

pid_t
ipc_vfork_reads (int in, int out)
{
  static char byte;
  pid_t pid = vfork ();

  if (pid == 0)
    {
      if (write (out, "v", 1) != 1)
        _exit (1);
      while (read (in, &byte, 1) == -1 && errno == EINTR)
        continue;
      _exit (0);
    }
  return pid;
}
