/* pid-table.h - processes, found by their pids in no time.
   SPDX-License-Identifier: BSD-2-Clause

   Private.  Handlers may look things up; it changes with all signals blocked,
   and one thread at a time.  */

#ifndef IPC_PID_TABLE_H
#define IPC_PID_TABLE_H

#include <limits.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/types.h>

/* STATE is the user's; 0: nobody is here.  The rest is the table's: the first
   place of those whose pids end in this one's number, and the next place of
   those, or of the free ones.  */
struct pid_place
{
  pid_t pid;
  int state, status;
  int first, next;
};

struct pid_table
{
  struct pid_place *place;
  int n;                        /* 0, or a power of 2 */
  int end;                      /* from here on nobody was ever */
  int free;
};

enum { PID_TABLE_END = -1, PID_TABLE_LEAST = 64 };

static inline int *
pid_table_first (struct pid_table *t, pid_t pid)
{
  return &t->place[(int) (pid & (t->n - 1))].first;
}

/* The eldest place of PID, or of those after PLACE, or PID_TABLE_END.  */
static inline int
pid_table_after (struct pid_table *t, int place, pid_t pid)
{
  do
    place = t->place[place].next;
  while (place != PID_TABLE_END && t->place[place].pid != pid);
  return place;
}

static inline int
pid_table_find (struct pid_table *t, pid_t pid)
{
  int place;

  if (t->n == 0)
    return PID_TABLE_END;
  place = *pid_table_first (t, pid);
  return place == PID_TABLE_END || t->place[place].pid == pid ? place
         : pid_table_after (t, place, pid);
}

/* Put PLACE behind those of its kind.  */
static inline void
pid_table_link (struct pid_table *t, int place)
{
  int *p = pid_table_first (t, t->place[place].pid);

  while (*p != PID_TABLE_END)
    p = &t->place[*p].next;
  t->place[place].next = PID_TABLE_END;
  *p = place;
}

/* Be of N places, with room for them: all who are of one kind are of two, and
   in each the eldest stays first.  */
static inline void
pid_table_share (struct pid_table *t, int n)
{
  int i, place, next, old = t->n;

  t->n = n;
  for (i = 0; i < old; i++)
    {
      place = t->place[i].first;
      t->place[i].first = PID_TABLE_END;
      for (; place != PID_TABLE_END; place = next)
        {
          next = t->place[place].next;
          pid_table_link (t, place);
        }
    }
}

/* Have twice as many places; they keep their numbers.  */
static inline int
pid_table_grow (struct pid_table *t)
{
  int i, more = t->n == 0 ? PID_TABLE_LEAST : t->n * 2;
  struct pid_place *place;

  if (t->n > INT_MAX / 2)
    return -1;
  place = realloc (t->place, (size_t) more * sizeof *place);
  if (place == NULL)
    return -1;
  t->place = place;
  for (i = more; i-- > t->n;)
    {
      place[i].first = PID_TABLE_END;
      place[i].state = 0;
      place[i].next = t->free;
      t->free = i;
    }
  pid_table_share (t, more);
  return 0;
}

/* A place for PID, with STATE; -1 if there is no memory for it.  */
static inline int
pid_table_add (struct pid_table *t, pid_t pid, int state)
{
  int place;

  if (t->n == 0)
    t->free = PID_TABLE_END;
  if (t->free == PID_TABLE_END && pid_table_grow (t) == -1)
    return -1;
  place = t->free;
  t->free = t->place[place].next;
  if (place >= t->end)
    t->end = place + 1;
  t->place[place].pid = pid;
  t->place[place].state = state;
  pid_table_link (t, place);
  return place;
}

static inline void
pid_table_remove (struct pid_table *t, int place)
{
  int *p = pid_table_first (t, t->place[place].pid);

  while (*p != place)
    p = &t->place[*p].next;
  *p = t->place[place].next;
  t->place[place].state = 0;
  t->place[place].next = t->free;
  t->free = place;
}

#endif
