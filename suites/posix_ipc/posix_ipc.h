/* posix_ipc.h - what the cases about objects of POSIX share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_POSIX_IPC_SUITE_H
#define IPC_POSIX_IPC_SUITE_H

#include <semaphore.h>

#include "frame/compare.h"
#include "frame/suite.h"

/* How often SEM can be taken, which is then given back; -1 if it does not
   end with EAGAIN.  Not sem_getvalue(), which macOS does not have.  */
int posix_ipc_value (sem_t *sem);

#endif
