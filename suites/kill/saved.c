/* saved.c - which user ids decide who may signal whom.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "frame/suite.h"

#include "kill.h"

/* Real, effective and saved user id: 'a', 'b' or '0' for root.  What root
   can reach by setreuid() and seteuid(), which all platforms have.  */
struct ids
{
  const char *is;               /* in the end */
  const char *by;               /* what setreuid() gets, '-' for none */
  const char *effective;        /* what seteuid() gets then, or NULL */
};

static const struct ids
  all_a = { "aaa", "aa", NULL }, all_b = { "bbb", "bb", NULL },
  effective_a = { "baa", "ba", NULL }, real_a = { "abb", "ab", NULL },
  saved_a = { "bba", "ba", "b" }, just_effective_a = { "ba0", "b0", "a" };

static const struct pair
{
  const struct ids *sender, *target;
  int allowed;
  const char *what;
} pairs[] =
{
  { &all_a, &real_a, 1, "real to real" },
  { &all_a, &saved_a, 1, "to the saved one" },
  { &all_a, &just_effective_a, 0, "to the effective one" },
  { &effective_a, &all_a, 1, "from the effective one" },
  { &real_a, &all_a, 1, "from the real one" },
  { &saved_a, &all_a, 0, "from the saved one" },
  { &all_b, &all_a, 0, "to a stranger" }
};

static struct user users[2];

static uid_t
uid_of (char name)
{
  return name == '0' ? 0 : users[name == 'b'].uid;
}

/* Take the ids; that the saved one is there, too, shows in that it can be
   the effective one.  */
static int
take_ids (int what, void *arg)
{
  const struct ids *i = arg;

  if (what != 'i')
    return what;
  IPC_SETUP (setreuid (uid_of (i->by[0]), uid_of (i->by[1])) == 0);
  if (i->effective != NULL)
    {
      IPC_SETUP (seteuid (uid_of (*i->effective)) == 0);
      IPC_SETUP (seteuid (uid_of (i->is[2])) == 0);
      IPC_SETUP (seteuid (uid_of (*i->effective)) == 0);
    }
  IPC_SETUP (getuid () == uid_of (i->is[0]));
  IPC_SETUP (geteuid () == uid_of (i->is[1]));
  ipc_tie_to_parent (getppid ());
  return what;
}

struct sending
{
  const struct pair *pair;
  pid_t target;
};

static int
send_as (struct ipc_link *link, void *arg)
{
  const struct sending *s = arg;
  struct ids ids = *s->pair->sender;
  int error[2];

  take_ids ('i', &ids);
  error[0] = kill_error (s->target, 0);
  error[1] = kill_error (s->target, SIGHUP);
  ipc_send (link, error, sizeof error);
  return 0;
}

/* What goes wrong with P, or NULL.  */
static const char *
trouble (const struct pair *p)
{
  struct ids ids = *p->target;
  struct start s = { 0, NULL, take_ids, NULL };
  struct sending sending;
  struct ipc_child sender;
  struct member target;
  int error[2], caught, right = p->allowed ? 0 : EPERM;

  s.arg = &ids;
  member_start (&target, &s);
  IPC_SETUP (ipc_ask (&target.child.link, 'i') == 'i');
  sending.pair = p;
  sending.target = target.child.pid;
  sender = ipc_start (send_as, &sending);
  ipc_receive (&sender.link, error, sizeof error);
  IPC_SETUP (ipc_join_exit (&sender) == 0);
  caught = member_caught (&target, SIGHUP, p->allowed);
  member_end (&target);
  if (error[0] != error[1])
    return "not as signal 0";
  if (error[0] != right)
    return error[0] == 0 ? "allowed" : ipc_errno_name (error[0]);
  return caught ? NULL : "lost";
}

IPC_TEST (saved_uid)
{
  const char *wrong = NULL;
  size_t i;

  users[0] = second_user ();
  users[1] = third_user ();
  for (i = 0; i < sizeof pairs / sizeof *pairs && wrong == NULL; i++)
    wrong = trouble (&pairs[i]);
  if (wrong == NULL)
    ipc_observe ("real or effective to real or saved");
  else
    ipc_observef ("%s: %s", pairs[i - 1].what, wrong);
}
