/* sysv-set.c - making sets of semaphores, and semctl().
   SPDX-License-Identifier: BSD-2-Clause  */

#include "ipcompat-sysv.h"
#include "sysv-set.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "sysv-types.h"

static int
make (struct sysv_object *o, const void *arg)
{
  struct set *set = o->state;
  int n = *(const int *) arg;

  if (n == 0)
    return errno = EINVAL, -1;
  set->n = n;
  set->ctime = (int64_t) time (NULL);
  return 0;
}

static int
fit (const struct sysv_object *o, const void *arg)
{
  const struct set *set = o->state;

  return *(const int *) arg > set->n ? EINVAL : 0;
}

static int
sound (const struct sysv_object *o)
{
  const struct set *set = o->state;
  const struct undo *u;
  int64_t i;

  if (set->n < 1 || set->n > SET_MOST || set->n_undos < 0
      || set->n_undos > SET_UNDOS
      || o->size != offsetof (struct set, undo)
                    + (size_t) set->n_undos * sizeof *set->undo)
    return 0;
  for (i = 0; i < set->n; i++)
    if (set->semaphore[i].value < 0 || set->semaphore[i].value > SET_VALUE)
      return 0;
  for (u = set->undo; u < set->undo + set->n_undos; u++)
    if (u->number < 0 || u->number >= set->n || u->by < -SET_VALUE
        || u->by > SET_VALUE)
      return 0;
  return 1;
}

const struct sysv_family ipc_sysv_sets =
{
  SYSV_SET, offsetof (struct set, undo), sizeof (struct set), make, fit, sound
};

int
ipc_fb_semget (key_t key, int n, int flags)
{
  if (n < 0 || n > SET_MOST)
    {
      errno = EINVAL;
      return -1;
    }
  return ipc_sysv_obtain (&ipc_sysv_sets, key, flags, &n);
}

struct request
{
  int number, command;
  union ipc_fb_semun arg;
};

static int
waits_so (const struct sysv_waiter *w, const void *arg)
{
  return w->what == *(const int *) arg;
}

/* How many wait for WHAT: those who are dead find no way to say so, hence all
   of them are woken.  */
static int
count (struct sysv_object *o, int what)
{
  const struct sysv_head *head = o->state;
  int i, n = 0;

  if (ipc_sysv_wake (o, waits_so, &what) == -1)
    return -1;
  for (i = 0; i < head->n_waiters; i++)
    n += head->waiter[i].pid != 0 && head->waiter[i].what == what;
  return n;
}

static void
tell (const struct set *set, struct semid_ds *ds)
{
  const struct sysv_perm *perm = &set->head.perm;

  memset (ds, 0, sizeof *ds);
  ds->sem_perm.uid = (uid_t) perm->uid;
  ds->sem_perm.gid = (gid_t) perm->gid;
  ds->sem_perm.cuid = (uid_t) perm->cuid;
  ds->sem_perm.cgid = (gid_t) perm->cgid;
  ds->sem_perm.mode = (unsigned short) perm->mode;
  ds->sem_nsems = (unsigned short) set->n;
  ds->sem_otime = (time_t) set->otime;
  ds->sem_ctime = (time_t) set->ctime;
}

static int
commit (struct sysv_object *o)
{
  struct set *set = o->state;

  set->ctime = (int64_t) time (NULL);
  return ipc_sysv_wake (o, NULL, NULL) == -1 ? -1 : ipc_sysv_commit (o);
}

static int
set_value (struct set *set, int number, int value)
{
  if (value < 0 || value > SET_VALUE)
    return errno = ERANGE, -1;
  set->semaphore[number].value = value;
  set->semaphore[number].pid = (int32_t) ipc_sysv_pid ();
  return 0;
}

static int
set_values (struct sysv_object *o, const struct request *r)
{
  struct set *set = o->state;
  int i;

  if (r->command == SETVAL)
    {
      if (set_value (set, r->number, r->arg.val) == -1)
        return -1;
      ipc_sysv_forget_undo (o, r->number);
      return commit (o);
    }
  for (i = 0; i < set->n; i++)
    if (set_value (set, i, r->arg.array[i]) == -1)
      return -1;
  ipc_sysv_forget_undo (o, -1);
  return commit (o);
}

static int
set_owner (struct sysv_object *o, const struct semid_ds *ds)
{
  struct set *set = o->state;

  if (ipc_sysv_set_perm (o, ds->sem_perm.uid, ds->sem_perm.gid,
                         (int) ds->sem_perm.mode) == -1)
    return -1;
  set->ctime = (int64_t) time (NULL);
  return ipc_sysv_commit (o);
}

static int
control (struct sysv_object *o, const struct request *r)
{
  struct set *set = o->state;
  int i;

  switch (r->command)
    {
    case IPC_STAT:
      tell (set, r->arg.buf);
      return 0;
    case IPC_SET:
      return set_owner (o, r->arg.buf);
    case GETALL:
      for (i = 0; i < set->n; i++)
        r->arg.array[i] = (unsigned short) set->semaphore[i].value;
      return 0;
    case SETALL:
      return set_values (o, r);
    default:
      break;
    }
  if (r->number < 0 || r->number >= set->n)
    return errno = EINVAL, -1;
  switch (r->command)
    {
    case GETVAL:
      return set->semaphore[r->number].value;
    case GETPID:
      return set->semaphore[r->number].pid;
    case GETNCNT:
      return count (o, SET_WAITS_MORE (r->number));
    case GETZCNT:
      return count (o, SET_WAITS_ZERO (r->number));
    default:
      return set_values (o, r);
    }
}

static int
find_and_control (int id, const struct request *r)
{
  int wanted = r->command == SETVAL || r->command == SETALL ? 0200 : 0400;
  struct sysv_object o;
  int result = -1;

  if ((r->command == IPC_SET ? ipc_sysv_seek_own (&o, &ipc_sysv_sets, id)
       : ipc_sysv_seek (&o, &ipc_sysv_sets, id, wanted)) == -1)
    return -1;
  if (ipc_sysv_undo_dead (&o, NULL) == 0)
    result = control (&o, r);
  ipc_sysv_close (&o);
  return result;
}

int
ipc_fb_semctl (int id, int number, int command, ...)
{
  struct sysv_session session;
  struct request r;
  va_list arguments;

  memset (&r, 0, sizeof r);
  r.number = number;
  r.command = command;
  switch (command)
    {
    case IPC_RMID:
      return ipc_sysv_remove (&ipc_sysv_sets, id);
    case IPC_STAT: case IPC_SET: case GETALL: case SETALL: case SETVAL:
      va_start (arguments, command);
      r.arg = va_arg (arguments, union ipc_fb_semun);
      va_end (arguments);
      break;
    case GETVAL: case GETPID: case GETNCNT: case GETZCNT:
      break;
    default:
      errno = EINVAL;
      return -1;
    }
  ipc_sysv_begin (&session);
  return ipc_sysv_end (&session, find_and_control (id, &r));
}
