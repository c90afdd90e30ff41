/* objects.c - making objects, finding them, and losing them.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>

#include "sysv_keys.h"

/* Two of them: what is put into the first one is not in the second.  */
static const char *
make_two (const struct family *f)
{
  int one = ipc_sysv_private (f->kind, 1);
  int other = ipc_sysv_private (f->kind, 1);
  const char *wrong = NULL;

  if (one == -1 || other == -1)
    wrong = ipc_errno_name (errno);
  else if (one == other)
    wrong = "one id for both";
  else
    {
      IPC_SETUP (f->put (one, '7') == 0);
      if (f->take (other) != 0)
        wrong = "one object for both";
      else if (f->take (one) != '7')
        wrong = "not even in the first";
    }
  ipc_remove_sysv (f->kind, one);
  ipc_remove_sysv (f->kind, other);
  return wrong;
}

IPC_TEST (private_distinct)
{
  const char *wrong = keys_each (make_two);

  ipc_observe (wrong == NULL ? "another object each time" : wrong);
}

struct making
{
  const struct family *f;
  key_t key;
};

/* Make it, leave something in it, tell its id, and end.  */
static int
make_and_end (struct ipc_link *link, void *arg)
{
  const struct making *m = arg;
  int id = m->f->get (m->key, IPC_CREAT | IPC_EXCL | 0600);

  IPC_SETUP (id != -1 && m->f->put (id, '5') == 0);
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

static const char *
use_removed (const struct family *f)
{
  key_t key = ipc_sysv_key (f->kind);
  int id = f->get (key, IPC_CREAT | IPC_EXCL | 0600);
  const char *wrong = NULL;

  IPC_SETUP (id != -1 && f->put (id, '1') == 0);
  if (f->destroy (id) == -1)
    return ipc_errno_name (errno);
  wrong = keys_refused ("put", f->put (id, '1'), EINVAL);
  if (wrong == NULL)
    wrong = keys_refused ("take", f->take (id), EINVAL);
  if (wrong == NULL)
    wrong = keys_refused ("stat", f->stat (id), EINVAL);
  if (wrong == NULL)
    wrong = keys_refused ("remove", f->destroy (id), EINVAL);
  if (wrong == NULL)
    wrong = keys_refused ("find", f->get (key, 0), ENOENT);
  ipc_remove_sysv (f->kind, id);
  return wrong;
}

IPC_TEST (id_invalid)
{
  const char *wrong = keys_each (use_removed);

  ipc_observe (wrong == NULL ? "EINVAL" : wrong);
}

enum { MANY = 1000 };

/* Make and remove queues until one has the id of another before it: how many
   that takes; MANY if none has.  */
static int
until_repeat (void)
{
  static int ids[MANY];
  int n, i;

  for (n = 0; n < MANY; n++)
    {
      ids[n] = ipc_sysv_private (IPC_QUEUE, 0);
      IPC_SETUP (ids[n] != -1);
      ipc_remove_sysv (IPC_QUEUE, ids[n]);
      for (i = 0; i < n; i++)
        if (ids[i] == ids[n])
          return n;
    }
  return MANY;
}

/* Who asks for the key again learns what became of it.  */
IPC_TEST (id_reuse)
{
  key_t key;
  int id, after;

  ipc_need_sysv (IPC_QUEUE);
  key = ipc_sysv_key (IPC_QUEUE);
  id = msgget (key, IPC_CREAT | IPC_EXCL | 0600);
  IPC_SETUP (id != -1);
  ipc_remove_sysv (IPC_QUEUE, id);
  after = until_repeat ();
  ipc_detail (after == MANY ? "no id came twice among %d" : "after %d", after);
  if (msgget (key, 0) != -1 || errno != ENOENT)
    ipc_observe ("the key finds what was removed");
  else
    ipc_observe (after == MANY ? "not shown" : "shown");
}

/* A program that takes KEY for its own, and leaves a secret there.  */
static int
be_first (struct ipc_link *link, void *arg)
{
  const key_t *key = arg;
  int id = msgget (*key, IPC_CREAT | 0600);

  IPC_SETUP (id != -1);
  IPC_SETUP (ipc_send_message (id, 1, "secret", 0) == 0);
  ipc_tell (link, 'm');
  ipc_hear_end (link);
  return 0;
}

/* Whether a second one does meet it; the careful one does not.  */
IPC_TEST (key_collision)
{
  struct ipc_child child;
  key_t key;
  int id, shared, exclusive, error;

  ipc_need_sysv (IPC_QUEUE);
  key = ipc_sysv_key (IPC_QUEUE);
  child = ipc_start (be_first, &key);
  ipc_expect (&child.link, 'm');
  exclusive = msgget (key, IPC_CREAT | IPC_EXCL | 0600);
  error = errno;
  id = msgget (key, IPC_CREAT | 0600);
  IPC_SETUP (id != -1);
  shared = strcmp (ipc_got_message (id, 0, IPC_NOWAIT), "secret") == 0;
  ipc_remove_sysv (IPC_QUEUE, id);
  ipc_join_exit (&child);
  if (exclusive != -1 || error != EEXIST)
    ipc_observef ("IPC_EXCL: %s", exclusive != -1 ? "found it"
                  : ipc_errno_name (error));
  else
    ipc_observe (shared ? "shown" : "not shown");
}

/* The word of the first family that does not work.  */
IPC_TEST (absent_signal)
{
  const char *word[KEYS_FAMILIES], *first = NULL;
  int i;

  for (i = 0; i < KEYS_FAMILIES; i++)
    {
      word[i] = ipc_sysv_state (keys_families[i].kind);
      if (first == NULL && strcmp (word[i], "works") != 0)
        first = word[i];
    }
  ipc_detail ("msgget %s, semget %s, shmget %s", word[0], word[1], word[2]);
  if (first != NULL && strcmp (first, "ENOSPC") == 0)
    ipc_not_exercised ("no room for another System V object");
  ipc_observe (first == NULL ? "all three work" : first);
}
