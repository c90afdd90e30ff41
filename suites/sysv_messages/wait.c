/* wait.c - who waits for a message, or for room.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>

#include "sysv_messages.h"

/* A call that is not to wait, in a child: it may.  */
struct now
{
  int id;
  long type;
};

static long
receive_now (void *arg)
{
  const struct now *n = arg;
  struct ipc_message m;

  return msgrcv (n->id, &m, sizeof m.text, n->type, IPC_NOWAIT);
}

static long
send_now (void *arg)
{
  const struct now *n = arg;
  struct ipc_message m;

  memset (&m, 'x', sizeof m);
  m.type = n->type;
  return msgsnd (n->id, &m, sizeof m.text, IPC_NOWAIT);
}

/* An errno name, "works" or "waits".  */
static const char *
tried (const char *call, int id, long type)
{
  struct now n;
  long result;

  n.id = id;
  n.type = type;
  if (ipc_try (call, strcmp (call, "msgrcv") == 0 ? receive_now : send_now,
               &n, &result) == IPC_BLOCKS)
    return "waits";
  return result == -1 ? ipc_errno_name (errno) : "works";
}

IPC_TEST (empty_nowait)
{
  int id = messages_queue ();
  const char *empty = tried ("msgrcv", id, 0), *other;

  IPC_SETUP (ipc_send_message (id, 2, "x", 0) == 0);
  other = tried ("msgrcv", id, 3);
  if (strcmp (other, "ENOMSG") == 0)
    other = tried ("msgrcv", id, -1);
  ipc_detail ("empty: %s; with another type: %s", empty, other);
  ipc_observe (strcmp (empty, "ENOMSG") != 0 ? empty
               : messages_queued (id) == 1 ? other : "takes another type");
  ipc_remove_sysv (IPC_QUEUE, id);
}

/* CHILD wants type 5, and is to get TEXT: NULL, or what is wrong.  */
static const char *
give_type (struct ipc_child *child, const struct waiter *w, const char *text)
{
  const char *told;

  if (!messages_blocks (child, w))
    return "does not wait";
  IPC_SETUP (ipc_send_message (w->id, 4, "other", 0) == 0);
  if (ipc_await_released (child, w->call) != IPC_BLOCKS)
    return "another type ends it";
  IPC_SETUP (ipc_send_message (w->id, 5, text, 0) == 0);
  told = messages_told (child, w);
  return strcmp (told, text) == 0 ? NULL : told;
}

static const char *
wait_for_type (const struct waiter *w, struct ipc_child *child)
{
  const char *wrong = give_type (child, w, "wanted");

  if (wrong == NULL)
    wrong = give_type (child, w, "wanted again");
  ipc_end (child);
  return wrong;
}

IPC_TEST (receive_blocks)
{
  static const long types[] = { 4, 4 };
  static const char *const others[] = { "other", "other" };
  struct waiter w = { "msgrcv", -1, 5, 0, 1 };
  struct ipc_child child;
  const char *wrong;

  w.id = messages_queue ();
  child = messages_wait (&w);
  wrong = wait_for_type (&w, &child);
  if (wrong == NULL)
    wrong = messages_differ (w.id, types, others, 2);
  ipc_remove_sysv (IPC_QUEUE, w.id);
  ipc_observe (wrong == NULL ? "waits for its type" : wrong);
}

/* A child that has no room for its message in W's queue, which is full of
   FILLED.  */
static const char *
wait_for_room (struct waiter *w, int filled)
{
  struct ipc_child child = messages_wait (w);
  struct ipc_message m;
  char sent[sizeof m.text];
  const char *told;

  if (!messages_blocks (&child, w))
    told = "does not wait";
  else
    {
      IPC_SETUP (msgrcv (w->id, &m, sizeof m.text, 1, IPC_NOWAIT) != -1);
      told = messages_told (&child, w);
    }
  ipc_end (&child);
  if (strcmp (told, "OK") != 0)
    return told;
  if (messages_queued (w->id) != filled)
    return "not one message for one";
  memset (sent, 'w', sizeof sent);
  return msgrcv (w->id, &m, sizeof m.text, 2, IPC_NOWAIT)
         == (ssize_t) sizeof m.text
         && memcmp (m.text, sent, sizeof sent) == 0 ? NULL
         : "another message";
}

