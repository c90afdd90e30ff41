/* sys/proc.h - of NetBSD's, what its adapter uses.
   SPDX-License-Identifier: BSD-2-Clause

   sys/sys/proc.h of NetBSD/src.  */

#define SIDL 1
#define SACTIVE 2
#define SDYING 3
#define SSTOP 4
#define SZOMB 5
#define SDEAD 6
