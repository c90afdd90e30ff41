/* sysv-keys.c - which key has which object; making and removing them.
   SPDX-License-Identifier: BSD-2-Clause

   Each family has a list, an object of the store by itself, and who makes or
   removes an object has it open, before the object.  An id comes again only
   when all others have been used.  Who is killed in between leaves an object
   that has no entry, which is replaced when its id is given, or an entry whose
   object is gone, which is dropped when its key is asked for, or by one of
   those who make other objects.  */

#include "sysv-file.h"
#include "sysv-list.h"

#include <errno.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sysv-types.h"

/* Forget ENTRY; its object is gone, or goes.  */
static int
drop (struct sysv_object *o, struct entry *entry)
{
  struct list *list = o->state;

  *entry = list->entry[--list->n];
  ipc_sysv_resize_list (o);
  return ipc_sysv_commit (o);
}

/* What an object's files are called no longer.  */
static void
unlink_files (const struct sysv_object *o)
{
  char path[SYSV_PATH];
  int error = errno;

  if (o->family == &ipc_sysv_segments && ipc_sysv_path (path, "d", o->id) == 0)
    unlink (path);
  unlink (o->path);
  errno = error;
}

static struct entry *
entry_of (struct list *list, int64_t key, int64_t id)
{
  int64_t i;

  for (i = 0; i < list->n; i++)
    if (id == 0 ? list->entry[i].key == key : list->entry[i].id == id)
      return &list->entry[i];
  return NULL;
}

static int64_t
new_id (struct list *list)
{
  int64_t id;

  do
    {
      id = list->next;
      list->next = id == INT_MAX ? 1 : id + 1;
    }
  while (entry_of (list, 0, id) != NULL);
  return id;
}

static int
fill_in (struct sysv_object *o, const struct sysv_family *family, key_t key,
         int flags, const void *arg)
{
  struct sysv_head *head = o->state;

  head->perm.key = key;
  head->perm.uid = head->perm.cuid = (int64_t) geteuid ();
  head->perm.gid = head->perm.cgid = (int64_t) getegid ();
  head->perm.mode = flags & 0777;
  if (family->make (o, arg) == -1)
    return -1;
  return ipc_sysv_commit (o);
}

/* Whether ENTRY's object is gone, but for its files; without waiting for who
   has it open.  */
static int
is_gone (struct sysv_object *o, const struct entry *entry)
{
  char name[] = { (char) o->family->kind, '\0' };
  struct sysv_file *file;
  int gone;

  o->id = (int) entry->id;
  if (ipc_sysv_path (o->path, name, o->id) == -1)
    return 0;
  file = ipc_sysv_open_file (o->path, o->family);
  if (file == NULL)
    return errno == EINVAL;
  gone = file->control->removed != 0;
  ipc_sysv_drop_file (file);
  return gone;
}

/* One entry each time, and all when there is no room for more: a key that
   nobody asks for again, and IPC_PRIVATE, have no other way out.  */
static int
tidy (struct sysv_object *l, const struct sysv_family *family)
{
  struct list *list = l->state;
  int64_t i = list->n - 1, last = 0;
  struct sysv_object o;

  o.family = family;
  if (list->n > 0 && list->n < MOST_OBJECTS)
    i = last = list->next % list->n;
  for (; i >= last; i--)
    if (is_gone (&o, &list->entry[i]))
      {
        unlink_files (&o);
        if (drop (l, &list->entry[i]) == -1)
          return -1;
      }
  return 0;
}

/* With the next id, of which list and object are to be told.  EEXIST if what
   has its name stays.  */
static int
create_next (struct sysv_object *o, struct list *list, int flags)
{
  char name[] = { (char) o->family->kind, '\0' };

  o->id = (int) new_id (list);
  return ipc_sysv_path (o->path, name, o->id) == -1 ? -1
         : ipc_sysv_create (o, ipc_sysv_file_mode (flags));
}

/* What somebody else has left, or a directory, has the name for ever: another
   id will do.  */
