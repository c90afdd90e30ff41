# posix-spawn.m4 - is there posix_spawn()?
# Behaviour: safe_pipes.list_form
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_POSIX_SPAWN],
[IPC_PROBE_FUNCTION([posix_spawn], [posix_spawn],
  [#include <spawn.h>])])
