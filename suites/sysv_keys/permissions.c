/* permissions.c - what another user may do to an object.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>

#include "sysv_keys.h"

/* An object with a mode, and what each attempt of another user gives.  */
struct attempt
{
  const struct family *f;
  int mode;
  key_t key;
  int id;
  char wrong[64];               /* the child's answer; "" if nothing is */
};

static uid_t uid;
static gid_t gid;

static int
ask (struct attempt *a, int what)
{
  switch (what)
    {
    case 0:
      return a->f->get (a->key, 0400);
    case 1:
      return a->f->get (a->key, 0200);
    case 2:
      return a->f->stat (a->id);
    case 3:
      return a->f->take (a->id);
    case 4:
      return a->f->put (a->id, '1');
    default:
      return a->f->destroy (a->id);
    }
}

/* Whether the mode lets others do it: 0, or the error.  */
static int
expected (const struct attempt *a, int what)
{
  static const int wants[] = { 4, 2, 4, 4, 2 };

  if (what == 5)
    return EPERM;
  /* What is attached to be written to can be read, too.  */
  if (what == 4 && a->f->kind == IPC_SEGMENT)
    return (a->mode & 6) == 6 ? 0 : EACCES;
  return (a->mode & wants[what]) == wants[what] ? 0 : EACCES;
}

static int
be_other (struct ipc_link *link, void *arg)
{
  static const char *const names[] =
    { "find to read", "find to write", "stat", "take", "put", "remove" };
  struct attempt *a = arg;
  int what, result, error, right;

  ipc_become (uid, gid);
  for (what = 0; what < 6 && a->wrong[0] == '\0'; what++)
    {
      result = ask (a, what);
      error = result == -1 ? errno : 0;
      right = expected (a, what);
      if (error != right)
        snprintf (a->wrong, sizeof a->wrong, "mode %o, %s: %s", a->mode,
                  names[what], error == 0 ? "works" : ipc_errno_name (error));
    }
  ipc_send (link, a->wrong, sizeof a->wrong);
  return 0;
}

static const char *
try_mode (const struct family *f, int mode)
{
  static struct attempt a;
  struct ipc_child child;

  memset (&a, 0, sizeof a);
  a.f = f;
  a.mode = mode;
  a.key = ipc_sysv_key (f->kind);
  a.id = f->get (a.key, IPC_CREAT | IPC_EXCL | mode);
  IPC_SETUP (a.id != -1 && f->put (a.id, '1') == 0);
  child = ipc_start (be_other, &a);
  ipc_receive (&child.link, a.wrong, sizeof a.wrong);
  ipc_join_exit (&child);
  ipc_remove_sysv (f->kind, a.id);
  return a.wrong[0] == '\0' ? NULL : a.wrong;
}

static const char *
try_modes (const struct family *f)
{
  static const int modes[] = { 0600, 0660, 0604, 0602, 0606 };
  const char *wrong = NULL;
  int i;

  for (i = 0; i < 5 && wrong == NULL; i++)
    wrong = try_mode (f, modes[i]);
  return wrong;
}

IPC_TEST (permissions)
{
  const char *wrong;

  ipc_second_uid (&uid, &gid);
  wrong = keys_each (try_modes);
  ipc_observe (wrong == NULL ? "EACCES, EPERM" : wrong);
}
