/* sigrtmax.c - faults of SIGRTMAX, which glibc and musl ask a function for.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>

#include "faults.h"

int __libc_current_sigrtmax (void);

CALL (__libc_current_sigrtmax)
FAULT (few_realtime_signals, "there are six real-time signals",
  KILLS ("handlers.names_gaps", "handlers.rt_base"),
  KILLS_FALLBACK ("handlers.names_gaps"))

int
__libc_current_sigrtmax (void)
{
  return ipc_fault (few_realtime_signals) ? SIGRTMIN + 5
         : IPC_REAL (__libc_current_sigrtmax) ();
}
