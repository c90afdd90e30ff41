/* sysv-queue.h - the state of a message queue.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_SYSV_QUEUE_H
#define IPC_SYSV_QUEUE_H

#include "sysv-store.h"

enum { QUEUE_BYTES = 16384, QUEUE_TEXT = 8192, QUEUE_MESSAGES = 1024,
       QUEUE_UNIT = 8 };
/* What a process waits for.  */
enum { FOR_MESSAGE = 1, FOR_ROOM = 2 };

/* In front of a text, which takes a multiple of QUEUE_UNIT bytes.  */
struct message
{
  int64_t type;
  uint64_t size;
};

struct queue
{
  struct sysv_head head;
  int64_t qbytes, bytes, count, lspid, lrpid, stime, rtime, ctime;
  unsigned char text[QUEUE_BYTES
                     + QUEUE_MESSAGES
                       * (sizeof (struct message) + QUEUE_UNIT)];
};

/* Bytes of the queue that a message with so many takes.  */
size_t ipc_sysv_room_for (uint64_t size);
/* For ipc_sysv_wake().  */
int ipc_sysv_wants_room (const struct sysv_waiter *w, const void *arg);

#endif
