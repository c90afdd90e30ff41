/* sys/proc.h - of macOS's, what its adapter uses.
   SPDX-License-Identifier: BSD-2-Clause

   bsd/sys/proc.h of apple-oss-distributions/xnu.  */

#define SIDL 1
#define SRUN 2
#define SSLEEP 3
#define SSTOP 4
#define SZOMB 5
