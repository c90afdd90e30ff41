/* ipcompat-signals.h - fallbacks: dispositions, names, timers, deferral.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPCOMPAT_SIGNALS_H
#define IPCOMPAT_SIGNALS_H

#include <signal.h>
#include <sys/types.h>
#include <time.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifdef SIG_BLOCK

/* sigaction(), made of signal() and sigprocmask(): the handler stays, its
   signal and sa_mask are blocked while it runs, SA_NODEFER and SA_RESETHAND
   hold, errno survives the handler; ACTION and OLD may be NULL, and to ask
   changes nothing.  Wants the platform's struct sigaction, as a type.
   SA_RESTART is kept by siginterrupt(), which where signal() heeds it is left
   as the last action wants it; without that function it is signal()'s choice
   whether slow calls restart.  Of an action that was set by other means OLD
   gets the handler, without flags and mask, and only if ACTION is not NULL or
   nothing was installed here before; else the last one that was.  Returns 0,
   or -1 with errno EINVAL (no such signal, or one that cannot be caught) or
   ENOSYS (SA_SIGINFO, SA_ONSTACK; for SIGCHLD: SA_NOCLDSTOP, SA_NOCLDWAIT; to
   ask for an action that was set by other means, where that would change it:
   if its signal is blocked, or there is no sigset() that tells).
   Threads: one at a time (the table of actions, also while handlers run).
   Handlers: yes.  POSIX: sigaction.  */
int ipc_fb_sigaction (int signo, const struct sigaction *action,
                      struct sigaction *old);

#endif

/* signal(): the handler stays installed, its signal is blocked while it
   runs, slow calls restart where the platform has SA_RESTART.  Returns the
   previous handler, or SIG_ERR with errno EINVAL.
   Threads: any.  Handlers: yes.  POSIX: signal.  */
void (*ipc_fb_signal (int signo, void (*handler) (int))) (int);

/* sig2str() and str2sig(): the name of SIGNO, without "SIG", into NAME, which
   has room for SIG2STR_MAX bytes; the number of NAME, which may also be an
   alias (CLD), a decimal number, or any RTMIN+n and RTMAX-n, into *SIGNO.  A
   number without a name is NUMn.  Return 0, or -1, errno unchanged; 0 is no
   signal.
   Threads: any.  Handlers: no.  POSIX: str2sig.  */
#ifndef SIG2STR_MAX
# define SIG2STR_MAX 32
#endif
int ipc_fb_sig2str (int signo, char *name);
int ipc_fb_str2sig (const char *name, int *signo);

#ifdef SIG_BLOCK

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

#endif

/* alarm(), by setitimer(), whose timer it then shares: what is left of that
   is told, and replaced.  Returns the seconds that were left, rounded up, or
   0; never 0 if there was an alarm.  More seconds than the platform can
   count are as many as it can.  errno is kept.  It is kept by exec(), and not
   by a child.
   Threads: any; the timer is the process's.  Handlers: yes.

   Without setitimer() it is a child process that waits and then sends
   SIGALRM.  The timer ends with this process, or with its exec(): what is
   executed has no alarm.  Where no process can be made there is no alarm
   either.  Its end is a child's end: SIGCHLD, and a zombie until the next
   call; who waits for any child may get its number.  Who closes all
   descriptors ends it.
   Threads: one at a time (what is known of that child).  Handlers: no.
   POSIX: alarm.  */
unsigned ipc_fb_alarm (unsigned seconds);

/* Deferred signals: have SIGNO noted when it comes, and CALLBACK called by
   ipc_defer_dispatch(), outside of all handlers, where it may do anything.
   If IMMEDIATE, and for faults (SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP,
   SIGSYS) always, CALLBACK runs in the handler: it must be async-signal-safe
   or leave by siglongjmp(), and for a fault not return unless it has mended
   what faulted.  Calls are interrupted, SA_RESTART is not set.  Returns 0,
   or -1 with errno EINVAL (no CALLBACK, or a signal that cannot be caught);
   nothing has changed then.
   Threads: one at a time (all that is noted), and the others have to block
   these signals.  Handlers: no.  POSIX: sigaction.  */
int ipc_defer_install (int signo, void (*callback) (int), int immediate);

/* Put back what SIGNO did before ipc_defer_install(); what waits is
   forgotten.  With the last one ends the descriptor below.  Returns 0, or -1
   with errno EINVAL.
   Threads: one at a time (as above).  Handlers: no.  */
int ipc_defer_remove (int signo);

/* A safe point: call back once for each signal that has come, in the order
   of their numbers.  What comes meanwhile may wait for the next one.
   Returns how many callbacks were called; errno is kept.
   Threads: one at a time (as above).  Handlers: no.  */
int ipc_defer_dispatch (void);

/* Whether there may be something to dispatch.
   Threads: any.  Handlers: yes.  */
int ipc_defer_pending (void);

/* How often the handler of SIGNO has run, modulo 2 to the 30th; for SIGCHLD
   at most once between two safe points.
   Threads: any.  Handlers: yes.  */
long ipc_defer_arrivals (int signo);

/* From now on run all callbacks in the handlers, or no longer so.
   Threads: any.  Handlers: yes.  */
void ipc_defer_immediate (int on);

/* A descriptor that is readable while a signal waits, for select() and
   poll(); not to be read nor closed by the caller.  It, and another one, are
   open from now on as long as some signal is deferred; a child after fork(),
   and who has closed all descriptors, have to ask anew.  Returns -1 with
   errno EMFILE or ENFILE.
   Threads: one at a time (as above).  Handlers: no.  */
int ipc_defer_descriptor (void);

/* read() that dispatches what comes while it waits, and goes on waiting: no
   signal is lost before it, nor does one end it.  If FD is non-blocking it
   waits, too.  Returns what read() does, never EINTR, or -1 with poll()'s
   errno, EMFILE or ENFILE.
   Threads: one at a time (as above).  Handlers: no.  POSIX: read.  */
ssize_t ipc_defer_read (int fd, void *data, size_t size);

#ifdef __cplusplus
}
#endif

#endif
