/* instruments_release_test.c - was it woken?
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <sched.h>
#include <unistd.h>

#include "frame/suite.h"

enum { ROUNDS = 50, LOOKS = 5 };

/* What the child reads, and how often it may have told that.  */
struct taking
{
  int fd;
  volatile int may_tell;
};

/* Take byte after byte, and tell each when that is allowed: until then it
   is ready to run, and lets others.  */
static int
read_bytes (struct ipc_link *link, void *arg)
{
  struct taking *t = arg;
  char byte;
  int n;

  for (n = 1; read (t->fd, &byte, 1) == 1 && byte == 'd'; n++)
    {
      while (t->may_tell < n)
        sched_yield ();
      ipc_tell (link, 'r');
    }
  return 0;
}

/* Release CHILD through FD, and look at once: whether it still is blocked,
   before it may be so again.  */
static int
looks_asleep (struct ipc_child *child, int fd, struct taking *t)
{
  char call[40];
  int i, asleep = 0;

  ipc_await_blocked (child->pid, "read");
  IPC_SETUP (write (fd, "d", 1) == 1);
  for (i = 0; i < LOOKS; i++)
    asleep |= ipc_state (child->pid, call, sizeof call) == IPC_BLOCKED;
  t->may_tell++;
  ipc_expect (&child->link, 'r');
  return asleep;
}

static int
write_one (struct ipc_link *link, void *arg)
{
  ssize_t n = write (*(const int *) arg, "x", 1);

  ipc_tell (link, n == 1 ? 'w' : '?');
  return 0;
}

/* Calls on an empty pipe: one that blocks, and one that does not; and who
   waits to write into a full pipe does not fill another.  */
static const char *
misjudges (void)
{
  struct ipc_child writer;
  int empty[2], full[2];
  char byte;
  ssize_t n;

  IPC_SETUP (pipe (empty) == 0 && pipe (full) == 0);
  ipc_fill (full[1]);
  if (ipc_read_now (empty[0], &byte, 1) != IPC_READ_BLOCKS)
    return "misses a call that blocks";
  ipc_nonblocking (empty[0], 1);
  if (ipc_read_now (empty[0], &byte, 1) != -1 || errno != EAGAIN)
    return "sees a call block that fails";
  writer = ipc_start (write_one, &full[1]);
  n = ipc_read_from (empty[0], &byte, 1, &writer, "write");
  ipc_end (&writer);
  return n == IPC_READ_BLOCKS ? NULL : "misses a writer that waits";
}

/* What is for somebody else does not count, nor how long one waits for what
   does not come.  */
IPC_TEST (release_oracle)
{
  struct taking *t = ipc_shared (sizeof *t);
  struct ipc_child child;
  const char *wrong = NULL;
  int fd[2], other[2], i, asleep = 0, blocks, tells;

  IPC_SETUP (pipe (fd) == 0 && pipe (other) == 0);
  t->fd = fd[0];
  child = ipc_start (read_bytes, t);
  for (i = 0; i < ROUNDS && !asleep; i++)
    asleep = looks_asleep (&child, fd[1], t);
  ipc_await_blocked (child.pid, "read");
  IPC_SETUP (write (other[1], "d", 1) == 1);
  blocks = ipc_await_released (&child, "read") == IPC_BLOCKS;
  t->may_tell++;
  IPC_SETUP (write (fd[1], "d", 1) == 1);
  tells = ipc_await_released (&child, "read") == IPC_TELLS;
  if (tells)
    ipc_expect (&child.link, 'r');
  /* Where the former fails this might wait.  */
  if (!asleep && blocks && tells)
    wrong = misjudges ();
  ipc_detail ("%d releases", i);
  ipc_observe (asleep ? "sees it blocked after its release"
               : !blocks ? "takes it for released"
               : !tells ? "takes it for blocked"
               : wrong != NULL ? wrong : "tells who was woken");
  ipc_end (&child);
}