static int
make_object (struct sysv_object *l, const struct sysv_family *family,
             key_t key, int flags, const void *arg)
{
  struct list *list = l->state;
  struct sysv_object o;
  int done, tries = 0;

  if (tidy (l, family) == -1)
    return -1;
  errno = ENOSPC;
  if (list->n == MOST_OBJECTS)
    return -1;
  o.family = family;
  do
    {
      done = 0;
      if (create_next (&o, list, flags) == 0)
        {
          done = fill_in (&o, family, key, flags, arg) == 0;
          if (!done)
            unlink_files (&o);
          ipc_sysv_close (&o);
        }
    }
  while (!done && errno == EEXIST && ++tries < MOST_OBJECTS);
  if (!done)
    return -1;
  list->entry[list->n].key = key;
  list->entry[list->n].id = o.id;
  list->n++;
  ipc_sysv_resize_list (l);
  ipc_sysv_commit (l);
  return o.id;
}

/* What is wrong with the object that KEY has, or 0.  */
static int
wrong_with (struct sysv_object *o, const struct sysv_family *family,
            int flags, const void *arg)
{
  const struct sysv_head *head = o->state;
  int wanted = (flags | flags << 3 | flags << 6) & 0600;

  if ((flags & (IPC_CREAT | IPC_EXCL)) == (IPC_CREAT | IPC_EXCL))
    return EEXIST;
  if (!ipc_sysv_allows (&head->perm, wanted))
    return EACCES;
  return family->fit == NULL ? 0 : family->fit (o, arg);
}

/* The object of KEY; 0 if there is none; or -1 with errno.  */
static int
find_key (struct sysv_object *l, const struct sysv_family *family, key_t key,
          int flags, const void *arg)
{
  struct entry *entry;
  struct sysv_object o;
  int error, id;

  while ((entry = entry_of (l->state, key, 0)) != NULL)
    {
      if (ipc_sysv_seek (&o, family, (int) entry->id, 0) == 0)
        {
          error = wrong_with (&o, family, flags, arg);
          id = (int) entry->id;
          ipc_sysv_close (&o);
          errno = error;
          return error == 0 ? id : -1;
        }
      if (errno == EACCES
          && (flags & (IPC_CREAT | IPC_EXCL)) == (IPC_CREAT | IPC_EXCL))
        errno = EEXIST;
      if (errno != EINVAL)
        return -1;
      unlink_files (&o);
      if (drop (l, entry) == -1)
        return -1;
    }
  return 0;
}

int
ipc_sysv_obtain (const struct sysv_family *family, key_t key, int flags,
                 const void *arg)
{
  struct sysv_session session;
  struct sysv_object l;
  int id = 0;

  ipc_sysv_begin (&session);
  if (ipc_sysv_open_list (&l, family) == -1)
    return ipc_sysv_end (&session, -1);
  if (key != IPC_PRIVATE)
    id = find_key (&l, family, key, flags, arg);
  if (id == 0 && key != IPC_PRIVATE && (flags & IPC_CREAT) == 0)
    {
      errno = ENOENT;
      id = -1;
    }
  if (id == 0)
    id = make_object (&l, family, key, flags, arg);
  ipc_sysv_close (&l);
  return ipc_sysv_end (&session, id);
}

int
ipc_sysv_remove (const struct sysv_family *family, int id)
{
  struct sysv_session session;
  struct sysv_object l, o;
  struct entry *entry;
  int result = -1;

  ipc_sysv_begin (&session);
  if (ipc_sysv_open_list (&l, family) == -1)
    return ipc_sysv_end (&session, -1);
  if (ipc_sysv_seek_own (&o, family, id) == 0)
    {
      if (ipc_sysv_wake (&o, NULL, NULL) == 0 && ipc_sysv_drop (&o) == 0)
        {
          entry = entry_of (l.state, 0, id);
          result = 0;
          unlink_files (&o);
          if (entry != NULL)
            drop (&l, entry);
        }
      ipc_sysv_close (&o);
    }
  ipc_sysv_close (&l);
  return ipc_sysv_end (&session, result);
}
