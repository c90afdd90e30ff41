/* ring.c - a thread that ends another one's call in time.
   SPDX-License-Identifier: BSD-2-Clause

   It sends SIGURG, whose default is to do nothing, until the call has failed
   with EINTR: again and again, since one that comes just before the call ends
   nothing.  The time itself it waits for by pthread_cond_timedwait(), which
   goes by the clock as it is set.  */

#include "ring.h"

#ifndef IPC_NO_RING

# include <errno.h>
# include <poll.h>
# include <pthread.h>
# include <stdlib.h>
# include <string.h>
# include <unistd.h>

# include "process-lock.h"
# include "of-thread.h"
# include "sigmask.h"

/* A call, and the thread that looks after its time.  */
struct watch
{
  pthread_mutex_t mutex;
  pthread_cond_t cond;
  pthread_t waiter;
  pid_t pid;
  struct timespec until;
  int is_over, is_done, users;  /* all with MUTEX */
  sigset_t mask;                /* the waiter's, as it was */
  /* What its handler has seen.  */
  volatile sig_atomic_t heard, ignored, kept;
  volatile int rings;           /* that the thread has sent */
};

static OF_THREAD struct watch *volatile own;

/* The call of the program's own handler that this thread is in, or has jumped
   out of.  */
static OF_THREAD const void *volatile acting_info;
static OF_THREAD const void *volatile acting_frame;

/* SIGURG's action, while somebody waits; WAS[WHICH] is the program's, the
   other one what a handler may be reading still.  */
static struct
{
  volatile int holder, which;
  int users;
  pid_t pid;
  struct sigaction was[2];
} urgent;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static int has_key;

static void
call (const struct sigaction *was, int signo, siginfo_t *info, void *context)
{
  if ((was->sa_flags & SA_SIGINFO) != 0)
    was->sa_sigaction (signo, info, context);
  else
    was->sa_handler (signo);
}

/* What would have been.  */
static void
act (struct watch *w, int signo, siginfo_t *info, void *context)
{
  const struct sigaction *was = &urgent.was[IPC_LOOK (&urgent.which)];
  int has_handler = (was->sa_flags & SA_SIGINFO) != 0
                    || (was->sa_handler != SIG_DFL
                        && was->sa_handler != SIG_IGN);

  if (w != NULL && sigismember (&w->mask, signo) == 1)
    w->kept = w->ignored = 1;
  else if (has_handler)
    call (was, signo, info, context);
  if (w != NULL && (!has_handler || (was->sa_flags & SA_RESTART) != 0))
    w->ignored = 1;
}

/* A handler that the program has set meanwhile may call the one that it found,
   which is this: with what it got itself, and from within.  */
static int
comes_from_program (const siginfo_t *info, const void *frame)
{
  return info == NULL || (info == acting_info && frame != acting_frame);
}

static void
hear (int signo, siginfo_t *info, void *context)
{
  struct watch *w = own;
  const void *outer_info = acting_info, *outer_frame = acting_frame;
  int error = errno, rings;

  if (comes_from_program (info, &error))
    return;
  rings = w != NULL ? IPC_LOOK (&w->rings) : 0;
  acting_info = info;
  acting_frame = &error;
  /* Not all systems tell who has sent it.  */
  if (w != NULL && w->heard != rings)
    w->heard = rings;
  else
    act (w, signo, info, context);
  acting_info = outer_info;
  acting_frame = outer_frame;
  errno = error;
}

static int
is_ours (const struct sigaction *sa)
{
  return (sa->sa_flags & SA_SIGINFO) != 0 && sa->sa_sigaction == hear;
}

/* Who else waits, waits in this process: a child has none of its parent's
   threads.  */
static void
count_users (int by)
{
  if (urgent.pid != getpid ())
    urgent.users = by < 0;
  urgent.pid = getpid ();
  urgent.users += by;
}

/* Also if the program has set another one meanwhile.  For one more, or 0.  */
static void
take_action (int users)
{
  struct sigaction sa, now;
  int which;

  process_lock (&urgent.holder);
  count_users (users);
  sigaction (SIGURG, NULL, &now);
  if (!is_ours (&now))
    {
      which = IPC_LOOK (&urgent.which);
      urgent.was[!which] = now;
      IPC_EXCHANGE (&urgent.which, which, !which);
      memset (&sa, 0, sizeof sa);
      sa.sa_sigaction = hear;
      sa.sa_flags = SA_SIGINFO;
# ifdef SA_ONSTACK
      sa.sa_flags |= now.sa_flags & SA_ONSTACK;
# endif
      sigfillset (&sa.sa_mask);
      sigaction (SIGURG, &sa, NULL);
    }
  process_unlock (&urgent.holder);
}

