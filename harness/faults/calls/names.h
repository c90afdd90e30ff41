/* names.h - what the faults of names share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FAULTS_NAMES_H
#define IPC_FAULTS_NAMES_H

/* Where unlink_keeps keeps a FIFO for mkfifo().  */
#define KEPT ".kept"

#include <sys/types.h>

/* Before mkfifo() of PATH and MODE fails because there is such a name.  */
void ipc_fault_disturb (const char *path, mode_t mode);

#endif
