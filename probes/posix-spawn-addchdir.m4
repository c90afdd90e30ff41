# posix-spawn-addchdir.m4 - is there addchdir(), as POSIX has it?
# Behaviour: safe_pipes.spawn_chdir_path
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_POSIX_SPAWN_ADDCHDIR],
[IPC_PROBE_FUNCTION([posix_spawn_addchdir],
  [posix_spawn_file_actions_addchdir], [#include <spawn.h>])])
