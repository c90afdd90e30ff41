/* restart.h - what the faults of interruption are made of.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_RESTART_H
#define IPC_FAULTS_RESTART_H

#include <errno.h>
#include <signal.h>
#include <sys/types.h>

#include "faults.h"

/* Before a call: with stop_interrupts, catch SIGCONT, so that going on
   after a stop interrupts.  */
void ipc_fault_before_wait (void);

/* After a call that gave RESULT: whether to make it again, as a platform
   does that restarts everything.  May change errno.  */
int ipc_fault_again (long result);

/* A call that does what the real one does, but for these faults.  */
#define WAITING(type, name, parameters, arguments) \
  type name parameters;                            \
  type                                             \
  name parameters                                  \
  {                                                \
    type result;                                   \
                                                   \
    ipc_fault_before_wait ();                      \
    do                                             \
      result = IPC_REAL (name) arguments;          \
    while (ipc_fault_again ((long) result));       \
    return result;                                 \
  }

#endif
