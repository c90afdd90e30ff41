/* sys/lwp.h - of NetBSD's, what its adapter uses.
   SPDX-License-Identifier: BSD-2-Clause

   sys/sys/lwp.h of NetBSD/src.  */

#define LSIDL 1
#define LSRUN 2
#define LSSLEEP 3
#define LSSTOP 4
#define LSZOMB 5
#define LSONPROC 7
#define LSSUSPENDED 8
