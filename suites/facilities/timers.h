/* timers.h - timers of timer_create(), by an index.
   SPDX-License-Identifier: BSD-2-Clause

   The type of a timer is the platform's.  Each fails with ENOSYS where there
   is no such thing; else as the call that it is named after.  */

#ifndef IPC_FACILITIES_TIMERS_H
#define IPC_FACILITIES_TIMERS_H

enum { IPC_MOST_TIMERS = 16 };

/* A timer that sends SIGNO with VALUE to this process: its index.  */
int ipc_timer_create (int signo, int value);

/* Have it expire once, after MICROSECONDS; how many of them are left, 0 if
   it is not set; how often it has expired once more while its signal was
   pending.  */
int ipc_timer_settime (int timer, long microseconds);
long ipc_timer_gettime (int timer);
int ipc_timer_getoverrun (int timer);
int ipc_timer_delete (int timer);

#endif
