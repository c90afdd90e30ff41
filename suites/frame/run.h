/* run.h - running a case.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_RUN_H
#define IPC_RUN_H

struct ipc_case
{
  const char *id;                       /* "reliability.persist" */
  const char *const *outcomes;          /* NULL at the end */
  const char *fallback;                 /* "signal" or "none" */
  void (*body) (void);
  int in_fallback_build;
};

/* Run C as the body of TC, an atf_tc_t: put the process in order, run,
   judge, look for what was left behind.  Does not return unless the case
   has passed.  */
void ipc_case_run (const void *tc, const struct ipc_case *c);

/* Whether the case runs in the fallback build, for the record's fallback
   NAME.  */
int ipc_mapped (const char *name);

/* The same, where that fallback is about to be called, here or in a program
   that is executed: only a case that went through its fallback proves it.
   Safe in handlers and in children.  */
int ipc_takes (const char *name);

#endif
