/* ipcompat-waits.h - fallbacks: waits that let signals through.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPCOMPAT_WAITS_H
#define IPCOMPAT_WAITS_H

#include <poll.h>
#include <signal.h>
#include <sys/select.h>
#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

/* pselect() and ppoll(), with all changes of the mask and the wait as one:
   a signal that MASK lets through ends the wait even if it was pending.
   Fail with EMFILE, ENFILE or ENOMEM too; whenever such a handler has run,
   with EINTR, and the sets are unchanged.  TIMEOUT is rounded up to
   microseconds or milliseconds.  POSIX: pselect, ppoll.  */
int ipc_fb_pselect (int count, fd_set *in, fd_set *out, fd_set *err,
                    const struct timespec *timeout, const sigset_t *mask);
int ipc_fb_ppoll (struct pollfd *fds, nfds_t count,
                  const struct timespec *timeout, const sigset_t *mask);

#ifdef __cplusplus
}
#endif

#endif
