# sigsetjmp-mask.m4 - does siglongjmp() restore the mask that was saved?
# Behaviour: handlers.longjmp_mask_saved
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SIGSETJMP_MASK],
[IPC_PROBE([sigsetjmp_mask],
  [whether siglongjmp restores the signal mask],
  [#include <setjmp.h>
static sigjmp_buf env;],
  [  sigset_t set;
  sigemptyset (&set);
  sigaddset (&set, SIGUSR1);
  if (sigsetjmp (env, 1) == 0)
    {
      if (sigprocmask (SIG_BLOCK, &set, NULL) == -1)
        return UNKNOWN;
      siglongjmp (env, 1);
    }
  if (sigprocmask (SIG_BLOCK, NULL, &set) == -1)
    return UNKNOWN;
  return sigismember (&set, SIGUSR1) ? NO : YES;])])
