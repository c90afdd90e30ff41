/* store.h - Kyua's results file (schema version 3), read.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_STORE_H
#define IPC_STORE_H

#include "model/judge.h"

/* One case of a store; valid during the call that is given it.  */
struct ipc_store_case
{
  const char *program;          /* "suites/reliability_strict_test" */
  const char *name;             /* "persist" */
  const char *behaviour;        /* "reliability.persist", or NULL */
  long long start, end;         /* microseconds since the epoch */
  struct ipc_case_record record;
};

/* Call EACH with every case of the store FILE, by program and case; EACH
   returns 0 to go on.  Returns the number of cases, or -1 after a message
   on standard error (EACH writes its own).  FILE is only read.  */
int ipc_store_read (const char *file,
                    int (*each) (void *closure,
                                 const struct ipc_store_case *c),
                    void *closure);

#endif
