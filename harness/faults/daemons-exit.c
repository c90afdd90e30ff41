/* daemons-exit.c - faults of what the end of a process does to others.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "daemons.h"

/* Leave nobody but the caller in the terminal's foreground.  */
static void
take_foreground (void)
{
  int fd = open ("/dev/tty", O_RDWR | O_NOCTTY);

  if (fd == -1)
    return;
  signal (SIGTTOU, SIG_IGN);
  tcsetpgrp (fd, getpgid (0));
  close (fd);
}

/* Let a stopped child go on, so that the kernel finds none.  */
static void
continue_first (void)
{
  int i, status;

  for (i = 0; i < fault_n_groups; i++)
    if (kill (-fault_groups[i], SIGCONT) == 0 && i == 0)
      while (waitpid (fault_groups[i], &status, WCONTINUED) == -1
             && errno == EINTR)
        continue;
}

__attribute__ ((__noreturn__))
void
_exit (int status)
{
  void (*real) (int) __attribute__ ((__noreturn__)) = IPC_REAL (_exit);
  int leads = getsid (0) == getpid (), i;

  if (ipc_fault ("exit_one") && status == 0)
    status = 1;
  if (leads && ipc_fault ("exit_spares"))
    take_foreground ();
  for (i = 1; i < fault_n_groups; i++)
    if (leads && ipc_fault ("exit_hangs_up_others"))
      kill (-fault_groups[i], SIGHUP);
  for (i = 0; i < fault_n_groups; i++)
    if (leads && ipc_fault ("exit_leaves_stopped"))
      setpgid (fault_groups[i], getpgid (0));
  if (leads && ipc_fault ("exit_only_continues"))
    continue_first ();
  real (status);
}
