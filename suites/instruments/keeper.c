/* keeper.c - the process that removes what a killed case has made.
   SPDX-License-Identifier: BSD-2-Clause

   It belongs to nobody, and its end of file is the end of all who could make
   something: the case and its children.  */

#include "keeper.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/hold.h"
#include "frame/report.h"
#include "aside.h"
#include "child.h"
#include "sysv-calls.h"

/* The case's ends, and whose they are to read answers from.  */
static int requests = -1, answers = -1;
static pid_t owner;
static int has_left;

/* The keeper's books.  */
static struct entry
{
  int kind, id, keyed;
  key_t key;
  char name[IPC_POSIX_NAME];
} *entries;
static size_t n_entries;

/* read() of just SIZE bytes; returns -1 at end of file or on error.  */
static int
get (int fd, void *data, size_t size)
{
  ssize_t n;

  do
    n = read (fd, data, size);
  while (n == -1 && errno == EINTR);
  return n == (ssize_t) size ? 0 : -1;
}

/* Without room for the entry nobody would remove it: 0.  */
static int
note (const struct ipc_keeping_request *r, int id, int keyed)
{
  struct entry *more = realloc (entries, (n_entries + 1) * sizeof *more);

  if (more == NULL)
    return 0;
  entries = more;
  entries[n_entries].kind = r->kind;
  entries[n_entries].id = id;
  entries[n_entries].key = r->key;
  memcpy (entries[n_entries].name, r->name, sizeof r->name);
  entries[n_entries++].keyed = keyed;
  return 1;
}

static void
strike_out (const struct ipc_keeping_request *r)
{
  size_t i;

  for (i = 0; i < n_entries; i++)
    if (entries[i].kind == r->kind && entries[i].id == r->id
        && entries[i].key == r->key && strcmp (entries[i].name, r->name) == 0)
      entries[i--] = entries[--n_entries];
}

static void
remove_all (void)
{
  size_t i;

  for (i = 0; i < n_entries; i++)
    {
      struct entry *e = &entries[i];
      int id = e->keyed ? ipc_sysv_find (e->kind, e->key) : e->id;

      if (e->name[0] != '\0')
        ipc_posix_destroy (e->kind, e->name);
      else if (id != -1)
        ipc_sysv_destroy (e->kind, id);
    }
}

static int
make (const struct ipc_keeping_request *r)
{
  int id, held = ipc_hold ();

  ipc_release (r->armed);
  id = ipc_sysv_get (r->kind, IPC_PRIVATE, r->size, r->flags);
  ipc_release (held);
  return id;
}

static struct ipc_keeping_answer
make_new (const struct ipc_keeping_request *r)
{
  struct ipc_keeping_answer a;

  a.result = make (r);
  a.error = errno;
  if (a.result != -1 && !note (r, a.result, 0))
    {
      ipc_sysv_destroy (r->kind, a.result);
      a.result = -1;
      a.error = ENOMEM;
    }
  return a;
}

/* In a child, which the call may kill.  */
static struct ipc_keeping_answer
try_one (const struct ipc_keeping_request *r)
{
  struct rlimit no_core = { 0, 0 };
  struct ipc_keeping_answer a = { -1, EAGAIN };
  int status = 0, id, fd[2];
  pid_t pid;

  if (pipe (fd) == -1)
    return a;
  pid = fork ();
  if (pid == 0)
    {
      setrlimit (RLIMIT_CORE, &no_core);
      id = make (r);
      a.error = errno;
      a.result = id == -1 ? -1 : 0;
      if (id != -1)
        ipc_sysv_destroy (r->kind, id);
      _exit (write (fd[1], &a, sizeof a) != sizeof a);
    }
  close (fd[1]);
  if (pid == -1)
    {
      close (fd[0]);
      return a;
    }
  if (get (fd[0], &a, sizeof a) == -1)
    a.result = -1;
  close (fd[0]);
  while (waitpid (pid, &status, 0) == -1 && errno == EINTR)
    continue;
  if (WIFSIGNALED (status))
    a.result = WTERMSIG (status);
  return a;
}

static struct ipc_keeping_answer
reserve (const struct ipc_keeping_request *r)
{
  struct ipc_keeping_answer a = { -1, EEXIST };

  if (ipc_sysv_find (r->kind, r->key) != -1 || errno == EACCES
      || errno == EINVAL)
    return a;
  if (errno != ENOENT)
    a.error = errno;
  else if (!note (r, -1, 1))
    a.error = ENOMEM;
  else
    a.result = 0;
  return a;
}

/* Returns whether *A is to be sent.  */
static int
serve_one (const struct ipc_keeping_request *r, struct ipc_keeping_answer *a)
{
  switch (r->what)
    {
    case IPC_KEEP_ID:
    case IPC_KEEP_NAME:
      note (r, r->id, 0);
      return 0;
    case IPC_KEEP_NO_MORE:
      strike_out (r);
      return 0;
    case IPC_KEEP_KEY:
      *a = reserve (r);
      return 1;
    case IPC_KEEP_NEW:
      *a = make_new (r);
      return 1;
    default:
      *a = try_one (r);
      return 1;
    }
}

/* An answer that nobody wants any more would end this before its work.  */
static void
serve (int in, int out)
{
  struct ipc_keeping_request r;
  struct ipc_keeping_answer a;

  signal (SIGPIPE, SIG_IGN);
  signal (SIGCHLD, SIG_DFL);
#ifdef SIGSYS
  signal (SIGSYS, SIG_DFL);
#endif
  ipc_settle (in, out);
  while (get (in, &r, sizeof r) == 0)
    if (serve_one (&r, &a) && write (out, &a, sizeof a) != sizeof a)
      break;
  remove_all ();
  _exit (0);
}

static void
start (void)
{
  int in[2], out[2];

  IPC_SETUP (pipe (in) == 0 && pipe (out) == 0);
  if (ipc_fork_servant () == 0)
    serve (in[0], out[1]);
  close (in[0]);
  close (out[1]);
  requests = ipc_set_aside (in[1]);
  answers = ipc_set_aside (out[0]);
  owner = getpid ();
}

static void
drop (void)
{
  if (requests != -1)
    close (requests);
  if (answers != -1)
    close (answers);
  requests = answers = -1;
}

void
ipc_tell_keeper (const struct ipc_keeping_request *r)
{
  int held = ipc_hold ();
  ssize_t n;

  if (requests == -1)
    start ();
  do
    n = write (requests, r, sizeof *r);
  while (n == -1 && errno == EINTR);
  IPC_SETUP (n == sizeof *r);
  ipc_release (held);
}

struct ipc_keeping_answer
ipc_ask_keeper (const struct ipc_keeping_request *r)
{
  int held = ipc_hold ();
  struct ipc_keeping_answer a;

  if (owner != getpid ())
    drop ();
  ipc_tell_keeper (r);
  IPC_SETUP (get (answers, &a, sizeof a) == 0);
  ipc_release (held);
  return a;
}

void
ipc_leave_keeper (void)
{
  int held = ipc_hold ();

  drop ();
  has_left = 1;
  ipc_release (held);
}

int
ipc_has_left_keeper (void)
{
  return has_left;
}
