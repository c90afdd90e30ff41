/* instruments_release_test.c - was it woken?
   SPDX-License-Identifier: BSD-2-Clause  */

#include <unistd.h>

#include "frame/suite.h"

enum { ROUNDS = 50 };

/* Take byte after byte, and tell each.  */
static int
read_bytes (struct ipc_link *link, void *arg)
{
  int fd = *(int *) arg;
  char byte;

  while (read (fd, &byte, 1) == 1 && byte == 'd')
    ipc_tell (link, 'r');
  return 0;
}

/* Release CHILD through FD, and look at once: whether it still is blocked as
   it was.  Who has told is blocked anew.  */
static int
looks_asleep (struct ipc_child *child, int fd)
{
  char call[40];
  int asleep;

  ipc_await_blocked (child->pid, "read");
  IPC_SETUP (write (fd, "d", 1) == 1);
  asleep = ipc_state (child->pid, call, sizeof call) == IPC_BLOCKED;
  asleep = asleep && !ipc_heard (&child->link);
  ipc_expect (&child->link, 'r');
  return asleep;
}

/* What is for somebody else does not count, nor how long one waits for what
   does not come.  */
IPC_TEST (release_oracle)
{
  struct ipc_child child;
  int fd[2], other[2], i, asleep = 0, blocks, tells;

  IPC_SETUP (pipe (fd) == 0 && pipe (other) == 0);
  child = ipc_start (read_bytes, &fd[0]);
  for (i = 0; i < ROUNDS && !asleep; i++)
    asleep = looks_asleep (&child, fd[1]);
  ipc_await_blocked (child.pid, "read");
  IPC_SETUP (write (other[1], "d", 1) == 1);
  blocks = ipc_await_released (&child, "read") == IPC_BLOCKS;
  IPC_SETUP (write (fd[1], "d", 1) == 1);
  tells = ipc_await_released (&child, "read") == IPC_TELLS;
  if (tells)
    ipc_expect (&child.link, 'r');
  ipc_detail ("%d releases", i);
  ipc_observe (asleep ? "sees it blocked after its release"
               : !blocks ? "takes it for released"
               : !tells ? "takes it for blocked" : "tells who was woken");
  ipc_end (&child);
}
