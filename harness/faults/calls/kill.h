/* kill.h - what the files of kill() share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_KILL_H
#define IPC_FAULTS_KILL_H

#include <sys/types.h>

/* kill() of pid -1, 0, -GROUP, PID.  */
int ipc_fault_kill_all (int signo);
int ipc_fault_kill_own_group (int signo);
int ipc_fault_kill_group (pid_t group, int signo);
int ipc_fault_kill_one (pid_t pid, int signo);

/* Signal those in GROUP who are this process's children.  */
int ipc_fault_kill_children (pid_t group, int signo);

/* Send what came before, and keep SIGNO for the next call.  */
int ipc_fault_kill_late (pid_t pid, int signo);

#endif
