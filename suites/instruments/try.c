/* try.c - calls that ought not to block, and may.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "try.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "frame/hold.h"
#include "frame/report.h"
#include "shared.h"

enum { PACE_MS = 10 };

struct attempt
{
  long (*make) (void *);
  void *arg;
};

struct outcome
{
  long result;
  int error;
};

/* The call is the body's business: faults strike in it.  */
static int
make_call (struct ipc_link *link, void *arg)
{
  const struct attempt *a = arg;
  struct outcome o;

  memset (&o, 0, sizeof o);
  o.result = a->make (a->arg);
  o.error = errno;
  ipc_send (link, &o, sizeof o);
  return 0;
}

enum ipc_event
ipc_try (const char *call, long (*make) (void *), void *arg, long *result)
{
  struct attempt a;
  struct outcome o;
  struct ipc_child child;

  a.make = make;
  a.arg = arg;
  child = ipc_start (make_call, &a);
  /* A call whose time is past may sleep until the timer has said so.  */
  if (ipc_await_block_or_tell (&child, call) == IPC_BLOCKS
      && ipc_await_released (&child, call) == IPC_BLOCKS)
    {
      ipc_end (&child);
      return IPC_BLOCKS;
    }
  ipc_receive (&child.link, &o, sizeof o);
  ipc_join_exit (&child);
  *result = o.result;
  errno = o.error;
  return IPC_TELLS;
}

/* What the child reads, for its parent to see.  */
static struct reading
{
  int fd;
  size_t size;
  char data[4096];
} *reading;

static long
read_it (void *arg)
{
  struct reading *r = arg;

  return read (r->fd, r->data, r->size);
}

int
ipc_is_ready (int fd, int moment)
{
  int held = ipc_hold ();
  struct pollfd p;
  int n;

  p.fd = fd;
  p.events = POLLIN;
  do
    n = poll (&p, 1, moment);
  while (n == -1 && errno == EINTR);
  ipc_release (held);
  return n != 0;
}

ssize_t
ipc_read_now (int fd, void *data, size_t size)
{
  long n;

  if (ipc_is_ready (fd, 0))
    return read (fd, data, size);
  if (reading == NULL)
    reading = ipc_shared (sizeof *reading);
  IPC_SETUP (size <= sizeof reading->data);
  reading->fd = fd;
  reading->size = size;
  if (ipc_try ("read", read_it, reading, &n) == IPC_BLOCKS)
    return IPC_READ_BLOCKS;
  if (n > 0)
    memcpy (data, reading->data, (size_t) n);
  return n;
}

ssize_t
ipc_read_from (int fd, void *data, size_t size, struct ipc_child *writer,
               const char *call)
{
  /* Asleep meanwhile: to look would take the processor from WRITER.  */
  while (!ipc_is_ready (fd, PACE_MS))
    if (ipc_still_blocked (writer, call) && !ipc_is_ready (fd, 0))
      {
        ipc_uses ("release_oracle");
        return IPC_READ_BLOCKS;
      }
  return read (fd, data, size);
}
