/* environment.h - where the platform runs that is measured.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_ENVIRONMENT_H
#define IPC_ENVIRONMENT_H

/* "gvisor", "qemu-user", "wsl", "jail", "zone", "container" or "chroot" where
   something shows that, else "host".  The first of them that fits: what
   stands in for the kernel matters more than what it shuts in.  */
const char *ipc_environment (void);

#endif
