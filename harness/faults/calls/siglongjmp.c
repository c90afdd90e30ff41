/* siglongjmp.c - faults of jumping out of handlers.
   SPDX-License-Identifier: BSD-2-Clause  */

/* The checked longjmp() of a hardened build is another function.  */
#undef _FORTIFY_SOURCE

#include <setjmp.h>
#include <signal.h>
#include <stddef.h>

#include "actions.h"
#include "faults.h"

CALL (siglongjmp)
CALL (longjmp)
FAULT (jump_value_lost, "siglongjmp() ends in 1, whatever its value",
  KILLS ("handlers.handler_raises_exception"))
FAULT (jump_without_mask, "siglongjmp() does not put back the mask",
  KILLS ("handlers.longjmp_mask_saved", "handlers.longjmp_from_slow_call",
         "alarms.breaks_flock", "alarms.flag_only_hangs",
         "fault_signals.handler_jumps", "fault_signals.not_deferred",
         "deferral.immediate_one"),
  KILLS_FALLBACK ("alarms.breaks_flock", "alarms.flag_only_hangs",
                  "deferral.immediate_one", "fault_signals.not_deferred"))
FAULT (jump_cuts_mask, "siglongjmp() does not block real-time signals again",
  KILLS ("handlers.longjmp_mask_saved"))
FAULT (jump_empties_mask, "siglongjmp() unblocks every signal",
  KILLS ("handlers.longjmp_mask_saved"))
FAULT (longjmp_with_mask, "longjmp() unblocks every signal",
  KILLS ("handlers.longjmp_mask_plain"))

/* Make the jump forget the mask, or remember an empty one.  */
static void
spoil (struct __jmp_buf_tag *env)
{
#if defined __GLIBC__
  int signo;

  for (signo = SIGRTMIN; signo <= SIGRTMAX && ipc_fault (jump_cuts_mask);
       signo++)
    sigdelset ((sigset_t *) &env->__saved_mask, signo);
  if (ipc_fault (jump_without_mask))
    env->__mask_was_saved = 0;
  if (ipc_fault (jump_empties_mask))
    sigemptyset ((sigset_t *) &env->__saved_mask);
#else
  if (ipc_fault (jump_without_mask))
    env->__fl = 0;
#endif
}

void
siglongjmp (sigjmp_buf env, int value)
{
  spoil (env);
  IPC_REAL (siglongjmp) (env, ipc_fault (jump_value_lost) ? 1 : value);
  for (;;)
    continue;
}

void
longjmp (jmp_buf env, int value)
{
  if (ipc_fault (longjmp_with_mask))
    ipc_fault_unblock_all ();
  IPC_REAL (longjmp) (env, value);
  for (;;)
    continue;
}
