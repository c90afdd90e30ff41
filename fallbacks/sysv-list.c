/* sysv-list.c - the list of the objects of a kind.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "sysv-list.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

static size_t
size_for (int64_t n)
{
  return offsetof (struct list, entry) + (size_t) n * sizeof (struct entry);
}

void
sysv_resize_list (struct sysv_object *o)
{
  const struct list *list = o->state;

  o->size = size_for (list->n);
}

static int
sound (const struct sysv_object *o)
{
  const struct list *list = o->state;
  int64_t i;

  if (list->n < 0 || list->n > MOST_OBJECTS || o->size != size_for (list->n)
      || list->next < 1 || list->next > INT_MAX)
    return 0;
  for (i = 0; i < list->n; i++)
    if (list->entry[i].id < 1 || list->entry[i].id > INT_MAX)
      return 0;
  return 1;
}

/* The list of a kind is an object of none.  */
static const struct sysv_family *
list_family (int kind)
{
#define LIST(kind)                                                    \
  { 256 + (kind), offsetof (struct list, entry), sizeof (struct list), \
    NULL, NULL, sound }
  static const struct sysv_family lists[] =
  {
    LIST (SYSV_QUEUE), LIST (SYSV_SET), LIST (SYSV_SEGMENT)
  };

  return &lists[kind == SYSV_QUEUE ? 0 : kind == SYSV_SET ? 1 : 2];
}

/* Make the list whole, and only then give it its name: unless another process
   has been quicker.  */
static int
make_list (struct sysv_object *o, const char *path)
{
  struct list *list;
  int error;

  if (sysv_create (o, 0600) == -1)
    return -1;
  list = o->state;
  list->next = 1;
  if (sysv_share (o->fd) == 0 && sysv_commit (o) == 0
      && link (o->path, path) == 0)
    {
      unlink (o->path);
      return 0;
    }
  error = errno;
  unlink (o->path);
  sysv_close (o);
  errno = error;
  return -1;
}

int
sysv_open_list (struct sysv_object *o, int kind)
{
  char name[] = { 'i', (char) kind, '\0' }, path[SYSV_PATH];
  int tries;

  if (sysv_path (path, name, 0) == -1)
    return -1;
  o->family = list_family (kind);
  o->id = 0;
  for (tries = 0; tries < 3; tries++)
    {
      strcpy (o->path, path);
      if (sysv_open (o) == 0)
        return 0;
      if (errno != EINVAL
          || sysv_path (o->path, name, (long) getpid ()) == -1)
        return -1;
      if (make_list (o, path) == 0)
        return 0;
      if (errno != EEXIST)
        return -1;
    }
  /* Something else has its name.  */
  errno = EINVAL;
  return -1;
}
