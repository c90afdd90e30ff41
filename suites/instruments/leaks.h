/* leaks.h - what a case leaves behind.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_LEAKS_H
#define IPC_LEAKS_H

#include <stddef.h>

/* Note the present state, for ipc_leaks_left().  */
void ipc_leaks_begin (void);

/* Whether something is left since: a child, living or not waited for, or a
   System V object; TEXT, of SIZE bytes, then says what.  */
int ipc_leaks_left (char *text, size_t size);

/* Note that the case made the System V object ID: 'm' a shared memory
   segment, 's' a semaphore set, 'q' a message queue.  */
void ipc_track_sysv (int kind, int id);

/* Remove all of that: kill and reap children, remove objects.  */
void ipc_kill_leaks (void);

#endif
