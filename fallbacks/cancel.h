/* cancel.h - no cancellation of the calling thread for a while.
   SPDX-License-Identifier: BSD-2-Clause

   Between making a thing and telling the caller of it: who is cancelled there
   leaves it behind.  What is asked for meanwhile comes afterwards, as soon as
   the thread calls what can be cancelled.  The library of threads may not be
   there, as in sigmask.h.  */

#ifndef IPC_CANCEL_H
#define IPC_CANCEL_H

#include <unistd.h>

#if defined _POSIX_THREADS && defined __GNUC__ && defined __ELF__ \
  && !defined __ANDROID__
# include <pthread.h>
# pragma weak pthread_setcancelstate
# define IPC_HAS_CANCEL (pthread_setcancelstate != NULL)
#elif defined _POSIX_THREADS && defined __APPLE__
# include <pthread.h>
# define IPC_HAS_CANCEL 1
#endif

/* Returns what cancel_allow() is to be given.  Leave errno alone.  */
static inline int
cancel_forbid (void)
{
  int was = 0;

#ifdef IPC_HAS_CANCEL
  if (IPC_HAS_CANCEL)
    pthread_setcancelstate (PTHREAD_CANCEL_DISABLE, &was);
#endif
  return was;
}

static inline void
cancel_allow (int was)
{
#ifdef IPC_HAS_CANCEL
  if (IPC_HAS_CANCEL)
    pthread_setcancelstate (was, &was);
#else
  (void) was;
#endif
}

#endif
