# mknod-fifo.m4 - does mknod() make a FIFO, for an ordinary user?
# Behaviour: fifos.mknod
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_MKNOD_FIFO],
[IPC_PROBE_SCRATCH([mknod_fifo],
  [whether mknod makes a FIFO for an ordinary user],
  [],
  [  struct stat st;
  if (mknod ("f", S_IFIFO | 0600, 0) == -1)
    {
      ipc_error = errno;
      return NO;
    }
  return stat ("f", &st) == 0 && S_ISFIFO (st.st_mode) ? YES : NO;],
  [have_mknod])])
