/* handlers.h - what the faults of handlers share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_HANDLERS_H
#define IPC_FAULTS_HANDLERS_H

#include <signal.h>

/* How many handlers run.  */
extern volatile sig_atomic_t fault_depth;

#endif
