/* ring.h - a thread that ends another one's call in time.
   SPDX-License-Identifier: BSD-2-Clause

   Around a call that fails with EINTR, of which each thread has one at a time;
   all of this, but ipc_ring_listen(), with all signals blocked.  */

#ifndef IPC_RING_H
#define IPC_RING_H

#include <signal.h>
#include <time.h>

/* It takes variables of threads.  */
#if !defined __GNUC__ && !defined __SUNPRO_C \
  && (!defined __STDC_VERSION__ || __STDC_VERSION__ < 201112L)
# define IPC_NO_RING
#endif

/* Have this thread's call end when CLOCK_REALTIME is at UNTIL; MASK is the
   thread's own.  Ends what a handler that has jumped away left.  Returns 0, or
   EAGAIN or ENOMEM.  */
int ipc_ring_start (const struct timespec *until, const sigset_t *mask);

/* Just before the call: the thread's own mask, but for SIGURG.  */
void ipc_ring_listen (void);

/* Why the call has failed with EINTR: the time is over, a SIGURG came that
   nobody would have noticed, or another handler has run.  */
enum ipc_ring_end { RING_IS_OVER, RING_IN_VAIN, RING_NOT_OURS };
enum ipc_ring_end ipc_ring_ended (void);

/* After the call: nobody rings any more.  */
void ipc_ring_stop (void);

#endif
