# dev-poll.m4 - is there /dev/poll, to be asked by DP_POLL?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_DEV_POLL],
[IPC_PROBE_HAVE([dev_poll], [whether /dev/poll can be asked by DP_POLL],
  [#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/devpoll.h>],
  [struct dvpoll look = { 0, 0, 0 };
  return ioctl (open ("/dev/poll", O_RDWR), DP_POLL, &look);])])
