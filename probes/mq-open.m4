# mq-open.m4 - is there mq_open()?
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_MQ_OPEN],
[IPC_PROBE_FUNCTION([mq_open], [mq_open],
  [#include <mqueue.h>])])
