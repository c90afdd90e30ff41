/* ipcompat-waits.h - fallbacks: waits that signals, or others, end.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPCOMPAT_WAITS_H
#define IPCOMPAT_WAITS_H

#include <poll.h>
#include <signal.h>
#include <sys/select.h>
#include <time.h>

#include "ipcompat-signals.h"
#include "ipcompat-wakeup.h"

#ifdef __cplusplus
extern "C" {
#endif

#ifdef SIG_BLOCK

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

#endif

/* Waits that an interruption does not end, neither by a handler nor by a stop;
   nor, then, by a signal that is meant to end them: ipc_wakeup_wake() does.
   The time counts from the call on, however often it is interrupted, and is
   over though signals come without end.  Results and errno are the native
   call's, never EINTR.  All of them are as safe in handlers as that.

   poll() and select(); TIMEOUT stays as it is.  Threads: any.  Handlers: yes.
   POSIX: poll, select.  */
struct timeval;
int ipc_fb_poll (struct pollfd *fds, nfds_t count, int timeout);
int ipc_fb_select (int count, fd_set *in, fd_set *out, fd_set *err,
                   struct timeval *timeout);

#ifdef SIG_BLOCK

/* ppoll() and pselect(), or the fallbacks above where those are not atomic:
   the handlers that MASK lets through run, and the wait goes on.
   Threads: any, as those above.  Handlers: yes, where the native calls are
   taken.  POSIX: ppoll, pselect.  */
int ipc_fb_retry_ppoll (struct pollfd *fds, nfds_t count,
                        const struct timespec *timeout, const sigset_t *mask);
int ipc_fb_retry_pselect (int count, fd_set *in, fd_set *out, fd_set *err,
                          const struct timespec *timeout,
                          const sigset_t *mask);

#endif

/* epoll_wait(), which only Linux has; -1 with errno ENOSYS elsewhere.
   Threads: any.  Handlers: yes.  No page of POSIX.  */
struct epoll_event;
int ipc_fb_epoll_wait (int epoll, struct epoll_event *events, int most,
                       int timeout);

#ifdef SIG_BLOCK

/* sigtimedwait() and sigwaitinfo(), or the fallbacks of them where there are
   none: until a signal of SET comes.
   Threads: any, where the native calls are taken.  Handlers: yes, likewise.
   POSIX: sigtimedwait.  */
int ipc_fb_retry_sigtimedwait (const sigset_t *set, siginfo_t *info,
                               const struct timespec *timeout);
int ipc_fb_retry_sigwaitinfo (const sigset_t *set, siginfo_t *info);

/* nanosleep(), clock_nanosleep() and usleep(): until all of the time is over.
   LEFT is not used, MICROSECONDS may be more than a second.  The second
   returns the error, ENOSYS where there is no such call.
   Threads: any.  Handlers: yes.  POSIX: nanosleep, clock_nanosleep.  */
int ipc_fb_nanosleep (const struct timespec *asked, struct timespec *left);
int ipc_fb_clock_nanosleep (clockid_t clock, int flags,
                            const struct timespec *asked,
                            struct timespec *left);
int ipc_fb_usleep (unsigned microseconds);

#endif

#ifdef __cplusplus
}
#endif

#endif
