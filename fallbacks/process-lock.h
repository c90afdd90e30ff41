/* process-lock.h - a lock among the threads of one process.
   SPDX-License-Identifier: BSD-2-Clause

   Held for moments, with all signals blocked: a handler that wanted it would
   wait for the thread that it has interrupted.  It names the process that
   holds it, so that a child which was forked by another thread meanwhile sees
   that nobody in it will give it back.  Where the compiler has no atomic
   operation only one thread at a time may come here.  */

#ifndef IPC_PROCESS_LOCK_H
#define IPC_PROCESS_LOCK_H

#include <sched.h>
#include <unistd.h>

/* *P becomes VALUE if it is OLD; returns what it was.  IPC_LOOK() is what it
   is.  */
#ifdef __GNUC__
# define IPC_EXCHANGE(p, old, value) \
  __sync_val_compare_and_swap (p, old, value)
# define IPC_LOOK(p) __sync_fetch_and_add (p, 0)
# define IPC_RELEASE(p) __sync_lock_release (p)
#else
# define IPC_EXCHANGE(p, old, value) (*(p) = (value), (old))
# define IPC_LOOK(p) (*(p))
# define IPC_RELEASE(p) ((void) (*(p) = 0))
#endif

/* *HOLDER is the process that holds the lock, or 0.  */
static inline void
process_lock (volatile int *holder)
{
  int self = (int) getpid (), was;

  while ((was = IPC_EXCHANGE (holder, 0, self)) != 0)
    {
      /* Another thread of the parent held it during fork().  */
      if (was != self && IPC_EXCHANGE (holder, was, self) == was)
        break;
      sched_yield ();
    }
}

static inline void
process_unlock (volatile int *holder)
{
  IPC_RELEASE (holder);
}

#endif
