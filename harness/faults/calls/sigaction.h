/* sigaction.h - what the files of sigaction() share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_SIGACTION_H
#define IPC_FAULTS_SIGACTION_H

#include <signal.h>

/* The flags that are set for SIGNO in place of ACT's; AGAIN: the handler is
   installed already.  */
int ipc_fault_flags (int signo, const struct sigaction *act, int again);

/* Whether the handler of ACT is not installed this time.  */
int ipc_fault_stays_out (const struct sigaction *act);

/* sigaction() that only asks.  */
int ipc_fault_query (int signo, struct sigaction *old);

/* ACT has been installed for SIGNO.  */
void ipc_fault_note_first (int signo, const struct sigaction *act);

/* Signals that came while they were ignored, one bit each.  */
extern volatile unsigned long ipc_fault_ignored;

#endif