static void
give_action_back (void)
{
  struct sigaction now;

  process_lock (&urgent.holder);
  count_users (-1);
  if (urgent.users == 0 && sigaction (SIGURG, NULL, &now) == 0
      && is_ours (&now))
    sigaction (SIGURG, &urgent.was[IPC_LOOK (&urgent.which)], NULL);
  process_unlock (&urgent.holder);
}

/* The last one frees it.  With the mutex.  */
static void
leave (struct watch *w)
{
  int last = --w->users == 0;

  pthread_mutex_unlock (&w->mutex);
  if (!last)
    return;
  pthread_cond_destroy (&w->cond);
  pthread_mutex_destroy (&w->mutex);
  free (w);
}

/* The thread, in which no handler runs.  */
static void *
ring (void *arg)
{
  struct watch *w = arg;
  int error = 0, span = 1, rings = 0;

  pthread_mutex_lock (&w->mutex);
  while (!w->is_done && error != ETIMEDOUT)
    error = error == 0
            ? pthread_cond_timedwait (&w->cond, &w->mutex, &w->until)
            : pthread_cond_wait (&w->cond, &w->mutex);
  w->is_over = 1;
  while (!w->is_done)
    {
      take_action (0);
      IPC_EXCHANGE (&w->rings, rings, rings + 1);
      rings++;
      pthread_kill (w->waiter, SIGURG);
      pthread_mutex_unlock (&w->mutex);
      poll (NULL, 0, span);
      if (span < 100)
        span *= 2;
      pthread_mutex_lock (&w->mutex);
    }
  leave (w);
  return NULL;
}

/* Nobody rings any more, and the action is as it was.  All signals are
   blocked.  In a child the thread is not there, but may have had the
   mutex.  */
static void
stop (void *arg)
{
  struct watch *w = arg;
  sigset_t urgent_only;
  int kept;

  if (w->pid == getpid ())
    {
      pthread_mutex_lock (&w->mutex);
      w->is_done = 1;
      pthread_cond_signal (&w->cond);
      pthread_mutex_unlock (&w->mutex);
    }
  /* What was sent arrives here.  */
  sigemptyset (&urgent_only);
  sigaddset (&urgent_only, SIGURG);
  sigmask_change (SIG_UNBLOCK, &urgent_only, NULL);
  sigmask_change (SIG_BLOCK, &urgent_only, NULL);
  kept = w->kept;
  own = NULL;
  pthread_setspecific (key, NULL);
  give_action_back ();
  if (kept)
    kill (getpid (), SIGURG);
  if (w->pid == getpid ())
    {
      pthread_mutex_lock (&w->mutex);
      leave (w);
    }
}

/* Of a thread that ends after a handler has jumped out of its call.  */
static void
stop_left (void *arg)
{
  sigset_t all, old;

  sigfillset (&all);
  sigmask_change (SIG_SETMASK, &all, &old);
  stop (arg);
  sigmask_change (SIG_SETMASK, &old, NULL);
}

void
ipc_ring_stop (void)
{
  stop (own);
}

static void
make_key (void)
{
  has_key = pthread_key_create (&key, stop_left) == 0;
}

static struct watch *
make_watch (const struct timespec *until, const sigset_t *mask)
{
  struct watch *w = calloc (1, sizeof *w);

  if (w == NULL)
    return NULL;
  pthread_mutex_init (&w->mutex, NULL);
  pthread_cond_init (&w->cond, NULL);
  w->waiter = pthread_self ();
  w->pid = getpid ();
  w->until = *until;
  w->mask = *mask;
  w->users = 2;
  return w;
}

int
ipc_ring_start (const struct timespec *until, const sigset_t *mask)
{
  pthread_t thread;
  struct watch *w;
  int error;

  pthread_once (&once, make_key);
  if (own != NULL)
    stop (own);
  if (!has_key || (w = make_watch (until, mask)) == NULL)
    return ENOMEM;
  if (pthread_setspecific (key, w) != 0)
    {
      free (w);
      return ENOMEM;
    }
  own = w;
  take_action (1);
  error = pthread_create (&thread, NULL, ring, w);
  if (error == 0)
    pthread_detach (thread);
  else
    {
      w->users = 1;
      stop (w);
    }
  return error;
}

void
ipc_ring_listen (void)
{
  sigset_t mask = own->mask;

  sigdelset (&mask, SIGURG);
  own->ignored = 0;
  sigmask_change (SIG_SETMASK, &mask, NULL);
}

enum ipc_ring_end
ipc_ring_ended (void)
{
  struct watch *w = own;
  int is_over = 0;

  if (w->pid == getpid ())
    {
      pthread_mutex_lock (&w->mutex);
      is_over = w->is_over;
      pthread_mutex_unlock (&w->mutex);
    }
  return is_over ? RING_IS_OVER : w->ignored ? RING_IN_VAIN
         : RING_NOT_OURS;
}

#endif
