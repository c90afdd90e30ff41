/* sysv.c - restarting: System V and POSIX queues, semaphores.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <time.h>
#include <unistd.h>

#include "restart.h"

static const struct timespec hour = { 3600, 0 };

/* A private object of KIND: there is one, or else the case has ended.  */
static int
make (struct restart *r, int kind)
{
  ipc_need_sysv (r->kind = kind);
  r->id = ipc_sysv_private (kind, 1);
  IPC_SETUP (r->id != -1);
  return 1;
}

static int
message_queue (struct restart *r)
{
  return make (r, IPC_QUEUE);
}

static int
full_message_queue (struct restart *r)
{
  make (r, IPC_QUEUE);
  r->filled = (size_t) ipc_fill_queue (r->id, 1);
  return 1;
}

static long
receive_sysv (struct restart *r)
{
  struct ipc_message m;
  ssize_t n = msgrcv (r->id, &m, sizeof m.text, 0, 0);

  memcpy (r->data, m.text, 5);
  return n;
}

static int
sysv_hello (struct restart *r, long value)
{
  struct ipc_message m;

  return value == 5 && memcmp (r->data, "hello", 5) == 0
         && msgrcv (r->id, &m, sizeof m.text, 0, IPC_NOWAIT) == -1
         && errno == ENOMSG;
}

static void
send_sysv_hello (struct restart *r)
{
  IPC_SETUP (ipc_send_message (r->id, 1, "hello", 0) == 0);
}

static const struct restart_call msgrcv_call =
{
  .call = "msgrcv", .prepare = message_queue, .block = receive_sysv,
  .whole = sysv_hello, .release = send_sysv_hello
};
RESTART_CASES (msgrcv)

static long
send_sysv (struct restart *r)
{
  struct ipc_message m = { 2, "x" };

  return msgsnd (r->id, &m, sizeof m.text, 0);
}

static void
drain_sysv (struct restart *r)
{
  struct ipc_message m;

  for (; r->filled > 0; r->filled--)
    IPC_SETUP (msgrcv (r->id, &m, sizeof m.text, 1, 0) != -1);
}

static int
one_sysv_message (struct restart *r, long value)
{
  struct ipc_message m;

  return value == 0
         && msgrcv (r->id, &m, sizeof m.text, 2, IPC_NOWAIT) != -1
         && msgrcv (r->id, &m, sizeof m.text, 0, IPC_NOWAIT) == -1
         && errno == ENOMSG;
}

static const struct restart_call msgsnd_call =
{
  .call = "msgsnd", .prepare = full_message_queue, .block = send_sysv,
  .release = drain_sysv, .arrived = one_sysv_message
};
RESTART_CASES (msgsnd)

/* A semaphore at zero: SETVAL needs a union that some systems declare and
   some do not; adding and taking away does not.  */
static int
semaphore (struct restart *r)
{
  make (r, IPC_SEMAPHORES);
  IPC_SETUP (ipc_change_semaphore (r->id, 0, 1, IPC_NOWAIT) == 0);
  IPC_SETUP (ipc_change_semaphore (r->id, 0, -1, IPC_NOWAIT) == 0);
  return 1;
}

static long
take (struct restart *r)
{
  return ipc_change_semaphore (r->id, 0, -1, 0);
}

static long
take_within_hour (struct restart *r)
{
  struct sembuf op;

  op.sem_num = 0;
  op.sem_op = -1;
  op.sem_flg = 0;
  return semtimedop (r->id, &op, 1, &hour);
}

static void
give (struct restart *r)
{
  IPC_SETUP (ipc_change_semaphore (r->id, 0, 1, IPC_NOWAIT) == 0);
}

static int
taken_once (struct restart *r, long value)
{
  return value == 0 && semctl (r->id, 0, GETVAL) == 0;
}

static const struct restart_call semop_call =
{
  .call = "semop", .prepare = semaphore, .block = take,
  .whole = taken_once, .release = give
};
RESTART_CASES (semop)

static const struct restart_call semtimedop_call =
{
  .call = "semop", .prepare = semaphore, .block = take_within_hour,
  .whole = taken_once, .release = give
};
RESTART_CASES (semtimedop)

/* POSIX queues, through facilities.h: some libcs have none.  */
static int
posix_queue (struct restart *r)
{
  r->id = ipc_mq_open ();
  if (r->id == -1 && (errno == ENOSYS || errno == EACCES))
    return 0;
  IPC_SETUP (r->id != -1);
  return 1;
}

static int
full_posix_queue (struct restart *r)
{
  if (!posix_queue (r))
    return 0;
  while (ipc_mq_send_now (r->id, "f") == 0)
    r->filled++;
  IPC_SETUP (errno == EAGAIN);
  return 1;
}

static long
receive_posix (struct restart *r)
{
  return ipc_mq_receive (r->id, r->data, NULL);
}

static long
receive_posix_timed (struct restart *r)
{
  struct timespec then;

  IPC_SETUP (clock_gettime (CLOCK_REALTIME, &then) == 0);
  then.tv_sec += hour.tv_sec;
  return ipc_mq_receive (r->id, r->data, &then);
}

/* For a look at the queue that is not to wait.  */
static const struct timespec long_past = { 1, 0 };

static int
posix_hello (struct restart *r, long value)
{
  return value == 5 && memcmp (r->data, "hello", 5) == 0
         && ipc_mq_receive (r->id, r->data, &long_past) == -1
         && errno == ETIMEDOUT;
}

static void
send_posix_hello (struct restart *r)
{
  IPC_SETUP (ipc_mq_send_now (r->id, "hello") == 0);
}

static const struct restart_call mq_receive_call =
{
  .call = "mq_receive", .prepare = posix_queue, .block = receive_posix,
  .whole = posix_hello, .release = send_posix_hello
};
RESTART_CASES (mq_receive)

static const struct restart_call mq_timedreceive_call =
{
  .call = "mq_receive", .prepare = posix_queue,
  .block = receive_posix_timed, .whole = posix_hello,
  .release = send_posix_hello
};
RESTART_CASES (mq_timedreceive)

static long
send_posix (struct restart *r)
{
  return ipc_mq_send (r->id, "x");
}

static void
drain_posix (struct restart *r)
{
  for (; r->filled > 0; r->filled--)
    IPC_SETUP (ipc_mq_receive (r->id, r->data, NULL) == 1);
}

static int
one_posix_message (struct restart *r, long value)
{
  return value == 0 && ipc_mq_receive (r->id, r->data, &long_past) == 1
         && r->data[0] == 'x'
         && ipc_mq_receive (r->id, r->data, &long_past) == -1
         && errno == ETIMEDOUT;
}

static const struct restart_call mq_send_call =
{
  .call = "mq_send", .prepare = full_posix_queue, .block = send_posix,
  .release = drain_posix, .arrived = one_posix_message
};
RESTART_CASES (mq_send)
