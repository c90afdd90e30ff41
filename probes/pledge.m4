# pledge.m4 - is there pledge()?
# Behaviour: overview.pledge
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_PLEDGE],
[IPC_PROBE_FUNCTION([pledge], [pledge],
  [#include <unistd.h>])])
