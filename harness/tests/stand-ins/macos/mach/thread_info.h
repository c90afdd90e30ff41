/* mach/thread_info.h - of macOS's, what its adapter uses.
   SPDX-License-Identifier: BSD-2-Clause

   osfmk/mach/thread_info.h of apple-oss-distributions/xnu.  */

#define TH_STATE_RUNNING 1
#define TH_STATE_STOPPED 2
#define TH_STATE_WAITING 3
#define TH_STATE_UNINTERRUPTIBLE 4
#define TH_STATE_HALTED 5
