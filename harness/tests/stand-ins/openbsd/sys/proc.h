/* sys/proc.h - of OpenBSD's, what its adapter uses.
   SPDX-License-Identifier: BSD-2-Clause

   sys/sys/proc.h of openbsd/src, where SZOMB is "unused"; bin/ps/print.c
   there prints Z for SDEAD.  */

#define SIDL 1
#define SRUN 2
#define SSLEEP 3
#define SSTOP 4
#define SZOMB 5
#define SDEAD 6
#define SONPROC 7
