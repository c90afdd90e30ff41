/* mutex.h - mutexes that processes share, which not every system has.
   SPDX-License-Identifier: BSD-2-Clause

   Each returns an error, ENOSYS where there is no such thing.  */

#ifndef IPC_FACILITIES_MUTEX_H
#define IPC_FACILITIES_MUTEX_H

#include <pthread.h>

/* Make M, in memory that processes share, a mutex that checks for errors; a
   robust one also tells who locks it that its owner has ended.  */
int ipc_mutex_shared (pthread_mutex_t *m);
int ipc_mutex_robust (pthread_mutex_t *m);

/* pthread_mutex_consistent().  */
int ipc_mutex_consistent (pthread_mutex_t *m);

#endif
