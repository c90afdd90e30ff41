/* sigtimedwait.c - sigtimedwait() by handlers and pselect().
   SPDX-License-Identifier: BSD-2-Clause

   For the time of the wait each signal of the set has a handler that notes
   it, and pselect() lets it through: so its own action does not run, and none
   that comes between look and wait is lost (deferral.sigwait_family).  A
   handler of another signal runs to its end, as with the native call, though
   one of the set may be noted in the middle of it: hence no jump.

   Falls short: more than one may be noted, where pselect() is a fallback or
   in such a handler; the others are sent again, by this process, and of more
   than 64 that are queued without a value.  To put back an action that ignores
   the signal throws away one that is pending: that one is sent again, too, but
   not one that came in between.  The actions are the process's: so one thread
   at a time waits.  */

#include "process-calls.h"
#include "ipcompat-waits.h"

#include <errno.h>
#include <signal.h>
#include <sys/select.h>
#include <time.h>

#include "cancel.h"
#include "nsig.h"
#include "of-thread.h"
#include "process-lock.h"
#include "sigmask.h"
#include "wake.h"

enum { ROOM = 64 };

static struct
{
  volatile sig_atomic_t signo;  /* what was taken, or 0 */
  siginfo_t info;
  struct sigaction action[NSIG];
  /* What came besides: as much as can be kept, and how often else.  */
  volatile sig_atomic_t n;
  siginfo_t more[ROOM];
  volatile sig_atomic_t again[NSIG];
} taken;

/* The process that waits, or 0; and whether this thread does.  */
static volatile int waiter;
static OF_THREAD volatile sig_atomic_t waits;

static int
refuse (int error)
{
  errno = error;
  return -1;
}

/* In a thread that has the signal unblocked, or a child that was forked
   meanwhile: what would have been.  */
static void
act (int signo, siginfo_t *info, void *context)
{
  struct sigaction *sa = &taken.action[signo];

  if ((sa->sa_flags & SA_SIGINFO) != 0)
    sa->sa_sigaction (signo, info, context);
  else if (sa->sa_handler == SIG_DFL)
    {
      /* It is blocked here, and comes as this returns.  */
      sigaction (signo, sa, NULL);
      raise (signo);
    }
  else if (sa->sa_handler != SIG_IGN)
    sa->sa_handler (signo);
}

static void
note (int signo, siginfo_t *info, void *context)
{
  int error = errno;

  if (!waits)
    act (signo, info, context);
  else if (taken.signo != 0 && taken.n < ROOM)
    taken.more[taken.n++] = *info;
  else if (taken.signo != 0)
    taken.again[signo]++;
  else
    {
      taken.info = *info;
      taken.signo = signo;
    }
  errno = error;
}

/* What becomes of children is as it was, and where a handler runs.  */
static int
flags_like (const struct sigaction *was)
{
  int flags = SA_SIGINFO | (was->sa_flags & SA_NOCLDSTOP);

#ifdef SA_ONSTACK
  flags |= was->sa_flags & SA_ONSTACK;
#endif
#ifdef SA_NOCLDWAIT
  flags |= was->sa_flags & SA_NOCLDWAIT;
  if ((was->sa_flags & SA_SIGINFO) == 0 && was->sa_handler == SIG_IGN)
    flags |= SA_NOCLDWAIT;
#endif
  return flags;
}

static int
replace_action (int signo)
{
  struct sigaction sa, was;

  if (sigaction (signo, NULL, &was) == -1)
    return -1;
  sa.sa_sigaction = note;
  sa.sa_flags = flags_like (&was);
  sigfillset (&sa.sa_mask);
  if (sigaction (signo, &sa, &was) == -1)
    return -1;
  /* It is there already if a handler has jumped out of a wait, or in a child
     whose parent's thread waited.  */
  if ((was.sa_flags & SA_SIGINFO) == 0 || was.sa_sigaction != note)
    taken.action[signo] = was;
  return 0;
}

/* Have the signals of SET noted that can be; REPLACED gets which.  */
static int
replace_actions (const sigset_t *set, sigset_t *replaced)
{
  int signo;

  ipc_wake_unwrap ();
  sigemptyset (replaced);
  for (signo = 1; signo < NSIG; signo++)
    {
      if (sigismember (set, signo) != 1)
        continue;
      if (replace_action (signo) == 0)
        sigaddset (replaced, signo);
      else if (errno != EINVAL)
        return -1;
    }
  return 0;
}

