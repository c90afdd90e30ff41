/* sys/sysctl.h - of OpenBSD's, what its adapter uses.
   SPDX-License-Identifier: BSD-2-Clause

   sysctl(2), and sys/sys/sysctl.h of openbsd/src.  */

#ifndef IPC_STAND_IN_SYSCTL_H
#define IPC_STAND_IN_SYSCTL_H

#include <stddef.h>
#include <stdint.h>

#define CTL_KERN 1
#define KERN_PROC 66
#define KERN_PROC_PID 1
#define KI_WMESGLEN 8

struct kinfo_proc
{
  int8_t p_stat;
  char p_wmesg[KI_WMESGLEN];
};

int sysctl (const int *name, unsigned int length, void *old, size_t *size,
            void *value, size_t value_size);

#endif
