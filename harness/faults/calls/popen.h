/* popen.h - what popen() leaves for pclose().
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_POPEN_H
#define IPC_FAULTS_POPEN_H

#include <sys/types.h>

/* Whether SIGCHLD was ignored before, and is to be again.  */
extern int ipc_fault_popen_ignore;

/* Who called popen() last.  */
extern pid_t ipc_fault_popen_opener;

#endif
