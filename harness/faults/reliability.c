/* reliability.c - faults of signal(3) and sigaction(2).
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <signal.h>

void
(*signal (int signo, void (*handler) (int))) (int)
{
  struct sigaction sa, old;

  if (!ipc_fault ("signal_one_shot"))
    return IPC_REAL (signal) (signo, handler);
  sa.sa_handler = handler;
  sa.sa_flags = SA_RESETHAND;
  sigemptyset (&sa.sa_mask);
  return sigaction (signo, &sa, &old) == -1 ? SIG_ERR : old.sa_handler;
}
