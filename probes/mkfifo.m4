# mkfifo.m4 - does mkfifo() make a FIFO, for an ordinary user?
# Behaviour: fifos.create
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_MKFIFO],
[IPC_PROBE_SCRATCH([mkfifo],
  [whether mkfifo makes a FIFO],
  [],
  [  struct stat st;
  if (mkfifo ("f", 0600) == -1)
    {
      ipc_error = errno;
      return NO;
    }
  return stat ("f", &st) == 0 && S_ISFIFO (st.st_mode) ? YES : NO;],
  [have_mkfifo])])
