/* mapped-sysv.h - in the fallback build: System V objects in files.
   SPDX-License-Identifier: BSD-2-Clause

   What instruments/sysv.h does for native objects: those of a fallback are in
   a directory of the case, and go with that, and no keeper may take one's id
   for a native object's.  Whatever no fallback of the record has is native.  */

#ifndef IPC_MAPPED_SYSV_H
#define IPC_MAPPED_SYSV_H

#include <stddef.h>
#include <sys/types.h>

/* As the calls for which they stand.  */
const char *ipc_mapped_sysv_state (int kind);
void ipc_mapped_need_sysv (int kind);
int ipc_mapped_sysv_private (int kind, size_t size);
key_t ipc_mapped_sysv_key (int kind);
void ipc_mapped_remove_sysv (int kind, int id);

#endif
