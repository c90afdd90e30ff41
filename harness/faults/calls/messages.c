/* messages.c - faults of message queues of System V.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <sys/msg.h>

#include "faults.h"
#include "interruption.h"

CALL (msgrcv)
CALL (msgsnd)
FAULT (harmless_ends_msgrcv, "a signal that does nothing ends msgrcv()",
  KILLS ("dispositions.ignore", "dispositions.default_actions"))
FAULT (msgrcv_restarts, "msgrcv() restarts without SA_RESTART",
  KILLS ("restart.msgrcv_clear"))
FAULT (msgrcv_stop, "a stop and a continuation interrupt msgrcv()",
  KILLS ("restart.msgrcv_stopped"))
FAULT (msgrcv_eagain, "an interrupted msgrcv() fails with EAGAIN",
  KILLS ("restart.msgrcv_set"))
FAULT (msgsnd_restarts, "msgsnd() restarts without SA_RESTART",
  KILLS ("restart.msgsnd_clear"))
FAULT (msgsnd_stop, "a stop and a continuation interrupt msgsnd()",
  KILLS ("restart.msgsnd_stopped"))
FAULT (msgsnd_eagain, "an interrupted msgsnd() fails with EAGAIN",
  KILLS ("restart.msgsnd_set"))

WAITS (ssize_t, msgrcv,
  (int id, void *m, size_t size, long type, int flags),
  (id, m, size, type, flags),
  .restarts = ipc_fault (msgrcv_restarts),
  .stop = ipc_fault (msgrcv_stop),
  .eagain = ipc_fault (msgrcv_eagain),
  .harmless = ipc_fault (harmless_ends_msgrcv))

WAITS (int, msgsnd,
  (int id, const void *m, size_t size, int flags),
  (id, m, size, flags),
  .restarts = ipc_fault (msgsnd_restarts),
  .stop = ipc_fault (msgsnd_stop),
  .eagain = ipc_fault (msgsnd_eagain))
