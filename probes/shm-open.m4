# shm-open.m4 - is there shm_open()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SHM_OPEN],
[IPC_PROBE_FUNCTION([shm_open], [shm_open],
  [#include <sys/mman.h>])])
