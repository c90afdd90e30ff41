/* messages-claims.c - faults of message queues in what is subtler.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "messages-claims.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/msg.h>
#include <time.h>
#include <unistd.h>

#include "actions.h"
#include "differ.h"
#include "faults.h"

FAULT (sysvm_stops_at_nul, "a message ends at its first byte of 0",
  KILLS ("sysv_messages.roundtrip"))
FAULT (sysvm_seven_bits, "a message has the lower 7 bits of each byte",
  KILLS ("sysv_messages.roundtrip"))
FAULT (sysvm_one_page, "behind 4000 bytes a message has bytes of 0",
  KILLS ("sysv_messages.roundtrip"))
FAULT (sysvm_select_int, "a type is looked for by the bits of an int",
  KILLS ("sysv_messages.type_is_long"))
FAULT (sysvm_select_short, "a type is looked for by its lower 16 bits",
  KILLS ("sysv_messages.type_positive"))
FAULT (sysvm_negative_first, "-N gives what was sent first of the types to N",
  KILLS ("sysv_messages.type_negative"))
FAULT (sysvm_type_wraps, "a type below 1 is sent if it is no such int",
  KILLS ("sysv_messages.type_invalid"))
FAULT (sysvm_empty_any_type, "a message without a text may have any type",
  KILLS ("sysv_messages.type_invalid"))
FAULT (sysvm_too_big_cut, "what does not fit is cut in the queue, with E2BIG",
  KILLS ("sysv_messages.too_big"))
FAULT (sysvm_too_big_last, "what does not fit becomes the last message",
  KILLS ("sysv_messages.too_big"))
FAULT (sysvm_cut_by_one, "a message one byte too long is cut",
  KILLS ("sysv_messages.too_big"))
FAULT (sysvm_cut_type, "a message that is cut has type 1",
  KILLS ("sysv_messages.too_big"))
FAULT (sysvm_receiver_waits, "msgrcv() waits in spite of IPC_NOWAIT",
  KILLS ("sysv_messages.empty_nowait"))
FAULT (sysvm_sender_waits, "msgsnd() waits in spite of IPC_NOWAIT",
  KILLS ("sysv_messages.full"))
FAULT (sysvm_waiter_no_text, "who had to wait gets no text",
  KILLS ("sysv_messages.receive_blocks"))
FAULT (sysvm_waits_once, "a process waits in msgrcv() only once",
  KILLS ("sysv_messages.receive_blocks"))
FAULT (sysvm_waiter_sends_ends, "who had to wait sends no middle of its text",
  KILLS ("sysv_messages.full"))
FAULT (sysvm_no_buffer, "msgrcv() wants room for a byte",
  KILLS ("sysv_messages.zero_length"))
FAULT (sysvm_one_empty, "of messages without a text just the first is sent",
  KILLS ("sysv_messages.zero_length"))
FAULT (sysvm_far_too_long, "far above the limit it is E2BIG",
  KILLS ("sysv_messages.limits"))
FAULT (sysvm_first_time, "msg_stime is when the first message was sent",
  KILLS ("sysv_messages.stat"))
FAULT (sysvm_any_change, "sending changes msg_ctime",
  KILLS ("sysv_messages.stat"))
FAULT (sysvm_failed_counts, "msg_lrpid is who tried to receive last",
  KILLS ("sysv_messages.stat"))

enum { LONGEST = 16384 };
struct message
{
  long type;
  char text[LONGEST];
};

static int has_failed;

/* Receive by turns, and send again, what is in the queue but the first
   message whose type is at most MOST.  */
static ssize_t
take_first_to (int id, struct message *m, size_t size, long most)
{
  static struct message all[16];
  ssize_t n[16], got = ipc_fault_fail (ENOMSG);
  int i, k = 0;

  while (k < 16 && (n[k] = IPC_REAL (msgrcv) (id, &all[k], LONGEST, 0,
                                              IPC_NOWAIT)) != -1)
    k++;
  for (i = 0; i < k; i++)
    if (got == -1 && all[i].type <= most && (size_t) n[i] <= size)
      {
        got = n[i];
        memcpy (m, &all[i], sizeof m->type + (size_t) got);
      }
    else
      IPC_REAL (msgsnd) (id, &all[i], (size_t) n[i], IPC_NOWAIT);
  return got == -1 ? ipc_fault_fail (ENOMSG) : got;
}

/* A message that is not of TYPE but looks so; -1 if there is none.  */
static ssize_t
take_like (int id, void *m, size_t size, long type)
{
  ssize_t n = -1;

  if (ipc_fault (sysvm_select_short))
    n = IPC_REAL (msgrcv) (id, m, size, type + 0x10000, IPC_NOWAIT);
  if (n == -1 && ipc_fault (sysvm_select_int))
    n = IPC_REAL (msgrcv) (id, m, size, (long) ((unsigned long) LONG_MAX / 2
                                                + 1) + type, IPC_NOWAIT);
  return n;
}

