/* sys/sysctl.h - of FreeBSD's, what its adapter uses.
   SPDX-License-Identifier: BSD-2-Clause

   sysctl(3), and sys/sys/sysctl.h of freebsd/freebsd-src.  */

#ifndef IPC_STAND_IN_SYSCTL_H
#define IPC_STAND_IN_SYSCTL_H

#include <stddef.h>

#define CTL_KERN 1
#define KERN_PROC 14
#define KERN_PROC_PID 1

int sysctl (const int *name, unsigned int length, void *old, size_t *size,
            const void *value, size_t value_size);

#endif
