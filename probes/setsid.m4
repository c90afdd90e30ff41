# setsid.m4 - is there setsid()?
# Behaviour: daemons.setsid_new_session
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SETSID],
[IPC_PROBE_FUNCTION([setsid], [setsid],
  [#include <unistd.h>])])
