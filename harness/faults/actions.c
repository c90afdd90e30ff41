/* actions.c - actions and pending signals, behind the faults.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "actions.h"

#include <errno.h>
#include <stddef.h>
#include <sys/wait.h>

#include "faults.h"

volatile sig_atomic_t ipc_fault_cont_sent;

ipc_handler
ipc_fault_installed (int signo)
{
  struct sigaction sa;

  return IPC_REAL (sigaction) (signo, NULL, &sa) == -1 ? SIG_ERR
         : sa.sa_handler;
}

ipc_handler
ipc_fault_install (int signo, ipc_handler handler, int flags)
{
  struct sigaction sa, old;

  sa.sa_handler = handler;
  sa.sa_flags = flags;
  sigemptyset (&sa.sa_mask);
  return IPC_REAL (sigaction) (signo, &sa, &old) == -1 ? SIG_ERR
         : old.sa_handler;
}

void
ipc_fault_nothing (int signo)
{
  (void) signo;
}

int
ipc_fault_is_caught (int signo)
{
  ipc_handler handler = ipc_fault_installed (signo);

  return handler != SIG_ERR && handler != SIG_DFL && handler != SIG_IGN;
}

int
ipc_fault_is_pending (int signo)
{
  sigset_t set;

  IPC_REAL (sigpending) (&set);
  return sigismember (&set, signo) == 1;
}

void
ipc_fault_discard (int signo)
{
  struct sigaction sa;

  if (!ipc_fault_is_pending (signo)
      || IPC_REAL (sigaction) (signo, NULL, &sa) == -1)
    return;
  ipc_fault_install (signo, SIG_IGN, 0);
  IPC_REAL (sigaction) (signo, &sa, NULL);
}

void
ipc_fault_unblock_all (void)
{
  sigset_t none;

  sigemptyset (&none);
  IPC_REAL (sigprocmask) (SIG_SETMASK, &none, NULL);
}

int
ipc_fault_has_zombie (void)
{
  siginfo_t info;

  info.si_pid = 0;
  return IPC_REAL (waitid) (P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0
         && info.si_pid != 0;
}

int
ipc_fault_fail (int error)
{
  errno = error;
  return -1;
}
