/* sysv_semaphores.h - what the cases about semaphores share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_SYSV_SEMAPHORES_SUITE_H
#define IPC_SYSV_SEMAPHORES_SUITE_H

#include <stddef.h>

#include "frame/suite.h"

/* A private set of N semaphores that have VALUES; the case ends here where
   there are none.  It is to be given to ipc_remove_sysv().  */
int semaphores_set (int n, const unsigned short *values);

/* Give the set ID, of N, VALUES.  For set-up: faults do not strike in it.  */
void semaphores_fill (int id, int n, const unsigned short *values);

/* What semctl() says of the semaphore NUMBER: its value, how many wait for
   more, how many wait for zero; -1 with errno.  */
int semaphores_value (int id, int number);
int semaphores_more_waiters (int id, int number);
int semaphores_zero_waiters (int id, int number);

/* The values of the first N, at most 20: "1 0 2", or an errno name.  Static
   storage, of which there are four.  */
const char *semaphores_values (int id, int n);

/* semop() of N operations, at most MOST_OPS.  */
enum { MOST_OPS = 4 };
struct op
{
  int number, by, flags;
};
int semaphores_do (int id, const struct op *ops, int n);

/* The same: "OK", or an errno name.  */
const char *semaphores_did (int id, const struct op *ops, int n);

/* What a child does in one semop(), and then tells; it stays until its link is
   closed, or it is killed.  */
struct action
{
  int id, n;
  struct op ops[MOST_OPS];
  int signals;                  /* how often it does that, and catches SIGUSR1;
                                   0: once, without a handler */
};
struct ipc_child semaphores_start (struct action *a);

/* Whether it waits; what it has told, once it has: "waits on" if it has not,
   though what was to release it is complete.  */
int semaphores_blocks (struct ipc_child *child);
const char *semaphores_told (struct ipc_child *child);

#endif
