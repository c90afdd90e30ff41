# f-ofd-setlk.m4 - are there locks that belong to the open file?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_F_OFD_SETLK],
[IPC_PROBE_HAVE([f_ofd_setlk], [whether there is F_OFD_SETLK],
  [#include <fcntl.h>],
  [return F_OFD_SETLK == 0;])])
