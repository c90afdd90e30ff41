/* processes.h - what is known of other processes.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_PROCESSES_H
#define IPC_FAULTS_PROCESSES_H

#include <sys/types.h>

int ipc_fault_is_in_state (pid_t pid, char state);

/* The real and effective user ids of PID; whether it has any.  */
int ipc_fault_has_ids (pid_t pid, unsigned id[2]);
int ipc_fault_blocks (pid_t pid, int signo);

/* Who is in GROUP, up to SIZE of them; how many.  */
int ipc_fault_members (pid_t group, pid_t pids[], int size);

/* The groups that this process has made; in a new process, its parent
   before.  */
enum { IPC_FAULT_GROUPS = 16 };
extern pid_t ipc_fault_groups[];
extern int ipc_fault_n_groups;

#endif
