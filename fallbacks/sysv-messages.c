/* sysv-messages.c - message queues of System V, in files.
   SPDX-License-Identifier: BSD-2-Clause

   A queue's state is its messages, one behind the other as they were sent; a
   change is made in memory and committed as a whole.  Types, messages without
   text, limits and waits are those of POSIX; who waits for a queue that is
   removed gets EIDRM.

   Falls short: ipcs and ipcrm know nothing of these queues, as
   sysv_keys.ipcs_lists shows; nor should an id be given to ipcrm, which may
   know another object by it.  */

#include "ipcompat-sysv.h"
#include "sysv-queue.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "sysv-types.h"

/* What a call wants, and what it has got.  */
struct request
{
  struct sysv_call call;
  int flags;
  long type;
  char *text;
  size_t size;
  ssize_t got;
};

static int
wants_type (const struct sysv_waiter *w, const void *arg)
{
  int64_t type = *(const int64_t *) arg;

  return w->what == FOR_MESSAGE
         && (w->type == 0 || w->type == type
             || (w->type < 0 && type <= -w->type));
}

static int
put (struct sysv_object *o, struct sysv_call *call)
{
  struct request *r = (struct request *) call;
  struct queue *q = o->state;
  struct message m;
  size_t used = o->size - offsetof (struct queue, text);

  if (r->size > (size_t) q->qbytes)
    return errno = EINVAL, -1;
  if (q->bytes + (int64_t) r->size > q->qbytes || q->count == QUEUE_MESSAGES)
    return 1;
  m.type = r->type;
  m.size = r->size;
  ipc_sysv_awake (o, call);
  if (ipc_sysv_wake (o, wants_type, &m.type) == -1)
    return -1;
  memcpy (q->text + used, &m, sizeof m);
  memcpy (q->text + used + sizeof m, r->text, r->size);
  o->size += ipc_sysv_room_for (m.size);
  q->bytes += (int64_t) r->size;
  q->count++;
  q->lspid = ipc_sysv_pid ();
  q->stime = (int64_t) time (NULL);
  return ipc_sysv_commit (o);
}

/* Where the message for TYPE begins; -1 if there is none.  */
static long
find (const struct sysv_object *o, int64_t type)
{
  const struct queue *q = o->state;
  size_t at, used = o->size - offsetof (struct queue, text);
  int64_t lowest = 0;
  struct message m;
  long found = -1;

  for (at = 0; at < used; at += ipc_sysv_room_for (m.size))
    {
      memcpy (&m, q->text + at, sizeof m);
      if (type == 0 || m.type == type)
        return (long) at;
      if (type < 0 && m.type <= -type && (found == -1 || m.type < lowest))
        {
          found = (long) at;
          lowest = m.type;
        }
    }
  return found;
}

/* Take the message M that is at AT out of the queue.  */
static void
take (struct sysv_object *o, size_t at, const struct message *m)
{
  struct queue *q = o->state;
  size_t used = o->size - offsetof (struct queue, text);
  size_t room = ipc_sysv_room_for (m->size);

  memmove (q->text + at, q->text + at + room, used - at - room);
  o->size -= room;
  q->bytes -= (int64_t) m->size;
  q->count--;
  q->lrpid = ipc_sysv_pid ();
  q->rtime = (int64_t) time (NULL);
}

static int
receive (struct sysv_object *o, struct sysv_call *call)
{
  struct request *r = (struct request *) call;
  struct queue *q = o->state;
  long type, at = find (o, r->type);
  struct message m;
  size_t size;

  if (at == -1)
    return 1;
  memcpy (&m, q->text + at, sizeof m);
  size = (size_t) m.size < r->size ? (size_t) m.size : r->size;
  if (size < (size_t) m.size && (r->flags & MSG_NOERROR) == 0)
    return errno = E2BIG, -1;
  ipc_sysv_awake (o, call);
  if (ipc_sysv_wake (o, ipc_sysv_wants_room, NULL) == -1)
    return -1;
  type = (long) m.type;
  memcpy (r->text - sizeof type, &type, sizeof type);
  memcpy (r->text, q->text + (size_t) at + sizeof m, size);
  take (o, (size_t) at, &m);
  r->got = (ssize_t) size;
  return ipc_sysv_commit (o);
}

/* The type is a long in front of the text.  */
int
ipc_fb_msgsnd (int id, const void *message, size_t size, int flags)
{
  struct request r;

  memset (&r, 0, sizeof r);
  memcpy (&r.type, message, sizeof r.type);
  if (r.type < 1 || size > QUEUE_TEXT || (flags & ~IPC_NOWAIT & ~0777) != 0)
    {
      errno = EINVAL;
      return -1;
    }
  r.call.family = &ipc_sysv_queues;
  r.call.id = id;
  r.call.wanted = 0200;
  r.call.attempt = put;
  r.call.what = FOR_ROOM;
  r.call.nowait = (flags & IPC_NOWAIT) != 0 ? EAGAIN : 0;
  r.text = (char *) message + sizeof r.type;
  r.size = size;
  return ipc_sysv_do (&r.call);
}

ssize_t
ipc_fb_msgrcv (int id, void *message, size_t size, long type, int flags)
{
  struct request r;

  if (size > SSIZE_MAX || (flags & ~(IPC_NOWAIT | MSG_NOERROR | 0777)) != 0)
    {
      errno = EINVAL;
      return -1;
    }
  memset (&r, 0, sizeof r);
  r.call.family = &ipc_sysv_queues;
  r.call.id = id;
  r.call.wanted = 0400;
  r.call.attempt = receive;
  r.call.what = FOR_MESSAGE;
  r.call.nowait = (flags & IPC_NOWAIT) != 0 ? ENOMSG : 0;
  r.flags = flags;
  r.type = r.call.type = type == LONG_MIN ? -LONG_MAX : type;
  r.text = (char *) message + sizeof r.type;
  r.size = size > QUEUE_TEXT ? QUEUE_TEXT : size;
  return ipc_sysv_do (&r.call) == -1 ? -1 : r.got;
}