/* Send again what came besides, in its order.  */
static void
send_again (void)
{
  int i, signo;

  for (i = 0; i < taken.n; i++)
    {
#if defined _POSIX_REALTIME_SIGNALS && _POSIX_REALTIME_SIGNALS > 0
      if (taken.more[i].si_code == SI_QUEUE
          && sigqueue (getpid (), taken.more[i].si_signo,
                       taken.more[i].si_value) == 0)
        continue;
#endif
      kill (getpid (), taken.more[i].si_signo);
    }
  for (signo = 1; signo < NSIG; signo++)
    for (; taken.again[signo] > 0; taken.again[signo]--)
      kill (getpid (), signo);
  taken.n = 0;
}

/* The other way round; what that throws away is sent again.  */
static void
restore_actions (const sigset_t *set)
{
  sigset_t before, after;
  int signo;

  sigpending (&before);
  for (signo = 1; signo < NSIG; signo++)
    if (sigismember (set, signo) == 1)
      sigaction (signo, &taken.action[signo], NULL);
  sigpending (&after);
  for (signo = 1; signo < NSIG; signo++)
    if (sigismember (set, signo) == 1 && sigismember (&before, signo) == 1
        && sigismember (&after, signo) == 0)
      kill (getpid (), signo);
  send_again ();
}

/* pselect() of nothing, until a handler has run.  */
static int
wait_with (const sigset_t *mask, const struct timespec *timeout)
{
#if defined IPC_PROBE_PSELECT_ATOMIC && IPC_PROBE_PSELECT_ATOMIC == 1
  return pselect (0, NULL, NULL, NULL, timeout, mask);
#else
  return ipc_fb_pselect (0, NULL, NULL, NULL, timeout, mask);
#endif
}

static int
is_in_both (const sigset_t *a, const sigset_t *b)
{
  int signo;

  for (signo = 1; signo < NSIG; signo++)
    if (sigismember (a, signo) == 1 && sigismember (b, signo) == 1)
      return 1;
  return 0;
}

/* The wait, with all signals blocked, and OLD else.  */
static int
take (const sigset_t *set, const struct timespec *timeout,
      const sigset_t *old)
{
  static const struct timespec moment = { 0, 1000000 };
  sigset_t mask = *old, pending;
  int signo;

  for (signo = 1; signo < NSIG; signo++)
    if (sigismember (set, signo) == 1)
      sigdelset (&mask, signo);
  /* Some let nothing through if there is no time at all.  */
  if (timeout != NULL && timeout->tv_sec == 0 && timeout->tv_nsec == 0)
    {
      sigpending (&pending);
      if (!is_in_both (&pending, set))
        return refuse (EAGAIN);
      timeout = &moment;
    }
  taken.signo = taken.n = 0;
  waits = 1;
  if (wait_with (&mask, timeout) == 0)
    errno = EAGAIN;
  waits = 0;
  return taken.signo != 0 ? taken.signo : -1;
}

/* Whether this thread is the one that may wait: also if a handler has jumped
   out of its last wait.  A parent's thread that waited during fork() does not
   do so in the child.  */
static int
claim (void)
{
  int self = (int) getpid (), was = IPC_EXCHANGE (&waiter, 0, self);

  return was == 0 || (was == self && waits)
         || (was != self && IPC_EXCHANGE (&waiter, was, self) == was);
}

/* With all signals blocked, and OLD else.  */
static int
wait_alone (const sigset_t *set, siginfo_t *info,
            const struct timespec *timeout, const sigset_t *old)
{
  sigset_t replaced;
  int result = -1, error;

  if (!claim ())
    return refuse (EBUSY);
  waits = 0;
  if (replace_actions (set, &replaced) == 0)
    result = take (&replaced, timeout, old);
  error = errno;
  restore_actions (&replaced);
  if (result != -1 && info != NULL)
    *info = taken.info;
  IPC_RELEASE (&waiter);
  errno = error;
  return result;
}

/* Who is cancelled in here would leave its actions, and nobody else could
   wait.  */
int
ipc_fb_sigtimedwait (const sigset_t *set, siginfo_t *info,
                     const struct timespec *timeout)
{
  sigset_t all, old;
  int result, error, cancelled;

  if (timeout != NULL && (timeout->tv_sec < 0 || timeout->tv_nsec < 0
                          || timeout->tv_nsec >= 1000000000))
    return refuse (EINVAL);
  sigfillset (&all);
  sigmask_change (SIG_SETMASK, &all, &old);
  cancelled = cancel_forbid ();
  result = wait_alone (set, info, timeout, &old);
  error = errno;
  cancel_allow (cancelled);
  sigmask_change (SIG_SETMASK, &old, NULL);
  errno = error;
  return result;
}

int
ipc_fb_sigwaitinfo (const sigset_t *set, siginfo_t *info)
{
  return ipc_fb_sigtimedwait (set, info, NULL);
}
