# mq.m4 - do POSIX message queues work?
# Behaviour: posix_ipc.mq_exists
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_MQ],
[IPC_PROBE([mq], [whether message queues of POSIX work],
  [#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>],
  [  char name[32], text[1] = "a";
  struct mq_attr attr = { 0 };
  mqd_t queue;
  sprintf (name, "/ipcprobe.%lx", (unsigned long) getpid ());
  attr.mq_maxmsg = attr.mq_msgsize = 1;
  queue = mq_open (name, O_RDWR | O_CREAT | O_EXCL, 0600, &attr);
  if (queue == (mqd_t) -1)
    {
      ipc_error = errno;
      return errno == EEXIST || errno == EMFILE || errno == ENOSPC ? UNKNOWN
             : NO;
    }
  mq_unlink (name);
  return mq_send (queue, "b", 1, 0) == 0
         && mq_receive (queue, text, 1, NULL) == 1 && *text == 'b'
         ? YES : NO;], [mq_open])])
