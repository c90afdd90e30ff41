/* sysv-queue.c - making message queues, and what they tell of themselves.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "ipcompat-sysv.h"
#include "sysv-queue.h"

#include <errno.h>
#include <string.h>
#include <time.h>

#include "sysv-types.h"

int
ipc_sysv_wants_room (const struct sysv_waiter *w, const void *arg)
{
  (void) arg;
  return w->what == FOR_ROOM;
}

size_t
ipc_sysv_room_for (uint64_t size)
{
  return sizeof (struct message)
         + (size_t) (size + QUEUE_UNIT - 1) / QUEUE_UNIT * QUEUE_UNIT;
}

static int
make (struct sysv_object *o, const void *arg)
{
  struct queue *q = o->state;

  (void) arg;
  q->qbytes = QUEUE_BYTES;
  q->ctime = (int64_t) time (NULL);
  return 0;
}

static int
sound (const struct sysv_object *o)
{
  const struct queue *q = o->state;
  size_t at, used = o->size - offsetof (struct queue, text);
  int64_t bytes = 0, count = 0;
  struct message m;

  if (q->qbytes < 0 || q->qbytes > QUEUE_BYTES)
    return 0;
  for (at = 0; at < used; at += ipc_sysv_room_for (m.size))
    {
      if (used - at < sizeof m)
        return 0;
      memcpy (&m, q->text + at, sizeof m);
      if (m.type < 1 || m.size > QUEUE_TEXT
          || ipc_sysv_room_for (m.size) > used - at)
        return 0;
      bytes += (int64_t) m.size;
      count++;
    }
  return bytes == q->bytes && bytes <= QUEUE_BYTES && count == q->count
         && count <= QUEUE_MESSAGES;
}

const struct sysv_family ipc_sysv_queues =
{
  SYSV_QUEUE, offsetof (struct queue, text), sizeof (struct queue), make, NULL,
  sound
};

int
ipc_fb_msgget (key_t key, int flags)
{
  return ipc_sysv_obtain (&ipc_sysv_queues, key, flags, NULL);
}

static void
tell (const struct queue *q, struct msqid_ds *ds)
{
  const struct sysv_perm *perm = &q->head.perm;

  memset (ds, 0, sizeof *ds);
  ds->msg_perm.uid = (uid_t) perm->uid;
  ds->msg_perm.gid = (gid_t) perm->gid;
  ds->msg_perm.cuid = (uid_t) perm->cuid;
  ds->msg_perm.cgid = (gid_t) perm->cgid;
  ds->msg_perm.mode = (unsigned short) perm->mode;
  ds->msg_qnum = q->count;
  ds->msg_qbytes = q->qbytes;
  ds->msg_lspid = (pid_t) q->lspid;
  ds->msg_lrpid = (pid_t) q->lrpid;
  ds->msg_stime = (time_t) q->stime;
  ds->msg_rtime = (time_t) q->rtime;
  ds->msg_ctime = (time_t) q->ctime;
}

static int
set (struct sysv_object *o, const struct msqid_ds *ds)
{
  struct queue *q = o->state;

  if (ds->msg_qbytes > QUEUE_BYTES)
    {
      errno = EPERM;
      return -1;
    }
  if (ipc_sysv_wake (o, ipc_sysv_wants_room, NULL) == -1
      || ipc_sysv_set_perm (o, ds->msg_perm.uid, ds->msg_perm.gid,
                            (int) ds->msg_perm.mode) == -1)
    return -1;
  q->qbytes = (int64_t) ds->msg_qbytes;
  q->ctime = (int64_t) time (NULL);
  return ipc_sysv_commit (o);
}

static int
stat_or_set (int id, int command, struct msqid_ds *ds)
{
  struct sysv_object o;
  int result = 0;

  if ((command == IPC_SET ? ipc_sysv_seek_own (&o, &ipc_sysv_queues, id)
       : ipc_sysv_seek (&o, &ipc_sysv_queues, id, 0400)) == -1)
    return -1;
  if (command == IPC_SET)
    result = set (&o, ds);
  else
    tell (o.state, ds);
  ipc_sysv_close (&o);
  return result;
}

int
ipc_fb_msgctl (int id, int command, struct msqid_ds *ds)
{
  struct sysv_session session;

  if (command == IPC_RMID)
    return ipc_sysv_remove (&ipc_sysv_queues, id);
  if (command != IPC_STAT && command != IPC_SET)
    {
      errno = EINVAL;
      return -1;
    }
  ipc_sysv_begin (&session);
  return ipc_sysv_end (&session, stat_or_set (id, command, ds));
}
