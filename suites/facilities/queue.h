/* queue.h - the queue of events that a system has: epoll, kqueue, event ports
   or /dev/poll.
   SPDX-License-Identifier: BSD-2-Clause

   Each fails with ENOSYS where there is no such thing, or where what there is
   cannot do that; else with what the system says.  Descriptors are the
   caller's to close.  What poll() says of the same descriptors is the
   portable answer that a body puts beside it.  */

#ifndef IPC_FACILITIES_QUEUE_H
#define IPC_FACILITIES_QUEUE_H

enum
{
  IPC_QUEUE_IN = 1,             /* input, or an end */
  IPC_QUEUE_END = 2,            /* the peer sends no more */
  IPC_QUEUE_ERROR = 4,
  IPC_QUEUE_TIMER = 8,

  /* For ipc_queue_add() alone: tell once for each change; and tell of a half
     close, where that has to be asked for.  */
  IPC_QUEUE_EDGE = 16,
  IPC_QUEUE_ASK_END = 32
};

/* A queue; "epoll", "kqueue", "event ports", "/dev/poll" or "none".  */
int ipc_queue_open (void);
const char *ipc_queue_kind (void);

/* Watch FD for input.  POSIX knows none of this.  */
int ipc_queue_add (int queue, int fd, int flags);

/* Take one event, without waiting: what it says; 0 if there is none.  */
int ipc_queue_look (int queue);

/* Watch a timer of MILLISECONDS, which is the system's to judge; returns its
   number, of at least 1.  What has to be closed is stored in *FD, or -1.  */
int ipc_queue_timer (int queue, long milliseconds, int *fd);

/* Take one event, however long that takes; of a timer IPC_QUEUE_TIMER with
   its number times IPC_QUEUE_NUMBER.  */
int ipc_queue_wait (int queue);
enum { IPC_QUEUE_NUMBER = 256 };

#endif
