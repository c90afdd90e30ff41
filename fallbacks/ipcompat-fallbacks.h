/* ipcompat-fallbacks.h - the fallbacks, under their own names.
   SPDX-License-Identifier: BSD-2-Clause

   ipc_fb_X has the prototype, the results and the errno values of X where
   its source does not say otherwise.  All of them are always there.  */

#ifndef IPCOMPAT_FALLBACKS_H
#define IPCOMPAT_FALLBACKS_H

#include <signal.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* mkfifo(): by mknod(), else by a command; may then wait for a child, and a
   mode with bits outside 0666 gets those a moment later.  Returns 0, or -1
   with errno; ENOSYS if there is no way.  PATH belongs to the caller.
   POSIX: mkfifo.  */
int ipc_fb_mkfifo (const char *path, mode_t mode);

/* signal(): the handler stays installed, its signal is blocked while it
   runs, slow calls restart where the platform has SA_RESTART.  Returns the
   previous handler, or SIG_ERR with errno EINVAL.  POSIX: signal.  */
void (*ipc_fb_signal (int signo, void (*handler) (int))) (int);

#ifdef __cplusplus
}
#endif

#endif
