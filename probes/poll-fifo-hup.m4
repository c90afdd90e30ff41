# poll-fifo-hup.m4 - how does poll() say that a FIFO's last writer has gone?
# Behaviour: fifos.poll_after_writer
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_POLL_FIFO_HUP],
[IPC_PROBE_SCRATCH([poll_fifo_hup],
  [whether poll says POLLHUP when the last writer of a FIFO has gone],
  [#include <poll.h>],
  [  struct pollfd p;
  char byte;
  int out;
  if (mkfifo ("f", 0600) == -1
      || (p.fd = open ("f", O_RDONLY | O_NONBLOCK)) == -1
      || (out = open ("f", O_WRONLY)) == -1 || write (out, "b", 1) != 1
      || read (p.fd, &byte, 1) != 1 || close (out) == -1)
    return UNKNOWN;
  p.events = POLLIN;
  p.revents = 0;
  if (poll (&p, 1, 0) == -1)
    return UNKNOWN;
  return p.revents & POLLHUP ? YES : NO;],
  [mkfifo])])
