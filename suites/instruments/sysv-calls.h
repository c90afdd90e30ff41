/* sysv-calls.h - one call for the three kinds of objects of System V.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_SYSV_CALLS_H
#define IPC_SYSV_CALLS_H

#include <stddef.h>
#include <sys/types.h>

/* msgget(), semget() or shmget(); SIZE as for ipc_sysv_private().  */
int ipc_sysv_get (int kind, key_t key, size_t size, int flags);

/* Remove the object ID; returns whether it was there.  */
int ipc_sysv_destroy (int kind, int id);

/* The object that has KEY, or -1 with errno.  */
int ipc_sysv_find (int kind, key_t key);

#endif
