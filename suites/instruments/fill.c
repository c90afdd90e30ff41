/* fill.c - a full pipe or socket.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "fill.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "frame/hold.h"
#include "frame/report.h"

int
ipc_nonblocking (int fd, int on)
{
  int held = ipc_hold ();
  int flags = fcntl (fd, F_GETFL);

  IPC_SETUP (flags != -1);
  IPC_SETUP (fcntl (fd, F_SETFL, on ? flags | O_NONBLOCK
                                    : flags & ~O_NONBLOCK) == 0);
  ipc_release (held);
  return (flags & O_NONBLOCK) != 0;
}

/* More than any pipe or socket takes: what does take it is never full.  */
enum { MOST_BYTES = 1 << 25 };

size_t
ipc_fill (int fd)
{
  int held = ipc_hold ();
  int was = ipc_nonblocking (fd, 1);
  char block[4096];
  size_t total = 0, size;

  memset (block, 'f', sizeof block);
  /* Large pieces first, then smaller ones: a pipe may refuse a piece that
     it cannot take whole.  */
  for (size = sizeof block; size > 0; size /= 16)
    for (;;)
      {
        ssize_t n = write (fd, block, size);

        if (n == -1 && errno == EINTR)
          continue;
        if (n == -1 && (errno == EAGAIN || errno == EWOULDBLOCK))
          break;
        IPC_SETUP (n > 0);
        total += (size_t) n;
        if (total > MOST_BYTES)
          ipc_not_exercised ("it takes whatever is written, and is never full");
      }
  ipc_nonblocking (fd, was);
  ipc_release (held);
  ipc_uses ("fill");
  return total;
}

size_t
ipc_drain (int fd, size_t size)
{
  int held = ipc_hold ();
  char block[4096];
  size_t total = 0;

  while (total < size)
    {
      size_t want = size - total < sizeof block ? size - total : sizeof block;
      ssize_t n = read (fd, block, want);

      if (n == -1 && errno == EINTR)
        continue;
      IPC_SETUP (n >= 0);
      if (n == 0)
        break;
      total += (size_t) n;
    }
  ipc_release (held);
  return total;
}
