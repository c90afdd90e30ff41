/* sys/user.h - of FreeBSD's, what its adapter uses.
   SPDX-License-Identifier: BSD-2-Clause

   sys/sys/user.h and, which that includes for programs, sys/sys/proc.h of
   freebsd/freebsd-src.  The kernel's structure is larger.  */

#ifndef IPC_STAND_IN_USER_H
#define IPC_STAND_IN_USER_H

#define WMESGLEN 8

#define SIDL 1
#define SRUN 2
#define SSLEEP 3
#define SSTOP 4
#define SZOMB 5
#define SWAIT 6
#define SLOCK 7

struct kinfo_proc
{
  int ki_structsize;
  char ki_stat;
  char ki_wmesg[WMESGLEN + 1];
};

#endif
