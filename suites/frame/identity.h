/* identity.h - what else tells one measurement from another.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_IDENTITY_H
#define IPC_IDENTITY_H

#include <stddef.h>

/* The version of the ENVIRONMENT ("qemu-user") goes to VERSION of SIZE bytes,
   "" where nothing inside tells it.  */
void ipc_environment_version (const char *environment, char *version,
                              size_t size);

/* The type of the file system of the working directory ("ext4", "tmpfs"), as
   this platform calls it, goes to TYPE of SIZE bytes; "" if it cannot be
   told.  */
void ipc_file_system (char *type, size_t size);

#endif
