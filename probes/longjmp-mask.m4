# longjmp-mask.m4 - does plain longjmp() put back the signal mask?
# Behaviour: handlers.longjmp_mask_plain
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_LONGJMP_MASK],
[IPC_PROBE([longjmp_mask],
  [whether longjmp restores the signal mask],
  [#include <setjmp.h>
static jmp_buf env;],
  [  sigset_t set;
  sigemptyset (&set);
  sigaddset (&set, SIGUSR1);
  if (setjmp (env) == 0)
    {
      if (sigprocmask (SIG_BLOCK, &set, NULL) == -1)
        return UNKNOWN;
      longjmp (env, 1);
    }
  if (sigprocmask (SIG_BLOCK, NULL, &set) == -1)
    return UNKNOWN;
  return sigismember (&set, SIGUSR1) ? NO : YES;])])
