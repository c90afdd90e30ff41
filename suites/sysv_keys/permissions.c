/* permissions.c - what another user may do to an object.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <unistd.h>

#include "sysv_keys.h"

/* An object with a mode, and what each attempt of another user gives.  */
struct attempt
{
  const struct family *f;
  int mode;
  int member;                   /* of the object's group */
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
      return a->f->put (a->id, '2');
    case 5:
      return a->f->set (a->id);
    default:
      return a->f->destroy (a->id);
    }
}

/* Whether the mode lets the other one do it: 0, or the error.  */
static int
expected (const struct attempt *a, int what)
{
  static const int wants[] = { 4, 2, 4, 4, 2 };
  int mode = a->member ? a->mode >> 3 : a->mode;

  if (what > 4)
    return EPERM;
  /* What is attached to be written to can be read, too.  */
  if (what == 4 && a->f->kind == IPC_SEGMENT)
    return (mode & 6) == 6 ? 0 : EACCES;
  return (mode & wants[what]) == wants[what] ? 0 : EACCES;
}

/* What the owner finds after all attempts, '1' having been there: what was
   allowed has happened, and nothing else.  */
static int
left (const struct attempt *a)
{
  int taken = expected (a, 3) == 0, put = expected (a, 4) == 0;

  if (a->f->kind == IPC_QUEUE)
    return !taken ? '1' : put ? '2' : 0;
  if (a->f->kind == IPC_SEMAPHORES)
    return put ? '1' + '2' : '1';
  return put ? '2' : '1';
}

static int
be_other (struct ipc_link *link, void *arg)
{
  static const char *const names[] =
    { "find to read", "find to write", "stat", "take", "put", "set",
      "remove" };
  struct attempt *a = arg;
  int what, result, error, right;

  ipc_become (uid, a->member ? getegid () : gid);
  for (what = 0; what < 7 && a->wrong[0] == '\0'; what++)
    {
      result = ask (a, what);
      error = result == -1 ? errno : 0;
      right = expected (a, what);
      if (error != right)
        snprintf (a->wrong, sizeof a->wrong, "mode %o%s, %s: %s", a->mode,
                  a->member ? ", in its group" : "", names[what],
                  error == 0 ? "works" : ipc_errno_name (error));
    }
  ipc_send (link, a->wrong, sizeof a->wrong);
  return 0;
}

static const char *
try_mode (const struct family *f, int mode, int member)
{
  static struct attempt a;
  struct ipc_child child;

  memset (&a, 0, sizeof a);
  a.f = f;
  a.mode = mode;
  a.member = member;
  a.key = ipc_sysv_key (f->kind);
  a.id = keys_made (f->get (a.key, IPC_CREAT | IPC_EXCL | mode));
  IPC_SETUP (f->put (a.id, '1') == 0);
  child = ipc_start (be_other, &a);
  ipc_receive (&child.link, a.wrong, sizeof a.wrong);
  ipc_join_exit (&child);
  if (a.wrong[0] == '\0' && f->take (a.id) != left (&a))
    snprintf (a.wrong, sizeof a.wrong, "mode %o: refused, and done", mode);
  ipc_remove_sysv (f->kind, a.id);
  return a.wrong[0] == '\0' ? NULL : a.wrong;
}

static const char *
try_modes (const struct family *f)
{
  static const int modes[] = { 0600, 0660, 0604, 0602, 0606 };
  static const int members[] = { 0640, 0620, 0606 };
  const char *wrong = NULL;
  int i;

  for (i = 0; i < 5 && wrong == NULL; i++)
    wrong = try_mode (f, modes[i], 0);
  for (i = 0; i < 3 && wrong == NULL; i++)
    wrong = try_mode (f, members[i], 1);
  return wrong;
}

IPC_TEST (permissions)
{
  const char *wrong;

  ipc_second_uid (&uid, &gid);
  wrong = keys_each (try_modes);
  ipc_observe (wrong == NULL ? "EACCES, EPERM" : wrong);
}
