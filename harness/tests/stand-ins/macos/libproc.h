/* libproc.h - of macOS's, what its adapter uses.
   SPDX-License-Identifier: BSD-2-Clause

   libsyscall/wrappers/libproc/libproc.h of apple-oss-distributions/xnu.  */

#include <stdint.h>

int proc_pidinfo (int pid, int flavor, uint64_t arg, void *buffer, int size);
