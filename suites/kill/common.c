/* common.c - processes to be signalled.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"

#include "kill.h"

int
(killpg_watch) (pid_t pid)
{
  (void) pid;
  return 0;
}

int
kill_error (pid_t pid, int signo)
{
  return kill (pid, signo) == 0 ? 0 : errno;
}

const char *
error_word (int error)
{
  return error == 0 ? "0" : ipc_errno_name (error);
}

int
wait_for_end (struct ipc_link *link, void *arg)
{
  (void) arg;
  ipc_tell (link, 'r');
  return ipc_hear_end (link) == -1 ? 0 : 1;
}

/* What a new member knows.  */
struct life
{
  const struct member *m;
  const struct start *s;
};

static int
obey (int what, void *arg)
{
  struct order *o = arg;

  if (what == 'k')
    o->error = kill_error (o->pid, o->signo);
  return what;
}

static int
live (struct ipc_link *link, void *arg)
{
  const struct life *l = arg;
  const struct start *s = l->s;

  if (s->group != 0)
    IPC_SETUP (setpgid (0, s->group == OWN_GROUP ? 0 : s->group) == 0);
  if (s->user != NULL)
    ipc_become (s->user->uid, s->user->gid);
  ipc_tally_begin (l->m->tally);
  ipc_tell (link, 'r');
  if (s->act != NULL)
    return ipc_serve (link, s->act, s->arg);
  return ipc_serve (link, obey, l->m->order);
}

void
member_start (struct member *m, const struct start *s)
{
  static const struct start plain;
  struct life l;

  l.m = m;
  l.s = s != NULL ? s : &plain;
  m->tally = ipc_shared (sizeof *m->tally);
  m->order = ipc_shared (sizeof *m->order);
  m->child = ipc_start (live, &l);
  if (l.s->group != 0)
    {
      IPC_SETUP (setpgid (m->child.pid, l.s->group == OWN_GROUP
                          ? m->child.pid : l.s->group) == 0);
      IPC_SETUP (killpg_watch (m->child.pid) == 0);
    }
  ipc_expect (&m->child.link, 'r');
}

pid_t
members_start (struct member m[], int n)
{
  struct start s = { OWN_GROUP, NULL, NULL, NULL };
  int i;

  for (i = 0; i < n; i++)
    {
      member_start (&m[i], &s);
      s.group = m[0].child.pid;
    }
  return s.group;
}

int
member_caught (struct member *m, int signo, int times)
{
  int right;

  IPC_SETUP (ipc_ask (&m->child.link, '?') == '?');
  right = m->tally->n == times && ipc_tally_count (m->tally, signo) == times;
  m->tally->n = 0;
  return right;
}

int
members_caught (struct member m[], int n, int signo)
{
  int i, right = 0;

  for (i = 0; i < n; i++)
    right += member_caught (&m[i], signo, 1);
  return right;
}

void
member_stop (struct member *m)
{
  IPC_SETUP (kill (m->child.pid, SIGSTOP) == 0);
  IPC_SETUP (ipc_await_stopped (m->child.pid) == SIGSTOP);
}

int
member_is_stopped (const struct member *m)
{
  char call[40];
  enum ipc_state state = ipc_state (m->child.pid, call, sizeof call);

  return waitpid (m->child.pid, NULL, WNOHANG | WCONTINUED) == 0
         && (state == IPC_STOPPED || state == IPC_UNKNOWN);
}

void
member_end (struct member *m)
{
  IPC_SETUP (ipc_join_exit (&m->child) == 0);
}

void
members_end (struct member m[], int n)
{
  int i;

  for (i = 0; i < n; i++)
    member_end (&m[i]);
}

int
member_kill (struct member *m, pid_t pid, int signo)
{
  m->order->pid = pid;
  m->order->signo = signo;
  IPC_SETUP (ipc_ask (&m->child.link, 'k') == 'k');
  return m->order->error;
}

struct user
second_user (void)
{
  struct user u;

  ipc_second_uid (&u.uid, &u.gid);
  return u;
}

/* Nobody needs to know it.  Not the next one: "nobody" may have the highest
   that there is.  */
struct user
third_user (void)
{
  struct user u = second_user ();

  if (u.uid > 1)
    u.uid--;
  else
    u.uid++;
  return u;
}
