# ptsname-r.m4 - is there ptsname_r()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_PTSNAME_R],
[IPC_PROBE_FUNCTION([ptsname_r], [ptsname_r],
  [#include <stdlib.h>])])
