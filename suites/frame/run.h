/* run.h - running a case.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_RUN_H
#define IPC_RUN_H

#include <signal.h>

#include "verdict.h"

struct ipc_case
{
  const struct ipc_behaviour *record;
  enum ipc_build build;
  void (*body) (void);

  /* In the fallback build: has calls go to FALLBACK, and *TOOK note that one
     was taken.  NULL in the others.  */
  void (*map) (const char *fallback, volatile sig_atomic_t *took);
};

/* Run C as the body of TC, an atf_tc_t: put the process in order, run,
   judge, look for what was left behind.  Does not return unless the case
   has passed.  */
void ipc_case_run (const void *tc, const struct ipc_case *c);

/* Whether the case runs in the fallback build, and NAME is a fallback of its
   record.  */
int ipc_mapped (const char *name);

/* The same, where that fallback is about to be called, here or in a program
   that is executed: only a case that went through its fallback proves it.
   Safe in handlers and in children.  */
int ipc_takes (const char *name);

#endif
