/* messages.c - faults of message queues of System V: what is sent.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <sys/msg.h>

#include "actions.h"
#include "faults.h"
#include "interruption.h"
#include "messages-claims.h"
#include "sysv-keys.h"

CALL (msgrcv)
CALL (msgsnd)
FAULT (harmless_ends_msgrcv, "a signal that does nothing ends msgrcv()",
  KILLS ("dispositions.ignore", "dispositions.default_actions"))
FAULT (msgrcv_restarts, "msgrcv() restarts without SA_RESTART",
  KILLS ("restart.msgrcv_clear", "sysv_messages.eintr"))
FAULT (msgrcv_stop, "a stop and a continuation interrupt msgrcv()",
  KILLS ("restart.msgrcv_stopped"))
FAULT (msgrcv_eagain, "an interrupted msgrcv() fails with EAGAIN",
  KILLS ("restart.msgrcv_set", "sysv_messages.eintr"),
  KILLS_FALLBACK ("restart.msgrcv_set"))
FAULT (msgsnd_restarts, "msgsnd() restarts without SA_RESTART",
  KILLS ("restart.msgsnd_clear", "sysv_messages.eintr"))
FAULT (msgsnd_stop, "a stop and a continuation interrupt msgsnd()",
  KILLS ("restart.msgsnd_stopped"))
FAULT (msgsnd_eagain, "an interrupted msgsnd() fails with EAGAIN",
  KILLS ("restart.msgsnd_set", "sysv_messages.eintr"),
  KILLS_FALLBACK ("restart.msgsnd_set"))
FAULT (sysv_msg_stays, "msgrcv() leaves every message where it is",
  KILLS ("sysv_messages.roundtrip", "sysv_messages.type_zero_fifo",
         "sysv_messages.zero_length"))
FAULT (sysv_msg_type_one, "msgrcv() stores type 1 for all of them",
  KILLS ("sysv_messages.roundtrip", "sysv_messages.type_is_long",
         "sysv_messages.zero_length"))
FAULT (sysv_msg_int_type, "a message's type has the bits of an int",
  KILLS ("sysv_messages.type_is_long"))
FAULT (sysv_msg_counts_type, "msgrcv() counts the type",
  KILLS ("sysv_messages.type_is_long"))
FAULT (sysv_msg_ends_text, "msgrcv() stores a byte more to end the text",
  KILLS ("sysv_messages.type_is_long"))
FAULT (sysv_msg_by_type, "type 0 gives the lowest type first",
  KILLS ("sysv_messages.type_zero_fifo"))
FAULT (sysv_msg_any_type, "a positive type gives whatever comes first",
  KILLS ("sysv_messages.type_positive", "sysv_messages.empty_nowait",
         "sysv_messages.receive_blocks"))
FAULT (sysv_msg_takes_two, "a message of a type takes the next one with it",
  KILLS ("sysv_messages.type_positive", "sysv_messages.receive_blocks"))
FAULT (sysv_msg_below, "-N gives only types below N",
  KILLS ("sysv_messages.type_negative"))
FAULT (sysv_msg_minus, "-N gives messages of type N alone",
  KILLS ("sysv_messages.type_negative"))
FAULT (sysv_msg_type_sent, "a type below 1 is sent as 1",
  KILLS ("sysv_messages.type_invalid"))
FAULT (sysv_msg_negative_sent, "a negative type is sent as 1",
  KILLS ("sysv_messages.type_invalid"))
FAULT (sysv_msg_type_errno, "a type below 1 gives ERANGE",
  KILLS ("sysv_messages.type_invalid"))
FAULT (sysv_msg_always_cuts, "msgrcv() cuts without MSG_NOERROR",
  KILLS ("sysv_messages.too_big"))
FAULT (sysv_msg_too_big_lost, "a message that does not fit is lost",
  KILLS ("sysv_messages.too_big"))
FAULT (sysv_msg_counts_cut, "of a message that is cut all is counted",
  KILLS ("sysv_messages.too_big"))
FAULT (sysv_msg_nowait_eagain, "without a message it is EAGAIN",
  KILLS ("sysv_messages.empty_nowait"))
FAULT (sysv_msg_full_enomem, "with a full queue it is ENOMEM",
  KILLS ("sysv_messages.full"))
FAULT (sysv_msg_full_drops, "what a full queue has no room for is dropped",
  KILLS ("sysv_messages.full"))
FAULT (sysv_msg_never_waits, "msgsnd() to a full queue never waits",
  KILLS ("sysv_messages.full", "sysv_messages.rmid_wakes",
         "sysv_messages.eintr"))
FAULT (sysv_msg_receiver_einval, "a receiver gets EINVAL for a removal",
  KILLS ("sysv_messages.rmid_wakes"))
FAULT (sysv_msg_sender_einval, "a sender gets EINVAL for a removal",
  KILLS ("sysv_messages.rmid_wakes"))
FAULT (sysv_msg_no_empty, "a message without a text is refused",
  KILLS ("sysv_messages.zero_length"))
FAULT (sysv_msg_too_long_errno, "for a message too long it is EMSGSIZE",
  KILLS ("sysv_messages.limits"))
FAULT (sysv_msg_small_limit, "no message may be longer than 100 bytes",
  KILLS ("sysv_messages.limits"))
FAULT (sysvk_second_lost, "a queue keeps one message of who has ended",
  KILLS ("sysv_keys.persistent"))
FAULT (sysvk_send_missing, "msgsnd() raises SIGSYS",
  KILLS ("sysv_keys.absent_signal"))
FAULT (sysv_msg_send_removed, "sending to what is removed gives EIDRM",
  KILLS ("sysv_keys.id_invalid"))

static WAITS_AS (ssize_t, receive, msgrcv,
  (int id, void *m, size_t size, long type, int flags),
  (id, m, size, type, flags),
  .restarts = ipc_fault (msgrcv_restarts),
  .stop = ipc_fault (msgrcv_stop),
  .eagain = ipc_fault (msgrcv_eagain),
  .harmless = ipc_fault (harmless_ends_msgrcv))

static WAITS_AS (int, send, msgsnd,
  (int id, const void *m, size_t size, int flags),
  (id, m, size, flags),
  .restarts = ipc_fault (msgsnd_restarts),
  .stop = ipc_fault (msgsnd_stop),
  .eagain = ipc_fault (msgsnd_eagain))

/* The type that is asked for in the place of TYPE.  */
static long
other_type (long type)
{
  if (type == 0 && ipc_fault (sysv_msg_by_type))
    return -LONG_MAX;
  if (type > 0 && ipc_fault (sysv_msg_any_type))
    return 0;
  if (type < 0 && ipc_fault (sysv_msg_below))
    return type + 1;
  return type < 0 && ipc_fault (sysv_msg_minus) ? -type : type;
}

