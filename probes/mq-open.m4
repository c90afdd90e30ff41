# mq-open.m4 - are there mq_open() and mq_close()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_MQ_OPEN],
[IPC_PROBE_HAVE([mq_open], [whether there are mq_open and mq_close],
  [#include <mqueue.h>],
  [mqd_t queue = mq_open ("/ipc-probe", 0);
  return mq_close (queue);])])
