/* sysv-messages.c - message queues of System V, in files.
   SPDX-License-Identifier: BSD-2-Clause

   A queue's state is its messages, one behind the other as they were sent; a
   change is made in memory and committed as a whole.  Types, messages without
   text, limits and waits are those of POSIX; who waits for a queue that is
   removed gets EIDRM.

   Falls short: ipcs and ipcrm know nothing of these queues, as
   sysv_keys.ipcs_lists and ipcrm_removes show.  */

#include "ipcompat-sysv.h"
#include "sysv-queue.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/msg.h>
#include <time.h>
#include <unistd.h>

static size_t
room_for (uint64_t size)
{
  return sizeof (struct message)
         + (size_t) (size + QUEUE_UNIT - 1) / QUEUE_UNIT * QUEUE_UNIT;
}

/* What a call wants, and what it has got.  */
struct request
{
  int id, flags;
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

/* An attempt: 0 if it is done, 1 if there is something to wait for, -1 with
   errno.  */
static int
send (struct sysv_object *o, struct request *r, const struct sysv_wait *wait)
{
  struct queue *q = o->state;
  struct message m;
  size_t used = o->size - offsetof (struct queue, text);

  if (r->size > (size_t) q->qbytes)
    return errno = EINVAL, -1;
  if (q->bytes + (int64_t) r->size > q->qbytes || q->count == QUEUE_MESSAGES)
    return 1;
  m.type = r->type;
  m.size = r->size;
  sysv_awake (o, wait);
  if (sysv_wake (o, wants_type, &m.type) == -1)
    return -1;
  memcpy (q->text + used, &m, sizeof m);
  memcpy (q->text + used + sizeof m, r->text, r->size);
  o->size += room_for (m.size);
  q->bytes += (int64_t) r->size;
  q->count++;
  q->lspid = (int64_t) getpid ();
  q->stime = (int64_t) time (NULL);
  return sysv_commit (o);
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

  for (at = 0; at < used; at += room_for (m.size))
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
  size_t room = room_for (m->size);

  memmove (q->text + at, q->text + at + room, used - at - room);
  o->size -= room;
  q->bytes -= (int64_t) m->size;
  q->count--;
  q->lrpid = (int64_t) getpid ();
  q->rtime = (int64_t) time (NULL);
}

static int
receive (struct sysv_object *o, struct request *r,
         const struct sysv_wait *wait)
{
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
  sysv_awake (o, wait);
  if (sysv_wake (o, sysv_wants_room, NULL) == -1)
    return -1;
  type = (long) m.type;
  memcpy (r->text - sizeof type, &type, sizeof type);
  memcpy (r->text, q->text + (size_t) at + sizeof m, size);
  take (o, (size_t) at, &m);
  r->got = (ssize_t) size;
  return sysv_commit (o);
}

/* After a wait that came to nothing: out of the state.  */
static void
give_up (const struct request *r, const struct sysv_wait *wait)
{
  struct sysv_object o;
  int error = errno;

  if (wait->number != 0 && sysv_find (&o, SYSV_QUEUE, r->id, 0) == 0)
    {
      sysv_awake (&o, wait);
      sysv_commit (&o);
      sysv_close (&o);
    }
  errno = error;
}

static int
attempt (struct request *r, int what, struct sysv_wait *wait,
         const struct sysv_session *session)
{
  struct sysv_object o;
  int result;

  if (sysv_find (&o, SYSV_QUEUE, r->id, what == FOR_ROOM ? 0200 : 0400) == -1)
    {
      if (errno == EINVAL && wait->number != 0)
        errno = EIDRM;
      return -1;
    }
  result = what == FOR_ROOM ? send (&o, r, wait) : receive (&o, r, wait);
  if (result == 1 && (r->flags & IPC_NOWAIT) != 0)
    {
      errno = what == FOR_ROOM ? EAGAIN : ENOMSG;
      result = -1;
    }
  if (result == 1 && sysv_sleep (&o, wait, what, r->type, session) == -1)
    result = -1;
  sysv_close (&o);
  return result;
}

static int
go_through (struct request *r, int what)
{
  struct sysv_session session;
  struct sysv_wait wait;
  int result;

  memset (&wait, 0, sizeof wait);
  sysv_begin (&session);
  do
    result = attempt (r, what, &wait, &session);
  while (result == 1);
  if (result == -1)
    give_up (r, &wait);
  sysv_sleep_end (&wait);
  return sysv_end (&session, result);
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
  r.id = id;
  r.flags = flags;
  r.text = (char *) message + sizeof r.type;
  r.size = size;
  return go_through (&r, FOR_ROOM);
}

ssize_t
ipc_fb_msgrcv (int id, void *message, size_t size, long type, int flags)
{
  struct request r;

  if ((flags & ~(IPC_NOWAIT | MSG_NOERROR | 0777)) != 0)
    {
      errno = EINVAL;
      return -1;
    }
  memset (&r, 0, sizeof r);
  r.id = id;
  r.flags = flags;
  r.type = type == LONG_MIN ? -LONG_MAX : type;
  r.text = (char *) message + sizeof r.type;
  r.size = size > QUEUE_TEXT ? QUEUE_TEXT : size;
  return go_through (&r, FOR_MESSAGE) == -1 ? -1 : r.got;
}
