/* daemons.h - what the faults of daemons share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_DAEMONS_H
#define IPC_FAULTS_DAEMONS_H

#include <sys/types.h>

enum { FAULT_MOST_GROUPS = 16 };

extern pid_t fault_groups[];
extern int fault_n_groups;

#endif