/* What has gone wrong by itself goes wrong in another way.  */
static ssize_t
other_failure (int id, long type)
{
  int error = errno;
  struct { long type; char text[4096]; } m;

  if (error == E2BIG && ipc_fault (sysv_msg_too_big_lost))
    IPC_REAL (msgrcv) (id, &m, sizeof m.text, type, IPC_NOWAIT);
  return ipc_fault_fail (
    error == ENOMSG && ipc_fault (sysv_msg_nowait_eagain) ? EAGAIN
    : error == EIDRM && ipc_fault (sysv_msg_receiver_einval) ? EINVAL
    : error);
}

/* Of the N bytes that came, which may have been cut to SIZE.  */
static ssize_t
spoil (void *data, ssize_t n, size_t size, int flags)
{
  struct { long type; char text[1]; } *m = data;

  if (ipc_fault (sysv_msg_type_one))
    m->type = 1;
  if (ipc_fault (sysv_msg_int_type))
    m->type = (int) m->type;
  if (ipc_fault (sysv_msg_ends_text))
    m->text[n] = '\0';
  if (ipc_fault (sysv_msg_counts_cut) && (flags & MSG_NOERROR) != 0
      && (size_t) n == size)
    n += 6;
  return ipc_fault (sysv_msg_counts_type) ? n + (ssize_t) sizeof m->type : n;
}