IPC_TEST (full)
{
  struct waiter w = { "msgsnd", -1, 2, 0, 0 };
  const char *wrong;
  int filled;

  w.id = messages_queue ();
  filled = ipc_fill_queue (w.id, 1);
  wrong = tried ("msgsnd", w.id, 2);
  if (strcmp (wrong, "EAGAIN") == 0)
    wrong = messages_queued (w.id) != filled ? "EAGAIN, and sent"
            : wait_for_room (&w, filled);
  ipc_detail ("%d messages of %d bytes", filled, (int) IPC_MESSAGE_SIZE);
  ipc_remove_sysv (IPC_QUEUE, w.id);
  ipc_observe (wrong == NULL ? "EAGAIN, and waits for room" : wrong);
}

/* A receiver and a sender who wait at the same queue, which is full, but has
   nothing for the receiver; what they tell when END has happened to CHILD, the
   first of them to be told first.  */
struct two
{
  struct waiter w[2];
  struct ipc_child child[2];
  int filled;
};

static void
begin_two (struct two *t, int signals)
{
  int i;

  memset (t, 0, sizeof *t);
  t->w[0].call = "msgrcv";
  t->w[1].call = "msgsnd";
  t->w[0].id = t->w[1].id = messages_queue ();
  t->filled = ipc_fill_queue (t->w[0].id, 1);
  for (i = 0; i < 2; i++)
    {
      t->w[i].type = 2 + i;
      t->w[i].signals = signals;
      t->child[i] = messages_wait (&t->w[i]);
    }
}

/* NULL, or what is wrong; they are to get ERROR.  */
static const char *
both_told (struct two *t, const char *error)
{
  const char *told;
  int i;

  for (i = 0; i < 2; i++)
    if (told = messages_told (&t->child[i], &t->w[i]),
        strcmp (told, error) != 0)
      {
        ipc_detail ("%s", t->w[i].call);
        return told;
      }
  return NULL;
}

static int
both_block (struct two *t)
{
  return messages_blocks (&t->child[0], &t->w[0])
         && messages_blocks (&t->child[1], &t->w[1]);
}

static void
end_two (struct two *t)
{
  ipc_end (&t->child[0]);
  ipc_end (&t->child[1]);
  ipc_remove_sysv (IPC_QUEUE, t->w[0].id);
}

IPC_TEST (rmid_wakes)
{
  struct two t;
  const char *wrong = NULL;

  begin_two (&t, 0);
  if (!both_block (&t))
    wrong = "does not wait";
  else if (msgctl (t.w[0].id, IPC_RMID, NULL) == -1)
    wrong = ipc_errno_name (errno);
  else
    wrong = both_told (&t, "EIDRM");
  end_two (&t);
  ipc_observe (wrong == NULL ? "both get EIDRM" : wrong);
}

IPC_TEST (eintr)
{
  struct two t;
  const char *wrong = NULL;

  begin_two (&t, 1);
  if (!both_block (&t))
    wrong = "does not wait";
  else
    {
      IPC_SETUP (kill (t.child[0].pid, SIGUSR1) == 0
                 && kill (t.child[1].pid, SIGUSR1) == 0);
      wrong = both_told (&t, "EINTR");
    }
  if (wrong == NULL && messages_queued (t.w[0].id) != t.filled)
    wrong = "EINTR, and sent or received";
  end_two (&t);
  ipc_observe (wrong == NULL ? "both get EINTR, nothing is lost" : wrong);
}
