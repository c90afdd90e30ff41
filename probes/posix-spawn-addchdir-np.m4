# posix-spawn-addchdir-np.m4 - is there addchdir_np()?
# Behaviour: safe_pipes.spawn_chdir_path
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_POSIX_SPAWN_ADDCHDIR_NP],
[IPC_PROBE_FUNCTION([posix_spawn_addchdir_np],
  [posix_spawn_file_actions_addchdir_np], [#include <spawn.h>])])
