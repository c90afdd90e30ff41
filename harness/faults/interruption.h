/* interruption.h - how signals interrupt the calls that wait.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_INTERRUPTION_H
#define IPC_FAULTS_INTERRUPTION_H

#include <sys/types.h>

#include "faults.h"

/* What is wrong with one call, in one arrangement.  */
struct ipc_interruption
{
  int restarts;                 /* as if SA_RESTART were for all handlers */
  int interrupted;              /* SA_RESTART is overlooked */
  int stop;                     /* a stop and a continuation interrupt */
  int eagain;                   /* EAGAIN comes for EINTR */
  int harmless;                 /* a signal that does nothing interrupts */
  unsigned long changed;        /* signals whose SA_RESTART is another */
  int caught;                   /* SIGCONT is caught for the call */
  unsigned long ignored, defaulted;     /* signals caught for the call */
};

/* Before the call, and after each try: whether to try again, when it has
   FAILED with errno.  The actions are as they were when it says no.  */
void ipc_fault_before_wait (struct ipc_interruption *in);
int ipc_fault_again (struct ipc_interruption *in, int failed);

/* A call that does what the real one does but for its interruptions, which
   the last arguments initialise; the same under the name AS, for the call NAME
   to be made of.  */
#define WAITS(type, name, ...) WAITS_AS (type, name, name, __VA_ARGS__)
#define WAITS_AS(type, as, name, parameters, arguments, ...)      \
  type                                                            \
  as parameters                                                   \
  {                                                               \
    struct ipc_interruption in = { __VA_ARGS__ };                 \
    type result;                                                  \
                                                                  \
    ipc_fault_before_wait (&in);                                  \
    do                                                            \
      result = IPC_REAL (name) arguments;                         \
    while (ipc_fault_again (&in, result == (type) -1));           \
    return result;                                                \
  }

#endif
