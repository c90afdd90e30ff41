/* common.c - what the cases about message queues share.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>

#include "sysv_messages.h"

int
messages_queue (void)
{
  int id;

  ipc_need_sysv (IPC_QUEUE);
  id = ipc_sysv_private (IPC_QUEUE, 0);
  IPC_SETUP (id != -1);
  return id;
}

static long
told_queued (int id)
{
  struct msqid_ds ds;

  return msgctl (id, IPC_STAT, &ds) == -1 ? -1 : (long) ds.msg_qnum;
}

/* Whether msg_qnum counts the messages: the suite has a case of its own that
   asks for that, and the others ask for messages.  */
static int
qnum_counts (void)
{
  int held = ipc_hold (), id = messages_queue (), counts;

  IPC_SETUP (ipc_send_message (id, 1, "one", IPC_NOWAIT) == 0);
  counts = told_queued (id) == 1;
  ipc_remove_sysv (IPC_QUEUE, id);
  ipc_release (held);
  return counts;
}

/* Take all messages, and put them back; how many those are, -1 if one is
   longer than any that is sent.  */
static long
taken_and_put_back (int id)
{
  enum { MOST = 128 };
  static struct ipc_message m[MOST];
  ssize_t size[MOST];
  long n, i;

  for (n = 0; n < MOST; n++)
    if ((size[n] = msgrcv (id, &m[n], sizeof m[n].text, 0, IPC_NOWAIT)) == -1)
      break;
  if (n < MOST && errno != ENOMSG)
    return -1;
  IPC_SETUP (n < MOST);
  for (i = 0; i < n; i++)
    IPC_SETUP (msgsnd (id, &m[i], (size_t) size[i], IPC_NOWAIT) == 0);
  return n;
}

long
messages_queued (int id)
{
  static int counts = -1;

  if (counts == -1)
    counts = qnum_counts ();
  return counts ? told_queued (id) : taken_and_put_back (id);
}

struct writer
{
  int id, number, n;
  const struct turn *turns;
};

/* Its turn comes when it is told to.  */
static int
send_own (struct ipc_link *link, void *arg)
{
  const struct writer *w = arg;
  int i;

  for (i = 0; i < w->n; i++)
    if (w->turns[i].writer == w->number)
      {
        ipc_expect (link, 'g');
        IPC_SETUP (ipc_send_message (w->id, w->turns[i].type,
                                     w->turns[i].text, IPC_NOWAIT) == 0);
        ipc_tell (link, 's');
      }
  return 0;
}

void
messages_send (int id, const struct turn *turns, int n)
{
  struct ipc_child child[2];
  struct writer w[2];
  int i;

  for (i = 0; i < 2; i++)
    {
      w[i].id = id;
      w[i].number = i;
      w[i].n = n;
      w[i].turns = turns;
      child[i] = ipc_start (send_own, &w[i]);
    }
  for (i = 0; i < n; i++)
    {
      ipc_tell (&child[turns[i].writer].link, 'g');
      ipc_expect (&child[turns[i].writer].link, 's');
    }
  for (i = 0; i < 2; i++)
    ipc_join_exit (&child[i]);
}

const char *
messages_differ (int id, const long *types, const char *const *texts, int n)
{
  static char wrong[64];
  const char *got;
  int i;

  for (i = 0; i < n; i++)
    if (got = ipc_got_message (id, types[i], IPC_NOWAIT),
        strcmp (got, texts[i]) != 0)
      {
        snprintf (wrong, sizeof wrong, "%.16s came for %.16s", got, texts[i]);
        return wrong;
      }
  got = ipc_got_message (id, 0, IPC_NOWAIT);
  if (strcmp (got, "ENOMSG") == 0)
    return NULL;
  snprintf (wrong, sizeof wrong, "in the end %.16s", got);
  return wrong;
}

static void
catch (int signo)
{
  (void) signo;
}

enum { ANSWER_SIZE = 16 };

static void
wait_once (struct ipc_link *link, const struct waiter *w)
{
  char answer[ANSWER_SIZE];
  struct ipc_message m;
  const char *text = "OK";

  memset (&m, 'w', sizeof m);
  m.type = w->type;
  if (strcmp (w->call, "msgrcv") == 0)
    text = ipc_got_message (w->id, w->type, 0);
  else if (msgsnd (w->id, &m, sizeof m.text, 0) == -1)
    text = ipc_errno_name (errno);
  memset (answer, 0, sizeof answer);
  snprintf (answer, sizeof answer, "%.15s", text);
  ipc_send (link, answer, sizeof answer);
}

static int
wait_in_call (struct ipc_link *link, void *arg)
{
  const struct waiter *w = arg;
  int i;

  if (w->signals)
    ipc_handle (SIGUSR1, catch, 0);
  for (i = 0; i <= w->again; i++)
    wait_once (link, w);
  ipc_hear_end (link);
  return 0;
}

struct ipc_child
messages_wait (struct waiter *w)
{
  return ipc_start (wait_in_call, w);
}

int
messages_blocks (struct ipc_child *child, const struct waiter *w)
{
  return ipc_await_block_or_tell (child, w->call) == IPC_BLOCKS;
}

/* What was to release it is complete.  */
const char *
messages_told (struct ipc_child *child, const struct waiter *w)
{
  static char answers[4][ANSWER_SIZE];
  static int which;
  char *answer = answers[which++ % 4];

  if (ipc_await_released (child, w->call) == IPC_BLOCKS)
    return "waits on";
  ipc_receive (&child->link, answer, sizeof answers[0]);
  return answer;
}