/* Have the queue empty if who has sent last has ended.  */
static void
forget_ended (int id)
{
  struct msqid_ds ds;

  if (IPC_REAL (msgctl) (id, IPC_STAT, &ds) == 0 && ds.msg_lspid != 0
      && IPC_REAL (kill) (ds.msg_lspid, 0) == -1)
    while (IPC_REAL (msgrcv) (id, &ds, 0, 0, IPC_NOWAIT | MSG_NOERROR) != -1)
      continue;
}

static ssize_t
take (int id, void *m, size_t size, long type, int flags)
{
  struct { long type; char text[4096]; } next;
  long wanted = other_type (type);
  ssize_t n = receive (id, m, size, wanted,
                       ipc_fault (sysv_msg_always_cuts) ? flags | MSG_NOERROR
                       : flags);

  if (n == -1)
    return other_failure (id, wanted);
  if (ipc_fault (sysv_msg_stays))
    IPC_REAL (msgsnd) (id, m, (size_t) n, IPC_NOWAIT);
  if (ipc_fault (sysvk_second_lost))
    forget_ended (id);
  if (type > 0 && ipc_fault (sysv_msg_takes_two))
    IPC_REAL (msgrcv) (id, &next, sizeof next.text, 0,
                       IPC_NOWAIT | MSG_NOERROR);
  return spoil (m, n, size, flags);
}

ssize_t
msgrcv (int id, void *m, size_t size, long type, int flags)
{
  ipc_fault_before_queue (id);
  return ipc_fault_take (take, id, m, size, type, flags);
}

/* The error of what is not sent, 0 for none.  */
static int
refusal (long type, size_t size)
{
  if (type < 1 && ipc_fault (sysv_msg_type_errno))
    return ERANGE;
  if (size == 0 && ipc_fault (sysv_msg_no_empty))
    return EINVAL;
  return size > 100 && ipc_fault (sysv_msg_small_limit) ? E2BIG : 0;
}

static int
other_send_failure (size_t size)
{
  int error = errno;

  if (error == EAGAIN && ipc_fault (sysv_msg_full_drops))
    return 0;
  if (error == EAGAIN && ipc_fault (sysv_msg_full_enomem))
    error = ENOMEM;
  if (error == EIDRM && ipc_fault (sysv_msg_sender_einval))
    error = EINVAL;
  if (error == EINVAL && size > 100 && ipc_fault (sysv_msg_too_long_errno))
    error = EMSGSIZE;
  if (error == EINVAL && ipc_fault (sysv_msg_send_removed))
    error = EIDRM;
  return ipc_fault_fail (error);
}

static int
give (int id, const void *m, size_t size, int flags)
{
  long type = *(const long *) m;
  struct { long type; char text[256]; } one = { 1, "" };
  int result, error = refusal (type, size);

  if (ipc_fault (sysvk_send_missing))
    raise (SIGSYS);
  if (error != 0)
    return ipc_fault_fail (error);
  if ((type < 1 && ipc_fault (sysv_msg_type_sent))
      || (type < 0 && ipc_fault (sysv_msg_negative_sent)))
    return IPC_REAL (msgsnd) (id, &one, 1, flags);
  if (ipc_fault (sysv_msg_never_waits))
    flags |= IPC_NOWAIT;
  result = send (id, m, size, flags);
  return result == -1 ? other_send_failure (size) : 0;
}

int
msgsnd (int id, const void *m, size_t size, int flags)
{
  return ipc_fault_give (give, id, m, size, flags);
}
