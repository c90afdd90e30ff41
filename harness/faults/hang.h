/* hang.h - calls that sleep on, whatever comes.
   SPDX-License-Identifier: BSD-2-Clause

   In the system call that the real one sleeps in, so that an observer sees
   no difference.  */

#ifndef IPC_FAULTS_HANG_H
#define IPC_FAULTS_HANG_H

#include <sys/types.h>

/* These never return.  */
ssize_t ipc_fault_hang_in_read (void);
ssize_t ipc_fault_hang_in_write (void);
int ipc_fault_hang_in_open (void);

/* Where signals may interrupt it: -1 with errno.  */
int ipc_fault_hang_in_flock (void);

/* Have a child that lives as long as this process, to be waited for.  */
void ipc_fault_have_immortal_child (void);

#endif
