# fifo-rdwr.m4 - can a FIFO be opened for reading and writing at once?
# Behaviour: fifos.open_rdwr
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_FIFO_RDWR],
[IPC_PROBE_SCRATCH([fifo_rdwr],
  [whether a FIFO opened for reading and writing passes data],
  [],
  [  char byte;
  int fd;
  if (mkfifo ("f", 0600) == -1)
    return UNKNOWN;
  if ((fd = open ("f", O_RDWR | O_NONBLOCK)) != -1
      && write (fd, "b", 1) == 1 && read (fd, &byte, 1) == 1 && byte == 'b')
    return YES;
  ipc_error = errno;
  return NO;],
  [mkfifo])])
