/* pipe-by-pair.c - pipe() by a pair of sockets.
   SPDX-License-Identifier: BSD-2-Clause

   Each end has the direction shut down that is not its own.  What this does
   not preserve:
     the wrong direction is an error: to write to the reader's end raises
       SIGPIPE and fails with EPIPE, to read from the writer's end gives the
       end of file                                  pipes.one_way
     a writer whose reader closes before it has read all, also one that waits
       for room, may get ECONNRESET, once, and no SIGPIPE  pipes.sigpipe
     writes up to PIPE_BUF are atomic               pipes.atomic
     capacity, and when poll() finds room           pipes.capacity,
                                                    pipes.select_write_room
   Both ends are sockets to fstat(), open for both directions to F_GETFL, and
   have no PIPE_BUF to fpathconf().  */

#include "probed.h"
#include "ipcompat-files.h"
#include "ipcompat-sockets.h"

#include <errno.h>
#include <unistd.h>

#ifdef IPCOMPAT_NO_SOCKETS

int
ipc_fb_pipe (int fd[2])
{
  (void) fd;
  errno = ENOSYS;
  return -1;
}

#else

# if defined IPC_PROBE_SOCKETPAIR && !IPC_PROBE_SOCKETPAIR
#  define socketpair(domain, type, protocol, fd) \
  ipc_fb_socketpair (domain, type, protocol, fd)
# endif

/* Whether FD has only one direction, which may have come by the other end's
   shutdown() already.  */
static int
shut (int fd, int how)
{
  return shutdown (fd, how) == 0 || errno == ENOTCONN;
}

int
ipc_fb_pipe (int fd[2])
{
  int pair[2], error;

  if (socketpair (AF_UNIX, SOCK_STREAM, 0, pair) == -1)
    return -1;
  if (shut (pair[0], SHUT_WR) && shut (pair[1], SHUT_RD))
    {
      fd[0] = pair[0];
      fd[1] = pair[1];
      return 0;
    }
  error = errno;
  close (pair[0]);
  close (pair[1]);
  errno = error;
  return -1;
}

#endif
