/* sigsetjmp.c - jumps that put back the signal mask.
   SPDX-License-Identifier: BSD-2-Clause

   For platforms that have only setjmp() and longjmp().  The mask is kept
   beside the jump's buffer, and put back just before the jump, as glibc
   does.

   Falls short: a signal that the mask held back is delivered before the
   jump, on the stack of the handler that is left; a handler of that signal
   that jumps too wins (handlers.longjmp_mask_saved).  Where setjmp() saves
   the mask by itself it does so here too, SAVE or not
   (handlers.longjmp_mask_plain).  */

#include "ipcompat-jumps.h"

#include <setjmp.h>
#include <signal.h>
#include <stddef.h>

#include "sigmask.h"

struct ipc_fb_sigjmp *
ipc_fb_sigsave (struct ipc_fb_sigjmp *env, int save)
{
  env->saved = save != 0;
  if (env->saved)
    sigmask_change (SIG_BLOCK, NULL, &env->mask);
  return env;
}

void
ipc_fb_siglongjmp (struct ipc_fb_sigjmp *env, int value)
{
  if (env->saved)
    sigmask_change (SIG_SETMASK, &env->mask, NULL);
  longjmp (env->jump, value);
}
