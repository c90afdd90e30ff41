/* mq.c - faults of message queues of POSIX.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <mqueue.h>

#include "faults.h"
#include "interruption.h"

CALL (mq_receive)
CALL (mq_timedreceive)
CALL (mq_send)
FAULT (mq_receive_restarts, "mq_receive() restarts without SA_RESTART",
  KILLS ("restart.mq_receive_clear"))
FAULT (mq_receive_interrupted,
  "mq_receive() fails with EINTR in spite of SA_RESTART",
  KILLS ("restart.mq_receive_set"))
FAULT (mq_receive_stop, "a stop and a continuation interrupt mq_receive()",
  KILLS ("restart.mq_receive_stopped"))
FAULT (mq_timedreceive_restarts,
  "mq_timedreceive() restarts without SA_RESTART",
  KILLS ("restart.mq_timedreceive_clear"))
FAULT (mq_timedreceive_interrupted,
  "mq_timedreceive() fails with EINTR in spite of SA_RESTART",
  KILLS ("restart.mq_timedreceive_set"))
FAULT (mq_timedreceive_stop,
  "a stop and a continuation interrupt mq_timedreceive()",
  KILLS ("restart.mq_timedreceive_stopped"))
FAULT (mq_send_restarts, "mq_send() restarts without SA_RESTART",
  KILLS ("restart.mq_send_clear"))
FAULT (mq_send_interrupted, "mq_send() fails with EINTR in spite of SA_RESTART",
  KILLS ("restart.mq_send_set"))
FAULT (mq_send_stop, "a stop and a continuation interrupt mq_send()",
  KILLS ("restart.mq_send_stopped"))

WAITS (ssize_t, mq_receive,
  (mqd_t q, char *text, size_t size, unsigned *priority),
  (q, text, size, priority),
  .restarts = ipc_fault (mq_receive_restarts),
  .interrupted = ipc_fault (mq_receive_interrupted),
  .stop = ipc_fault (mq_receive_stop))

WAITS (ssize_t, mq_timedreceive,
  (mqd_t q, char *text, size_t size, unsigned *priority,
   const struct timespec *t),
  (q, text, size, priority, t),
  .restarts = ipc_fault (mq_timedreceive_restarts),
  .interrupted = ipc_fault (mq_timedreceive_interrupted),
  .stop = ipc_fault (mq_timedreceive_stop))

WAITS (int, mq_send,
  (mqd_t q, const char *text, size_t size, unsigned priority),
  (q, text, size, priority),
  .restarts = ipc_fault (mq_send_restarts),
  .interrupted = ipc_fault (mq_send_interrupted),
  .stop = ipc_fault (mq_send_stop))
