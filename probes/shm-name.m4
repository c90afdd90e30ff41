# shm-name.m4 - may the name of a shared object have 255 bytes?
# Behaviour: posix_ipc.shm_name
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_SHM_NAME],
[IPC_PROBE([shm_name], [whether a shared object may have a name of 255 bytes],
  [#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>],
  [  char name[256];
  memset (name, 'n', 255);
  name[255] = 0;
  sprintf (name, "/ipcprobe.%lx", (unsigned long) getpid ());
  name[strlen (name)] = '.';
  if (shm_open (name, O_RDWR | O_CREAT | O_EXCL, 0600) == -1)
    {
      ipc_error = errno;
      return errno == ENAMETOOLONG ? NO : UNKNOWN;
    }
  shm_unlink (name);
  return YES;], [shm_open])])
