/* sysv-list.c - the list of the objects of a kind.
   SPDX-License-Identifier: BSD-2-Clause

   A list may be removed, as by who cleans /tmp of what is old, while its
   objects are in use: each knows its own key.  */

#include "sysv-list.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static size_t
size_for (int64_t n)
{
  return offsetof (struct list, entry) + (size_t) n * sizeof (struct entry);
}

void
ipc_sysv_resize_list (struct sysv_object *o)
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

/* If NAME is that of an object's file, there may be one with its id.  */
static void
note (struct list *list, int kind, const char *name)
{
  char *end;
  long id;

  if (name[0] != kind || name[1] != '.' || !isdigit ((unsigned char) name[2]))
    return;
  id = strtol (name + 2, &end, 10);
  if (*end == '\0' && id >= 1 && id <= INT_MAX && list->n < MOST_OBJECTS)
    list->entry[list->n++].id = id;
}

/* Store the key of the object that E names.  -1 with errno: EINVAL if there is
   none, EACCES if it is another user's.  */
static int
find_key (struct entry *e, const struct sysv_family *family)
{
  const char name[] = { (char) family->kind, '\0' };
  const struct sysv_head *head;
  struct sysv_object o;

  o.family = family;
  o.id = (int) e->id;
  if (ipc_sysv_path (o.path, name, (long) e->id) == -1
      || ipc_sysv_open (&o) == -1)
    return -1;
  head = o.state;
  e->key = head->perm.key;
  ipc_sysv_close (&o);
  return 0;
}

/* Those that note() has found become entries; new ids begin behind them.  */
static int
find_keys (struct list *list, const struct sysv_family *family)
{
  int64_t i, id;
  int known;

  for (i = list->n - 1; i >= 0; i--)
    {
      id = list->entry[i].id;
      known = find_key (&list->entry[i], family) == 0;
      if (!known && errno != EINVAL && errno != EACCES)
        return -1;
      if ((known || errno == EACCES) && id >= list->next)
        list->next = id == INT_MAX ? 1 : id + 1;
      if (!known)
        list->entry[i] = list->entry[--list->n];
    }
  return 0;
}

/* Fill the list L in with what there is.  0, or -1 with errno.  */
static int
collect (struct sysv_object *l, const struct sysv_family *family)
{
  struct list *list = l->state;
  char path[SYSV_PATH];
  struct dirent *e;
  DIR *d;

  list->next = 1;
  if (ipc_sysv_path (path, NULL, 0) == -1 || (d = opendir (path)) == NULL)
    return -1;
  while ((e = readdir (d)) != NULL)
    note (list, family->kind, e->d_name);
  closedir (d);
  if (find_keys (list, family) == -1)
    return -1;
  ipc_sysv_resize_list (l);
  return 0;
}

/* Make the list whole, and only then give it its name: unless another process
   has been quicker.  */
static int
make_list (struct sysv_object *o, const struct sysv_family *family,
           const char *path)
{
  if (ipc_sysv_create (o, 0600) == -1)
    return -1;
  if (collect (o, family) == 0 && ipc_sysv_share (o->fd) == 0
      && ipc_sysv_commit (o) == 0 && link (o->path, path) == 0)
    {
      unlink (o->path);
      return 0;
    }
  return ipc_sysv_give_up (o);
}

int
ipc_sysv_open_list (struct sysv_object *o, const struct sysv_family *family)
{
  char name[] = { 'i', (char) family->kind, '\0' }, path[SYSV_PATH];
  int tries;

  if (ipc_sysv_path (path, name, 0) == -1)
    return -1;
  o->family = list_family (family->kind);
  o->id = 0;
  for (tries = 0; tries < 3; tries++)
    {
      strcpy (o->path, path);
      if (ipc_sysv_open (o) == 0)
        return 0;
      if (errno != EINVAL
          || ipc_sysv_path (o->path, name, (long) getpid ()) == -1)
        return -1;
      if (make_list (o, family, path) == 0)
        return 0;
      if (errno != EEXIST)
        return -1;
    }
  /* Something else has its name.  */
  errno = EINVAL;
  return -1;
}
