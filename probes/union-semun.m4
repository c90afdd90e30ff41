# union-semun.m4 - do the headers declare union semun?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_UNION_SEMUN],
[IPC_PROBE_HAVE([union_semun], [whether the headers declare union semun],
  [#include <sys/ipc.h>
#include <sys/sem.h>],
  [union semun u;
  u.val = 0;
  return u.val;])])
