/* environment.h - where the platform runs that is measured.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_ENVIRONMENT_H
#define IPC_ENVIRONMENT_H

#include <stddef.h>

/* "gvisor", "qemu-user", "uml", "wsl", "jail", "zone", "container", "chroot"
   or "qemu" where something shows that, else "host".  The first of them that
   fits: what stands in for the kernel matters more than what it shuts in.  */
const char *ipc_environment (void);

/* What the kernel is, where that is another one than it says.  */
const char *ipc_known_kernel (void);

/* Whether an emulator runs this program; its file, as far as that can be seen
   from here, goes to PROGRAM of SIZE bytes.  */
int ipc_emulator (char *program, size_t size);

#endif
