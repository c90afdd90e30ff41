/* clock.h - the monotonic clock, and letting time pass.
   SPDX-License-Identifier: BSD-2-Clause

   Time is never evidence that something does not happen.  These are for
   what is itself a time: how much of it a timer has left.  */

#ifndef IPC_CLOCK_H
#define IPC_CLOCK_H

#include <time.h>

/* What the monotonic clock says, which all processes share.  */
struct timespec ipc_now (void);

/* Microseconds from EARLIER to LATER; milliseconds since START, rounded
   down.  */
long ipc_us_between (const struct timespec *earlier,
                     const struct timespec *later);
long ipc_ms_since (const struct timespec *start);

/* Return when at least MILLISECONDS have passed: the time of another
   process's timer, whose end is heard.  Needs no child and leaves none; a
   SIGCHLD may come.  */
void ipc_let_pass (long milliseconds);

#endif
