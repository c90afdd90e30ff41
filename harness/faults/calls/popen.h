/* popen.h - what popen() leaves for pclose().
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_POPEN_H
#define IPC_FAULTS_POPEN_H

#include <sys/types.h>

/* Whether SIGCHLD was ignored before, and is to be again.  */
extern int ipc_fault_popen_ignore;

/* Who called popen() last.  */
extern pid_t ipc_fault_popen_opener;

/* The stream with the descriptor FD is to be closed.  */
void ipc_fault_popen_closes (int fd);

/* Whether a SIGPIPE that fflush() held back is to come.  */
extern int ipc_fault_popen_signal;

#endif
