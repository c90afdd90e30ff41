# if-nametoindex.m4 - is there if_nametoindex()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_IF_NAMETOINDEX],
[IPC_PROBE_FUNCTION([if_nametoindex], [if_nametoindex],
  [#include <net/if.h>])])
