/* sysv-undo.c - SEM_UNDO, by those who live on.
   SPDX-License-Identifier: BSD-2-Clause

   A set names what each process is to give back.  Who comes next looks whether
   the process is there still; who waits for the set is woken by its end.

   Falls short: exec() counts as an end, as sysv_semaphores.undo_exec shows,
   and so does closing all descriptors.  */

#include "sysv-set.h"

#include <errno.h>
#include <unistd.h>

void
ipc_sysv_resize_set (struct sysv_object *o)
{
  const struct set *set = o->state;

  o->size = offsetof (struct set, undo)
            + (size_t) set->n_undos * sizeof *set->undo;
}

static void
drop (struct sysv_object *o, int64_t i)
{
  struct set *set = o->state;

  set->undo[i] = set->undo[--set->n_undos];
  ipc_sysv_resize_set (o);
}

void
ipc_sysv_forget_undo (struct sysv_object *o, int number)
{
  struct set *set = o->state;
  int64_t i;

  for (i = set->n_undos - 1; i >= 0; i--)
    if (number == -1 || set->undo[i].number == number)
      drop (o, i);
}

int
ipc_sysv_note_undo (struct sysv_object *o, int number, int by)
{
  struct set *set = o->state;
  struct sysv_life life;
  struct undo *u = set->undo;
  int64_t i;

  if (ipc_sysv_own_life (&life) == -1)
    return -1;
  for (i = 0; i < set->n_undos; i++, u++)
    if (u->number == number && u->life.pid == life.pid
        && u->life.number == life.number)
      break;
  if (i == SET_UNDOS)
    return errno = ENOSPC, -1;
  if (i == set->n_undos)
    {
      u->life = life;
      u->number = number;
      u->by = 0;
      set->n_undos++;
    }
  u->by += by;
  if (u->by > SET_VALUE || u->by < -SET_VALUE)
    return errno = ERANGE, -1;
  if (u->by == 0)
    drop (o, i);
  ipc_sysv_resize_set (o);
  return 0;
}

static int
same (const struct sysv_life *a, const struct sysv_life *b)
{
  return a->pid == b->pid && a->number == b->number;
}

/* What is too much for a semaphore is cut.  */
static void
undo_all_of (struct sysv_object *o, struct sysv_life life)
{
  struct set *set = o->state;
  int64_t i;

  for (i = set->n_undos - 1; i >= 0; i--)
    if (same (&set->undo[i].life, &life))
      {
        struct semaphore *s = &set->semaphore[set->undo[i].number];

        s->value += set->undo[i].by;
        if (s->value < 0)
          s->value = 0;
        if (s->value > SET_VALUE)
          s->value = SET_VALUE;
        s->pid = (int32_t) life.pid;
        drop (o, i);
      }
}

/* Whether an entry before number I names the same process.  */
static int
seen_before (const struct set *set, int64_t i)
{
  int64_t j;

  for (j = 0; j < i; j++)
    if (same (&set->undo[j].life, &set->undo[i].life))
      return 1;
  return 0;
}

int
ipc_sysv_undo_dead (struct sysv_object *o, struct sysv_call *call)
{
  struct set *set = o->state;
  int64_t i = 0;
  int fd, changed = 0;

  while (i < set->n_undos)
    {
      struct sysv_life life = set->undo[i].life;

      if (seen_before (set, i) || ipc_sysv_is_own_life (&life))
        {
          i++;
          continue;
        }
      fd = ipc_sysv_watch_life (&life);
      if (fd == -1)
        return -1;
      if (fd == -2)
        {
          undo_all_of (o, life);
          changed = 1;
          i = 0;
        }
      else
        {
          i++;
          if (call != NULL && call->n_watched < SYSV_WATCHED)
            call->watched[call->n_watched++] = fd;
          else
            close (fd);
        }
    }
  if (!changed)
    return 0;
  return ipc_sysv_wake (o, NULL, NULL) == -1 ? -1 : ipc_sysv_commit (o);
}
