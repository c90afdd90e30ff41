/* procfs.h - of illumos's, what its adapter uses.
   SPDX-License-Identifier: BSD-2-Clause

   proc(5), and usr/src/uts/common/sys/procfs.h of illumos/illumos-gate.  The
   kernel's structures are larger.  */

#ifndef IPC_STAND_IN_PROCFS_H
#define IPC_STAND_IN_PROCFS_H

#if _STRUCTURED_PROC != 1
# error "the old interface, which has no psinfo of this shape"
#endif

typedef struct lwpsinfo
{
  char pr_state;
  char pr_sname;
  short pr_syscall;
} lwpsinfo_t;

typedef struct psinfo
{
  int pr_nlwp;
  lwpsinfo_t pr_lwp;
} psinfo_t;

#endif
