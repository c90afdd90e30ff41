/* interruption.h - does an interrupted call restart?
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_RESTART_H
#define IPC_RESTART_H

#include <signal.h>

#include "child.h"

enum ipc_restart
{
  IPC_RESTARTS,                 /* blocked again in the same call */
  IPC_RETURNS,                  /* the call came back */
  IPC_UNMOVED                   /* blocked still: no handler has run */
};

/* The handler for both methods: it counts itself in memory that the parent
   sees, and acknowledges on a pipe.  ipc_restart_prepare() must be called
   once before the child is started.  Async-signal-safe.  */
void ipc_restart_prepare (void);
void ipc_restart_handler (int signo);
int ipc_restart_handled (void);

/* CHILD is about to block in CALL ("read"), has installed
   ipc_restart_handler() for SIGNO, and tells as soon as the call returns.
   Wait until it is blocked, signal it once, and see what comes: either it
   tells (left on the link), or the handler ran once and it is blocked in
   CALL again, or the signal does nothing to it, as to who has it blocked.
   Needs the blocked-oracle.  */
enum ipc_restart ipc_restart_once (struct ipc_child *child, const char *call,
                                   int signo);

/* The same for a CHILD that was already seen to be blocked in CALL.  */
enum ipc_restart ipc_restart_blocked (struct ipc_child *child,
                                      const char *call, int signo);

/* The same without the oracle: send up to TIMES signals, each one after the
   handler has acknowledged the last.  A signal that lands outside the call
   costs an iteration, nothing else.  */
enum ipc_restart ipc_restart_storm (struct ipc_child *child, int signo,
                                    int times);

#endif
