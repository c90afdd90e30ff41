/* sys/syscall.h - of illumos's, some calls that a process blocks in.
   SPDX-License-Identifier: BSD-2-Clause

   usr/src/uts/common/sys/syscall.h of illumos/illumos-gate.  */

#define SYS_read 3
#define SYS_write 4
#define SYS_pollsys 183
