/* sys/proc_info.h - of macOS's, what its adapter uses.
   SPDX-License-Identifier: BSD-2-Clause

   bsd/sys/proc_info.h of apple-oss-distributions/xnu.  The kernel's
   structures are larger.  */

#include <stdint.h>

#define PROC_PIDTBSDINFO 3
#define PROC_PIDTHREADINFO 5
#define PROC_PIDLISTTHREADS 6

struct proc_bsdinfo
{
  uint32_t pbi_flags;
  uint32_t pbi_status;
};

struct proc_threadinfo
{
  int32_t pth_run_state;
  int32_t pth_flags;
};
