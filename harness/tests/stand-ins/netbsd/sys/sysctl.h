/* sys/sysctl.h - of NetBSD's, what its adapter uses.
   SPDX-License-Identifier: BSD-2-Clause

   sysctl(3) and (7), and sys/sys/sysctl.h of NetBSD/src: p_stat is "from
   LWP" there, p_realstat the process's own.  sys/kern/kern_proc.c fills
   p_wmesg by strncpy(), and p_wchan is next.  */

#ifndef IPC_STAND_IN_SYSCTL_H
#define IPC_STAND_IN_SYSCTL_H

#include <stddef.h>
#include <stdint.h>

#define CTL_KERN 1
#define KERN_PROC2 47
#define KERN_PROC_PID 1
#define KI_WMESGLEN 8

struct kinfo_proc2
{
  uint64_t p_realstat;
  char p_wmesg[KI_WMESGLEN];
  uint64_t p_wchan;
  int8_t p_stat;
};

int sysctl (const int *name, unsigned int length, void *old, size_t *size,
            const void *value, size_t value_size);

#endif
