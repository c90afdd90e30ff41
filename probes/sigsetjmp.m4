# sigsetjmp.m4 - is there sigsetjmp()?
# SPDX-License-Identifier: BSD-2-Clause

# Often a macro, which has no address.
AC_DEFUN([IPC_CHECK_SIGSETJMP],
[IPC_PROBE_HAVE([sigsetjmp], [whether there is sigsetjmp],
  [#include <setjmp.h>],
  [sigjmp_buf env;
#ifndef sigsetjmp
  void (*volatile f) (void) = (void (*) (void)) sigsetjmp;
  if (f == 0)
    return 2;
#endif
  return sizeof env == 0;])])
