/* sysv_messages.h - what the cases about message queues share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_SYSV_MESSAGES_SUITE_H
#define IPC_SYSV_MESSAGES_SUITE_H

#include <stddef.h>

#include "frame/suite.h"

/* A private queue; the case ends here where there are none.  It is to be
   given to ipc_remove_sysv().  */
int messages_queue (void);

/* How many messages are in it; -1 if it is not there.  */
long messages_queued (int id);

/* Two processes that send by turns, each when the other one has.  */
struct turn
{
  int writer;                   /* 0 or 1 */
  long type;
  const char *text;
};
void messages_send (int id, const struct turn *turns, int n);

/* Receive, without waiting, TYPE and then what comes, N times; returns NULL if
   that is the TEXTS, in their order, and the queue is then empty; else what
   came instead.  */
const char *messages_differ (int id, const long *types,
                             const char *const *texts, int n);

/* What a child waits for in msgrcv() or msgsnd(), as many times as it is to,
   and then tells: the first bytes of the text that came, "OK" when it is sent,
   or an errno name.  */
struct waiter
{
  const char *call;
  int id;
  long type;
  int signals;                  /* SIGUSR1 is caught */
  int again;                    /* once it has told */
};
struct ipc_child messages_wait (struct waiter *w);

/* Whether it waits; what it has told, once it has.  */
int messages_blocks (struct ipc_child *child, const struct waiter *w);
const char *messages_told (struct ipc_child *child, const struct waiter *w);

#endif
