/* sigmask.h - the signal mask of the calling thread.
   SPDX-License-Identifier: BSD-2-Clause

   What sigprocmask() does in a program with threads is unspecified; most
   platforms change the caller's mask, some that of all threads.  But
   pthread_sigmask() may want a library that a program without threads is
   not linked with: so it is called only if it is there.  */

#ifndef IPC_SIGMASK_H
#define IPC_SIGMASK_H

#include <signal.h>
#include <unistd.h>

#if defined _POSIX_THREADS && defined __GNUC__ && defined __ELF__
# pragma weak pthread_sigmask
# define IPC_HAS_THREAD_MASK (pthread_sigmask != NULL)
#elif defined _POSIX_THREADS && defined __APPLE__
# define IPC_HAS_THREAD_MASK 1
#endif

/* sigprocmask() of this thread; what it is called with here cannot fail.
   Leaves errno alone.  Async-signal-safe.  */
static inline void
sigmask_change (int how, const sigset_t *set, sigset_t *old)
{
#ifdef IPC_HAS_THREAD_MASK
  if (IPC_HAS_THREAD_MASK)
    {
      pthread_sigmask (how, set, old);
      return;
    }
#endif
  sigprocmask (how, set, old);
}

#endif
