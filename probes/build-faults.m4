# build-faults.m4 - can platforms be broken on purpose here?
# SPDX-License-Identifier: BSD-2-Clause

# The fault libraries are written for one libc: what they stand before, and
# under which name, is glibc's.
AC_DEFUN([IPC_BUILD_FAULTS],
[AC_ARG_ENABLE([faults],
  [AS_HELP_STRING([--disable-faults],
    [do not build the libraries that break calls on purpose])],
  [], [enable_faults=auto])
AS_IF([test "$enable_faults" = auto],
  [AC_PREPROC_IFELSE([AC_LANG_SOURCE([[#include <stdlib.h>
#if !defined __GLIBC__ || defined __UCLIBC__
# error
#endif
]])], [enable_faults=yes], [enable_faults=no])])
AM_CONDITIONAL([BUILD_FAULTS], [test "$enable_faults" = yes])])
