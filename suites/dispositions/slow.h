/* slow.h - calls of many kinds that wait until they are given something.
   SPDX-License-Identifier: BSD-2-Clause

   A case makes what the call waits for, starts a child that makes the call,
   does to it what it likes, and gives it what it waits for.  */

#ifndef IPC_SLOW_H
#define IPC_SLOW_H

#include <sys/types.h>

struct slow
{
  int fd[2];
  int id;                       /* of a System V object */
  int kind;                     /* of it, for ipc_remove_sysv(); 0: none */
  pid_t caller;                 /* who waits; for release() */
};

struct slow_call
{
  const char *name;
  const char *call;             /* what the oracle sees; "" for any */
  int (*make) (struct slow *);  /* for slow_make() */
  /* Child.  Whether the call did its work; 0 with errno.  */
  int (*run) (struct slow *);
  void (*release) (struct slow *);
  int later;                    /* that comes after release() by itself */
};

/* The calls; the last one's name is NULL.  Some are released by SIGUSR2,
   which their run() catches.  */
extern const struct slow_call slow_calls[];

/* Make what CALL waits for; returns 0 where the platform lacks that.  */
int slow_make (struct slow *s, const struct slow_call *call);

/* The opposite.  */
void slow_drop (struct slow *s);

#endif
