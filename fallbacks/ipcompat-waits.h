/* ipcompat-waits.h - fallbacks: waits that signals, or others, end.
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

/* sigtimedwait() and sigwaitinfo(), by handlers: the first signal of SET that
   comes, or is pending, is taken, and its action does not run.  INFO, unless
   NULL, gets what is known of it.  The signals are to be blocked, in the
   other threads as well, as for the native calls.  Return its number; or -1
   with errno EAGAIN (none until TIMEOUT was over; NULL: never), EINVAL (no
   such time), EINTR (another signal's handler has run), EBUSY (another thread
   waits here), ENOSYS (no SA_SIGINFO), or EMFILE, ENFILE or ENOMEM where
   there is no atomic pselect().

   Meanwhile the actions of SET are others, as sigaction() in a handler or
   another thread sees.  If several come at once those that are not taken are
   sent again: their sender is this process then, and of more than 64 that are
   queued the value is lost.  A handler of another signal that jumps out leaves
   the others' actions until this thread waits again; a thread is not
   cancelled in this, but when it returns.
   One that its action ignores and that comes just as the wait ends may get
   lost; so look once more at what it tells of, such as a child.
   Threads: one at a time (the actions).  Handlers: no.
   POSIX: sigtimedwait.  */
int ipc_fb_sigtimedwait (const sigset_t *set, siginfo_t *info,
                         const struct timespec *timeout);
int ipc_fb_sigwaitinfo (const sigset_t *set, siginfo_t *info);

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

/* ppoll() and pselect(), or the fallbacks above where those are not atomic:
   the handlers that MASK lets through run, and the wait goes on.
   Threads: any, as those above.  Handlers: as those above.
   POSIX: ppoll, pselect.  */
int ipc_fb_retry_ppoll (struct pollfd *fds, nfds_t count,
                        const struct timespec *timeout, const sigset_t *mask);
int ipc_fb_retry_pselect (int count, fd_set *in, fd_set *out, fd_set *err,
                          const struct timespec *timeout,
                          const sigset_t *mask);

/* epoll_wait(), which only Linux has; -1 with errno ENOSYS elsewhere.
   Threads: any.  Handlers: yes.  No page of POSIX.  */
struct epoll_event;
int ipc_fb_epoll_wait (int epoll, struct epoll_event *events, int most,
                       int timeout);

/* sigtimedwait() and sigwaitinfo(), or the fallbacks above where there are
   none: until a signal of SET comes.
   Threads: any, as those above.  Handlers: as those above.
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

/* Waits for a descriptor that another thread, a handler or a process that has
   inherited this can end; both descriptors are close-on-exec, and for these
   functions alone.  ipc_wakeup_open() returns 0, or -1 with errno EMFILE or
   ENFILE.  ipc_wakeup_close() ends it in this process: when nobody is in one
   of the others.
   Threads: any; to open and close, each its own W.  Handlers: no.
   POSIX: pipe.  */
struct ipc_wakeup
{
  int fd[2];
};
int ipc_wakeup_open (struct ipc_wakeup *w);
void ipc_wakeup_close (struct ipc_wakeup *w);

/* End one wait: one that is on, or the next.  Returns 0, also if thousands
   that nobody has taken leave no room for another; or -1 with errno EBADF.
   Threads: any.  Handlers: yes.  POSIX: write.  */
int ipc_wakeup_wake (const struct ipc_wakeup *w);

/* Wait as poll() does for EVENTS of FD, which may be -1 for none, for up to
   TIMEOUT milliseconds, negative: without end.  Returns IPC_WAKEUP_WOKEN,
   also if FD is ready; IPC_WAKEUP_READY if one of the events, or an error or
   the end of FD, is to be had, or FD is not open; 0 when the time is over;
   or -1 with errno EINTR, EBADF (W is not open), EPIPE, EAGAIN or ENOMEM.  FD
   itself may block when it is used, if others use it: O_NONBLOCK.
   Threads: any.  Handlers: yes.  POSIX: poll.  */
enum { IPC_WAKEUP_READY = 1, IPC_WAKEUP_WOKEN = 2 };
int ipc_wakeup_wait (const struct ipc_wakeup *w, int fd, short events,
                     int timeout);

#ifdef __cplusplus
}
#endif

#endif
