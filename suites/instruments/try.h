/* try.h - calls that ought not to block, and may.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_TRY_H
#define IPC_TRY_H

#include <sys/types.h>

#include "oracle.h"

/* Make the call MAKE (ARG) in a child, which has a copy of all that this
   process has: *RESULT is what it returns, and errno.  IPC_BLOCKS if it
   blocks in CALL instead, where it then ends: nobody else is to be under way
   who could release it.  What MAKE is to store it stores in shared memory.
   Not for what belongs to one process, like a record lock.  */
enum ipc_event ipc_try (const char *call, long (*make) (void *), void *arg,
                        long *result);

/* Whether there is something in FD within MOMENT milliseconds: data, an end, an
   error.  */
int ipc_is_ready (int fd, int moment);

/* read() of FD, which is not to block; IPC_READ_BLOCKS if it does.  Where
   poll() finds something the process itself reads.  SIZE is at most 4096. */
enum { IPC_READ_BLOCKS = -2 };
ssize_t ipc_read_now (int fd, void *data, size_t size);

/* read() of FD, a pipe or local socket that WRITER fills.  IPC_READ_BLOCKS if
   WRITER is blocked in CALL, a write, though FD is empty.  */
ssize_t ipc_read_from (int fd, void *data, size_t size,
                       struct ipc_child *writer, const char *call);

#endif
