# shm-resize.m4 - may a shared object be sized again?
# Behaviour: posix_ipc.shm_resize
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SHM_RESIZE],
[IPC_PROBE([shm_resize], [whether a shared object may be sized again],
  [#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>],
  [  char name[32];
  int fd;
  sprintf (name, "/ipcprobe.%lx", (unsigned long) getpid ());
  fd = shm_open (name, O_RDWR | O_CREAT | O_EXCL, 0600);
  if (fd == -1)
    {
      ipc_error = errno;
      return UNKNOWN;
    }
  shm_unlink (name);
  if (ftruncate (fd, 65536) == -1)
    return UNKNOWN;
  if (ftruncate (fd, 131072) == 0 && ftruncate (fd, 65536) == 0)
    return YES;
  ipc_error = errno;
  return NO;], [shm_open])])
