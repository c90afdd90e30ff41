/* sigrtmax.c - faults of SIGRTMIN and SIGRTMAX, which glibc and musl ask
   functions for.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>

#include "faults.h"

int __libc_current_sigrtmin (void);
int __libc_current_sigrtmax (void);

CALL (__libc_current_sigrtmin)
CALL (__libc_current_sigrtmax)
FAULT (sigrtmin_moves, "SIGRTMIN is a greater number each time",
  KILLS ("handlers.rt_base"))
FAULT (few_realtime_signals, "there are six real-time signals",
  KILLS ("handlers.names_gaps", "handlers.rt_base"),
  KILLS_FALLBACK ("handlers.names_gaps"))

int
__libc_current_sigrtmin (void)
{
  static int more;

  return IPC_REAL (__libc_current_sigrtmin) ()
         + (ipc_fault (sigrtmin_moves) ? more++ : 0);
}

int
__libc_current_sigrtmax (void)
{
  return ipc_fault (few_realtime_signals) ? SIGRTMIN + 5
         : IPC_REAL (__libc_current_sigrtmax) ();
}
