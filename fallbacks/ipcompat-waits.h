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

/* pselect() and ppoll(), with all changes of the mask and the wait as one: a
   signal that MASK lets through ends the wait even if it was pending.  If
   MASK is NULL they are select() and poll().  TIMEOUT, which may be NULL, is
   rounded up to microseconds or milliseconds.  Return what those do, or -1;
   the sets are unchanged then.  Errno, beyond theirs: EINTR whenever such a
   handler has run; EINVAL (no such time; COUNT above FD_SETSIZE with a MASK);
   and, if it has to wait and MASK lets handlers run that could not run
   before, EMFILE, ENFILE or ENOMEM, since then it opens two descriptors for
   the time of the wait.

   Each handler that MASK lets through stands behind another one meanwhile:
   sigaction() in a handler or in another thread sees that, and an action that
   another thread installs meanwhile wakes nobody.  A handler that jumps out of
   the wait leaves both, until this thread waits again; a thread that is
   cancelled in it leaves them for good.  Which signals are blocked is the
   thread's own affair, where it has pthread_sigmask() or a sigprocmask() that
   does the same.
   Threads: any; without GCC, or a compiler that has its __thread and __sync
   functions, one at a time (the pipe and the handlers that stand before).
   Handlers: no.  POSIX: pselect, ppoll.  */
int ipc_fb_pselect (int count, fd_set *in, fd_set *out, fd_set *err,
                    const struct timespec *timeout, const sigset_t *mask);
int ipc_fb_ppoll (struct pollfd *fds, nfds_t count,
                  const struct timespec *timeout, const sigset_t *mask);

#ifdef __cplusplus
}
#endif

#endif
