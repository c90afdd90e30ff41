/* shared.c - who shares an object, and whether there are any.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "sysv_keys.h"

struct meeting
{
  const struct family *f;
  key_t key;
};

/* A program that takes a key for its own, and leaves a secret there.  */
static int
be_first (struct ipc_link *link, void *arg)
{
  const struct meeting *m = arg;
  int id = keys_made (m->f->get (m->key, IPC_CREAT | 0600));

  IPC_SETUP (m->f->put (id, '5') == 0);
  ipc_tell (link, 'm');
  ipc_hear_end (link);
  return 0;
}

/* IPC_EXCL tells that KEY is taken.  */
static const char *
is_told (const struct family *f, key_t key)
{
  return keys_refused ("IPC_EXCL",
                       f->get (key, IPC_CREAT | IPC_EXCL | 0600), EEXIST);
}

/* It does not for a key that nobody has, and gives what nobody has used.  */
static const char *
is_free (const struct family *f)
{
  int id = f->get (ipc_sysv_key (f->kind), IPC_CREAT | IPC_EXCL | 0600);
  const char *wrong;

  if (id == -1 && errno == ENOSPC)
    keys_made (id);
  wrong = id == -1 ? "IPC_EXCL refuses a free key"
          : f->take (id) != 0 ? "a free key has something" : NULL;
  ipc_remove_sysv (f->kind, id);
  return wrong;
}

static int n_met, n_shared;

/* Whether a second program does meet the first; the careful one does not,
   while that runs and when it has ended.  */
static const char *
meet (const struct family *f)
{
  struct meeting m;
  struct ipc_child child;
  const char *wrong;
  int id;

  m.f = f;
  m.key = ipc_sysv_key (f->kind);
  child = ipc_start (be_first, &m);
  ipc_expect (&child.link, 'm');
  wrong = is_told (f, m.key);
  id = f->get (m.key, IPC_CREAT | 0600);
  IPC_SETUP (id != -1);
  n_met++;
  n_shared += f->take (id) == '5';
  ipc_join_exit (&child);
  if (wrong == NULL)
    wrong = is_told (f, m.key);
  if (wrong == NULL)
    wrong = is_free (f);
  ipc_remove_sysv (f->kind, id);
  return wrong;
}

IPC_TEST (key_collision)
{
  const char *wrong;

  ipc_need_sysv (IPC_QUEUE);
  wrong = keys_each (meet);
  ipc_observe (wrong != NULL ? wrong : n_shared == 0 ? "not shown"
               : n_shared == n_met ? "shown" : "in some families alone");
}

struct used
{
  const struct family *f;
  int id;
};

/* Use an object, by calls that may end this process: tell that it works, or
   the error.  */
static int
use (struct ipc_link *link, void *arg)
{
  static const struct rlimit none = { 0, 0 };
  const struct used *u = arg;
  int error;

  setrlimit (RLIMIT_CORE, &none);
  if (u->f->put (u->id, '1') == 0 && u->f->take (u->id) == '1')
    ipc_tell (link, 'w');
  else
    {
      error = errno;
      ipc_tell (link, 'e');
      ipc_send (link, &error, sizeof error);
    }
  return 0;
}

/* "works", or what the calls of F do: those that make an object, or those that
   use it.  */
static const char *
state_of (const struct family *f)
{
  const char *word = ipc_sysv_state (f->kind);
  struct ipc_child child;
  struct used u;
  int what, status, error = 0;

  if (strcmp (word, "works") != 0)
    return word;
  u.f = f;
  u.id = keys_made (ipc_sysv_private (f->kind, 1));
  child = ipc_start (use, &u);
  what = ipc_hear_end (&child.link);
  if (what == 'e')
    ipc_receive (&child.link, &error, sizeof error);
  status = ipc_join (&child);
  ipc_remove_sysv (f->kind, u.id);
  return what == 'w' ? word
         : WIFSIGNALED (status) ? ipc_signal_name (WTERMSIG (status))
         : ipc_errno_name (error);
}

/* The word of the first family that does not work.  */
IPC_TEST (absent_signal)
{
  const char *word[KEYS_FAMILIES], *first = NULL;
  int i;

  for (i = 0; i < KEYS_FAMILIES; i++)
    {
      word[i] = state_of (&keys_families[i]);
      if (first == NULL && strcmp (word[i], "works") != 0)
        first = word[i];
    }
  ipc_detail ("queues: %s; semaphores: %s; segments: %s", word[0], word[1],
              word[2]);
  if (first != NULL && strcmp (first, "ENOSPC") == 0)
    ipc_not_exercised ("no room for another System V object");
  ipc_observe (first == NULL ? "all three work" : first);
}
