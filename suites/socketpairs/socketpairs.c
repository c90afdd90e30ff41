/* socketpairs.c - what the cases on socket pairs share.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "socketpairs.h"

int
try_pair (int type, int fd[2])
{
  int result = socketpair (AF_UNIX, type, 0, fd);
  int error = errno;

  if (result == -1 && ipc_mapped ("socketpair"))
    ipc_need_loopback ();
  errno = error;
  return result;
}

int
need_pair (int type, int fd[2])
{
  int ok = try_pair (type, fd) == 0;

  if (!ok)
    {
      IPC_SETUP (errno == ENOSYS || errno == EPROTONOSUPPORT
                 || errno == EOPNOTSUPP || errno == EAFNOSUPPORT
                 || errno == EPROTOTYPE || errno == ESOCKTNOSUPPORT);
      ipc_detail ("socketpair: %s", ipc_errno_name (errno));
      ipc_observe ("absent");
    }
  return ok;
}

int
make_quick (int fd[2])
{
  char byte;
  int i;

  for (i = 0; i < 2; i++)
    {
      ipc_nonblocking (fd[i], 1);
      if (ipc_read_now (fd[i], &byte, 1) == IPC_READ_BLOCKS)
        {
          ipc_observe ("blocks in spite of O_NONBLOCK");
          return 0;
        }
    }
  return 1;
}

int
need_quick_pair (int type, int fd[2])
{
  return need_pair (type, fd) && make_quick (fd);
}

static void
await (int fd, short events)
{
  int held = ipc_hold ();
  struct pollfd p;

  p.fd = fd;
  p.events = events;
  while (ipc_mapped ("socketpair") && poll (&p, 1, -1) == -1)
    IPC_SETUP (errno == EINTR);
  ipc_release (held);
}

void
settle (int fd)
{
  await (fd, POLLIN);
}

void
settle_reset (int fd)
{
  await (fd, 0);
}

ssize_t
take (int fd, void *buffer, size_t size)
{
  settle (fd);
  return read (fd, buffer, size);
}

const char *
gave (ssize_t n)
{
  static char text[4][32];
  static int last;

  last = (last + 1) % 4;
  if (n > 0)
    snprintf (text[last], sizeof text[last], "%ld bytes", (long) n);
  else
    snprintf (text[last], sizeof text[last], "%s",
              n == 0 ? "end of file" : ipc_errno_name (errno));
  return text[last];
}

int
is_empty (ssize_t n)
{
  return n == -1 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

int
(two_pipes) (int side[2][2])
{
  int there[2], back[2];

  if (pipe (there) == -1)
    return -1;
  if (pipe (back) == -1)
    {
      close (there[0]);
      close (there[1]);
      return -1;
    }
  side[0][0] = back[0];
  side[0][1] = there[1];
  side[1][0] = there[0];
  side[1][1] = back[1];
  return 0;
}
