/* shared.h - counters that parent and children share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_SHARED_H
#define IPC_SHARED_H

#include <stddef.h>

/* SIZE zeroed bytes that every process forked from now on shares with this
   one.  They last as long as the process.  Broken if there are none; not
   exercised where no memory is shared.  */
void *ipc_shared (size_t size);

/* Whether any is.  The same, but where none is, memory of this process's
   own.  */
int ipc_can_share (void);
void *ipc_shared_or_own (size_t size);

#endif
