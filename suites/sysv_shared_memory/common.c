/* common.c - what the cases about shared memory share.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>

#include "facilities/facilities.h"
#include "sysv_shared_memory.h"

int
memory_segment (size_t size)
{
  int held = ipc_hold (), id;

  ipc_need_sysv (IPC_SEGMENT);
  id = ipc_sysv_private (IPC_SEGMENT, size);
  IPC_SETUP (id != -1);
  ipc_release (held);
  return id;
}

volatile char *
memory_attach (int id, int flags)
{
  void *memory = shmat (id, NULL, flags);

  IPC_SETUP (memory != (void *) -1 && memory != NULL);
  return memory;
}

void
memory_detach (volatile char *memory)
{
  IPC_SETUP (shmdt ((const void *) memory) == 0);
}

long
memory_attached (int id)
{
  struct shmid_ds ds;

  memset (&ds, 0, sizeof ds);
  return shmctl (id, IPC_STAT, &ds) == -1 ? -1 : (long) ds.shm_nattch;
}

enum { LOOKS = 1000 };

int
memory_becomes_attached (int id, long n)
{
  int i;

  for (i = 0; i < LOOKS && memory_attached (id) != n; i++)
    ipc_let_pass (1);
  return memory_attached (id) == n;
}

static int
act (int what, void *arg)
{
  struct user *u = arg;

  switch (what)
    {
    case 'w':
      u->memory[1] = 'c';
      return 'w';
    case 'r':
      return u->memory[0];
    case 'd':
      return shmdt ((const void *) u->memory) == 0 ? 'd' : 'f';
    default:
      return -1;
    }
}

int
memory_serve (struct ipc_link *link, struct user *u)
{
  ipc_tell (link, 'a');
  return ipc_serve (link, act, u);
}

static int
use (struct ipc_link *link, void *arg)
{
  struct user *u = arg;

  if (u->memory == NULL)
    u->memory = memory_attach (u->id, 0);
  return memory_serve (link, u);
}

struct ipc_child
memory_user (struct user *u)
{
  struct ipc_child child = ipc_start (use, u);

  ipc_expect (&child.link, 'a');
  return child;
}

int
memory_ask (struct ipc_child *child, char what)
{
  return ipc_ask (&child->link, what);
}

const char *
memory_differs (volatile char *memory, struct ipc_child *child)
{
  memory[1] = '-';
  memory[0] = 'q';
  if (memory_ask (child, 'r') != 'q')
    return "a store does not arrive";
  memory_ask (child, 'w');
  return memory[1] == 'c' ? NULL : "a store of the child does not arrive";
}
