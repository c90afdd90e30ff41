/* objects.c - making objects, finding them, and losing them.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>

#include "sysv_keys.h"

/* A private object; -1 with errno, but where there is no room for it the case
   ends.  */
static int
make_private (const struct family *f)
{
  int id = ipc_sysv_private (f->kind, 1);

  return id == -1 && errno == ENOSPC ? keys_made (id) : id;
}

/* Another process makes one, tells its id, and removes it in the end.  */
static int
make_own (struct ipc_link *link, void *arg)
{
  const struct family *f = arg;
  int id = make_private (f);

  ipc_send (link, &id, sizeof id);
  ipc_hear_end (link);
  ipc_remove_sysv (f->kind, id);
  return 0;
}

/* What is put into the first of these N is in none of the others.  */
static const char *
are_distinct (const struct family *f, const int *id, int n)
{
  int i, k;

  for (i = 0; i < n; i++)
    for (k = 0; k < i; k++)
      if (id[i] == id[k])
        return "one id for two";
  IPC_SETUP (f->put (id[0], '7') == 0);
  for (i = 1; i < n; i++)
    if (f->take (id[i]) != 0)
      return "one object for two";
  return f->take (id[0]) == '7' ? NULL : "not even in the first";
}

/* Two here, and one of another process.  */
static const char *
make_three (const struct family *f)
{
  struct ipc_child child;
  const char *wrong = NULL;
  int id[3], i;

  for (i = 0; i < 2; i++)
    if (id[i] = make_private (f), id[i] == -1)
      {
        wrong = ipc_errno_name (errno);
        if (i > 0)
          ipc_remove_sysv (f->kind, id[0]);
        return wrong;
      }
  child = ipc_start (make_own, (void *) f);
  ipc_receive (&child.link, &id[2], sizeof id[2]);
  wrong = id[2] == -1 ? "none for another process" : are_distinct (f, id, 3);
  ipc_join_exit (&child);
  ipc_remove_sysv (f->kind, id[0]);
  ipc_remove_sysv (f->kind, id[1]);
  return wrong;
}

IPC_TEST (private_distinct)
{
  const char *wrong = keys_each (make_three);

  ipc_observe (wrong == NULL ? "another object each time" : wrong);
}

struct making
{
  const struct family *f;
  key_t key;
};

/* Make it, leave something in it, tell its id, and end.  A queue has room for
   two things.  */
static int
make_and_end (struct ipc_link *link, void *arg)
{
  const struct making *m = arg;
  int id = keys_made (m->f->get (m->key, IPC_CREAT | IPC_EXCL | 0600));

  IPC_SETUP (m->f->put (id, '5') == 0);
  if (m->f->kind == IPC_QUEUE)
    IPC_SETUP (m->f->put (id, '6') == 0);
  ipc_send (link, &id, sizeof id);
  return 0;
}

static const char *
find_it (const struct family *f)
{
  struct making m;
  struct ipc_child child;
  int id, found, value;

  m.f = f;
  m.key = ipc_sysv_key (f->kind);
  child = ipc_start (make_and_end, &m);
  ipc_receive (&child.link, &id, sizeof id);
  ipc_join_exit (&child);
  found = f->get (m.key, 0);
  if (found == -1)
    return ipc_errno_name (errno);
  value = f->take (found);
  if (value == '5' && f->kind == IPC_QUEUE && f->take (found) != '6')
    value = 0;
  ipc_remove_sysv (f->kind, found);
  if (found != id)
    return "another id for its key";
  return value == '5' ? NULL : value == -1 ? ipc_errno_name (errno)
         : "what was in it is gone";
}

IPC_TEST (persistent)
{
  const char *wrong = keys_each (find_it);

  ipc_observe (wrong == NULL ? "outlives its maker" : wrong);
}

/* Nothing can be done with ID: NULL, or what is wrong.  */
static const char *
is_refused (const struct family *f, int id)
{
  const char *wrong = keys_refused ("put", f->put (id, '1'), EINVAL);

  if (wrong == NULL)
    wrong = keys_refused ("take", f->take (id), EINVAL);
  if (wrong == NULL)
    wrong = keys_refused ("stat", f->stat (id), EINVAL);
  if (wrong == NULL)
    wrong = keys_refused ("set", f->set (id), EINVAL);
  return wrong != NULL ? wrong
         : keys_refused ("remove", f->destroy (id), EINVAL);
}

/* Another one that takes its place changes nothing, unless it has its id.  */
static const char *
use_replaced (const struct family *f, int id)
{
  int other = keys_made (f->get (ipc_sysv_key (f->kind),
                                 IPC_CREAT | IPC_EXCL | 0600));
  const char *wrong = other == id ? NULL : is_refused (f, id);

  ipc_remove_sysv (f->kind, other);
  return wrong;
}

static const char *
use_removed (const struct family *f)
{
  key_t key = ipc_sysv_key (f->kind);
  int id = keys_made (f->get (key, IPC_CREAT | IPC_EXCL | 0600));
  const char *wrong;

  IPC_SETUP (f->put (id, '1') == 0);
  if (f->destroy (id) == -1)
    return ipc_errno_name (errno);
  wrong = is_refused (f, id);
  if (wrong == NULL)
    wrong = keys_refused ("find", f->get (key, 0), ENOENT);
  if (wrong == NULL)
    wrong = use_replaced (f, id);
  ipc_remove_sysv (f->kind, id);
  return wrong;
}

IPC_TEST (id_invalid)
{
  const char *wrong = keys_each (use_removed);

  ipc_observe (wrong == NULL ? "EINVAL" : wrong);
}

enum { MANY = 250 };

/* Make and remove queues until one has the id of another before it: how many
   that takes; MANY if none has.  The last one stays, as *LAST.  */
static int
until_repeat (int *last)
{
  static int ids[MANY];
  int n, i;

  for (n = 0; n < MANY; n++)
    {
      if (n > 0)
        ipc_remove_sysv (IPC_QUEUE, *last);
      *last = ids[n] = keys_made (ipc_sysv_private (IPC_QUEUE, 0));
      for (i = 0; i < n; i++)
        if (ids[i] == ids[n])
          return n;
    }
  return MANY;
}

/* Who asks for the key again learns what became of it, whatever has the
   place now.  */
IPC_TEST (id_reuse)
{
  key_t key;
  int id, after, last;

  ipc_need_sysv (IPC_QUEUE);
  key = ipc_sysv_key (IPC_QUEUE);
  id = keys_made (msgget (key, IPC_CREAT | IPC_EXCL | 0600));
  ipc_remove_sysv (IPC_QUEUE, id);
  after = until_repeat (&last);
  ipc_detail (after == MANY ? "no id came twice among %d" : "after %d", after);
  if (msgget (key, 0) != -1 || errno != ENOENT)
    ipc_observe ("the key finds what was removed");
  else
    ipc_observe (after == MANY ? "not shown" : "shown");
  ipc_remove_sysv (IPC_QUEUE, last);
}
