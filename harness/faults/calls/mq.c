/* mq.c - faults of message queues of POSIX.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <mqueue.h>
#include <sched.h>
#include <string.h>
#include <time.h>

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

FAULT (mq_send_doubles, "mq_send() sends its message twice",
  KILLS ("restart.mq_send_clear", "restart.mq_send_set",
         "restart.mq_send_stopped"))
FAULT (mq_receive_leaves, "mq_receive() leaves the message in the queue",
  KILLS ("restart.mq_receive_clear", "restart.mq_receive_set",
         "restart.mq_receive_stopped"))

FAULT (posix_mq_last_first, "mq_receive() gives the last of a priority first",
  KILLS ("posix_ipc.mq_exists"))
FAULT (posix_mq_priority, "mq_receive() tells of the next lower priority",
  KILLS ("posix_ipc.mq_exists"))
FAULT (posix_mq_priority_seven, "mq_send() knows no priority above 7",
  KILLS ("posix_ipc.mq_exists"))
FAULT (posix_mq_small_takes, "mq_receive() that has no room takes a message",
  KILLS ("posix_ipc.mq_exists"))

/* A twin of a message, as soon as there is room.  */
static void
send_again (mqd_t q, const char *text, size_t size)
{
  static const struct timespec past = { 1, 0 };
  int turns;

  for (turns = 0; turns < 100000; turns++)
    {
      if (mq_timedsend (q, text, size, 0, &past) == 0)
        return;
      sched_yield ();
    }
}

/* The message that was passed over.  */
static char passed_over[64];
static unsigned its_priority;
static ssize_t its_size = -1;

/* After N bytes were received: those of the next one, if it is of the same
   priority.  */
static ssize_t
pass_over (mqd_t q, char *text, size_t size, unsigned *priority, ssize_t n)
{
  static const struct timespec past = { 1, 0 };
  unsigned first = priority == NULL ? 0 : *priority;
  char other[64];
  ssize_t m;

  if (n < 0 || size > sizeof other || priority == NULL)
    return n;
  m = IPC_REAL (mq_timedreceive) (q, other, size, priority, &past);
  if (m == -1)
    {
      *priority = first;
      return n;
    }
  if (*priority == first)
    {
      memcpy (passed_over, text, (size_t) n);
      memcpy (text, other, (size_t) m);
      its_size = n;
      its_priority = first;
      return m;
    }
  memcpy (passed_over, other, (size_t) m);
  its_size = m;
  its_priority = *priority;
  *priority = first;
  return n;
}

static ssize_t
receive_odd (mqd_t q, char *text, size_t size, unsigned *priority, ssize_t n)
{
  if (n >= 0 && priority != NULL && *priority > 0
      && ipc_fault (posix_mq_priority))
    --*priority;
  if (ipc_fault (posix_mq_last_first))
    return pass_over (q, text, size, priority, n);
  return n;
}

static void
lose_one (mqd_t q)
{
  static const struct timespec past = { 1, 0 };
  char text[64];

  IPC_REAL (mq_timedreceive) (q, text, sizeof text, NULL, &past);
  errno = EMSGSIZE;
}

ssize_t
mq_receive (mqd_t q, char *text, size_t size, unsigned *priority)
{
  struct ipc_interruption in = { .restarts = ipc_fault (mq_receive_restarts),
    .interrupted = ipc_fault (mq_receive_interrupted),
    .stop = ipc_fault (mq_receive_stop) };
  ssize_t n = its_size;

  if (n != -1)
    {
      its_size = -1;
      memcpy (text, passed_over, (size_t) n);
      if (priority != NULL)
        *priority = its_priority;
      return n;
    }
  ipc_fault_before_wait (&in);
  do
    n = IPC_REAL (mq_receive) (q, text, size, priority);
  while (ipc_fault_again (&in, n == -1));
  if (n == -1 && errno == EMSGSIZE && ipc_fault (posix_mq_small_takes))
    lose_one (q);
  if (n >= 0 && ipc_fault (mq_receive_leaves))
    send_again (q, text, (size_t) n);
  return receive_odd (q, text, size, priority, n);
}

WAITS (ssize_t, mq_timedreceive,
  (mqd_t q, char *text, size_t size, unsigned *priority,
   const struct timespec *t),
  (q, text, size, priority, t),
  .restarts = ipc_fault (mq_timedreceive_restarts),
  .interrupted = ipc_fault (mq_timedreceive_interrupted),
  .stop = ipc_fault (mq_timedreceive_stop))

int
mq_send (mqd_t q, const char *text, size_t size, unsigned priority)
{
  struct ipc_interruption in = { .restarts = ipc_fault (mq_send_restarts),
    .interrupted = ipc_fault (mq_send_interrupted),
    .stop = ipc_fault (mq_send_stop) };
  int result;

  if (priority > 7 && ipc_fault (posix_mq_priority_seven))
    priority = 7;
  ipc_fault_before_wait (&in);
  do
    result = IPC_REAL (mq_send) (q, text, size, priority);
  while (ipc_fault_again (&in, result == -1));
  if (result == 0 && ipc_fault (mq_send_doubles))
    send_again (q, text, size);
  return result;
}