/* Of a message that does not fit.  */
static ssize_t
too_big (int id, struct message *m, size_t size, long type)
{
  static struct message whole;
  ssize_t n;

  if (ipc_fault (sysvm_cut_by_one)
      && IPC_REAL (msgrcv) (id, &whole, size + 1, type, IPC_NOWAIT) != -1)
    {
      memcpy (m, &whole, sizeof m->type + size);
      return (ssize_t) size;
    }
  if (ipc_fault (sysvm_too_big_cut) || ipc_fault (sysvm_too_big_last))
    {
      n = IPC_REAL (msgrcv) (id, &whole, LONGEST, type, IPC_NOWAIT);
      IPC_REAL (msgsnd) (id, &whole, ipc_fault (sysvm_too_big_cut) ? size
                                     : (size_t) n, IPC_NOWAIT);
    }
  return ipc_fault_fail (E2BIG);
}

/* Whether the receiver would have to wait; if not, *N is what came.  */
static int
has_to_wait (ssize_t *n, int id, void *m, size_t size, long type, int flags)
{
  *n = IPC_REAL (msgrcv) (id, m, size, type, flags | IPC_NOWAIT);
  return *n == -1 && errno == ENOMSG;
}

static ssize_t
wait_for (ssize_t (*take) (int, void *, size_t, long, int),
          int id, struct message *m, size_t size, long type, int flags)
{
  static int waits;
  ssize_t n;

  if (!has_to_wait (&n, id, m, size, type, flags))
    return n;
  if (waits++ > 0 && ipc_fault (sysvm_waits_once))
    return ipc_fault_fail (ENOMSG);
  n = take (id, m, size, type, flags);
  if (n > 0 && ipc_fault (sysvm_waiter_no_text))
    memset (m->text, '?', (size_t) n);
  return n;
}

ssize_t
ipc_fault_take (ssize_t (*take) (int, void *, size_t, long, int),
                int id, void *m, size_t size, long type, int flags)
{
  struct message *whole = m;
  ssize_t n;

  if (ipc_fault (sysvm_receiver_waits))
    flags &= ~IPC_NOWAIT;
  if (size == 0 && ipc_fault (sysvm_no_buffer))
    return ipc_fault_fail (EINVAL);
  if (type < 0 && ipc_fault (sysvm_negative_first))
    return take_first_to (id, m, size, -type);
  if (type > 0 && (n = take_like (id, m, size, type)) != -1)
    return n;
  n = (flags & IPC_NOWAIT) == 0 && (ipc_fault (sysvm_waits_once)
                                    || ipc_fault (sysvm_waiter_no_text))
      ? wait_for (take, id, m, size, type, flags)
      : take (id, m, size, type, flags);
  if (n == -1)
    has_failed = 1;
  if (n == -1 && errno == E2BIG)
    return too_big (id, m, size, type);
  n = ipc_fault_queue_next (id, m, size, type, n);
  if (n == (ssize_t) size && (flags & MSG_NOERROR) != 0
      && ipc_fault (sysvm_cut_type))
    whole->type = 1;
  return n;
}

/* What is sent in the place of SIZE bytes of M; returns the new size.  */
static size_t
other_text (struct message *m, size_t size)
{
  const char *end = memchr (m->text, '\0', size);
  size_t i;

  for (i = 0; i < size && ipc_fault (sysvm_seven_bits); i++)
    m->text[i] &= 0x7f;
  if (size > 4000 && ipc_fault (sysvm_one_page))
    memset (m->text + 4000, 0, size - 4000);
  return end != NULL && ipc_fault (sysvm_stops_at_nul)
         ? (size_t) (end - m->text) : size;
}

static long
other_type (long type, size_t size)
{
  if (type < 1 && (int) type >= 1 && ipc_fault (sysvm_type_wraps))
    return (int) type;
  return type < 1 && size == 0 && ipc_fault (sysvm_empty_any_type) ? 1 : type;
}

int
ipc_fault_give (int (*give) (int, const void *, size_t, int),
                int id, const void *m, size_t size, int flags)
{
  static struct message copy;
  static int empty;

  if (size > LONGEST)
    {
      if (size > 32 << 20 && ipc_fault (sysvm_far_too_long))
        return ipc_fault_fail (E2BIG);
      return give (id, m, size, flags);
    }
  memcpy (&copy, m, sizeof copy.type + size);
  if (ipc_fault_not_queued (copy.type))
    return ipc_fault_fail (EACCES);
  if (size == 0 && empty++ > 0 && ipc_fault (sysvm_one_empty))
    return 0;
  if (ipc_fault (sysvm_sender_waits))
    flags &= ~IPC_NOWAIT;
  copy.type = other_type (copy.type, size);
  size = other_text (&copy, size);
  if ((flags & IPC_NOWAIT) == 0 && ipc_fault (sysvm_waiter_sends_ends))
    {
      if (IPC_REAL (msgsnd) (id, &copy, size, flags | IPC_NOWAIT) == 0)
        return 0;
      if (errno == EAGAIN && size > 2)
        memset (copy.text + 1, '?', size - 2);
    }
  return give (id, &copy, size, flags);
}

void
ipc_fault_queue_facts (struct msqid_ds *data)
{
  static time_t first;

  if (first == 0)
    first = data->msg_stime;
  if (ipc_fault (sysvm_first_time))
    data->msg_stime = first;
  if (data->msg_stime != 0 && ipc_fault (sysvm_any_change))
    data->msg_ctime = data->msg_stime;
  if (has_failed && ipc_fault (sysvm_failed_counts))
    data->msg_lrpid = getpid ();
}
