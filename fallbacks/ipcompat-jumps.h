/* ipcompat-jumps.h - fallbacks: jumps that put back the signal mask.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPCOMPAT_JUMPS_H
#define IPCOMPAT_JUMPS_H

#include <setjmp.h>
#include <signal.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifdef SIG_BLOCK

/* sigsetjmp() and siglongjmp() for an ipc_fb_sigjmp_buf.  The mask is put
   back just before the jump, on the stack that is left.  ipc_fb_sigsetjmp
   (ENV, SAVE) may stand where setjmp() may, since that is what it is.
   ipc_fb_sigsave() is a part of it: it fills in the mask of ENV if SAVE is
   not 0, and returns ENV.
   Threads: any, each with its own ENV.  Handlers: yes; ipc_fb_siglongjmp() as
   siglongjmp(), if no unsafe function was interrupted.  POSIX: siglongjmp.  */
typedef struct ipc_fb_sigjmp
{
  jmp_buf jump;
  sigset_t mask;
  int saved;
} ipc_fb_sigjmp_buf[1];
#define ipc_fb_sigsetjmp(env, save) \
  setjmp (ipc_fb_sigsave (env, save)->jump)
struct ipc_fb_sigjmp *ipc_fb_sigsave (struct ipc_fb_sigjmp *env, int save);
#if defined __GNUC__
__attribute__ ((__noreturn__))
#endif
void ipc_fb_siglongjmp (struct ipc_fb_sigjmp *env, int value);

#endif

#ifdef __cplusplus
}
#endif

#endif
