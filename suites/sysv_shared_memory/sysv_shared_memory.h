/* sysv_shared_memory.h - what the cases about shared memory share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_SYSV_SHARED_MEMORY_SUITE_H
#define IPC_SYSV_SHARED_MEMORY_SUITE_H

#include <stddef.h>

#include "frame/suite.h"

/* A private segment of SIZE bytes; the case ends here where there is none.
   It is to be given to ipc_remove_sysv().  */
int memory_segment (size_t size);

/* shmat() that must succeed; FLAGS as there.  */
volatile char *memory_attach (int id, int flags);

/* shmdt() that must succeed.  */
void memory_detach (volatile char *memory);

/* How often ID is attached; -1 with errno.  */
long memory_attached (int id);

/* Whether ID is attached N times, or for -1 is gone, or soon will be: who looks
   at a process from outside may keep its memory for a moment.  */
int memory_becomes_attached (int id, long n);

/* A child that does what it is told on MEMORY, which is "?" at first: 'w'
   writes 'c' into its second byte; 'r' tells the first byte; 'd' detaches it.
   It answers each with a byte.  It first attaches ID by itself if MEMORY is
   NULL.  */
struct user
{
  int id;
  volatile char *memory;
};
struct ipc_child memory_user (struct user *u);

/* What such a child does once it has attached it.  */
int memory_serve (struct ipc_link *link, struct user *u);

/* Have it do that: its answer.  */
int memory_ask (struct ipc_child *child, char what);

/* NULL if the first two bytes of MEMORY are shared with CHILD, else what does
   not arrive; they are "qc" then.  */
const char *memory_differs (volatile char *memory, struct ipc_child *child);

#endif
