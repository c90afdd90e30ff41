/* stream.c - what a stream pair carries, and how much.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "socketpairs.h"

/* Enough for every buffer on the way to be full now and then.  */
enum { EXCHANGED = 1 << 20 };

static unsigned char
pattern (size_t i, int side)
{
  return (unsigned char) (i * 7 + i / 251 + (size_t) side * 101);
}

/* Write what is due of EXCHANGED bytes of SIDE's pattern; 0 if that fails.  */
static int
write_more (int fd, int side, size_t *sent)
{
  unsigned char block[40000];
  size_t i, n = EXCHANGED - *sent < sizeof block ? EXCHANGED - *sent
                : sizeof block;
  ssize_t written;

  for (i = 0; i < n; i++)
    block[i] = pattern (*sent + i, side);
  written = write (fd, block, n);
  if (written > 0)
    *sent += (size_t) written;
  return written > 0 || errno == EAGAIN || errno == EWOULDBLOCK;
}

/* Read some of the other side's bytes; 0 if they are not what was sent.  */
static int
read_more (int fd, int side, size_t *received)
{
  unsigned char block[11111];
  ssize_t i, n = read (fd, block, sizeof block);

  if (n == -1)
    return errno == EAGAIN || errno == EWOULDBLOCK;
  for (i = 0; i < n; i++)
    if (block[i] != pattern (*received + (size_t) i, !side))
      return 0;
  *received += (size_t) n;
  return n > 0 && *received <= EXCHANGED;
}

/* Send EXCHANGED bytes and receive as many, whichever is possible; whether
   all went well.  */
static int
exchange (int fd, int side)
{
  size_t sent = 0, received = 0;
  struct pollfd p;

  ipc_nonblocking (fd, 1);
  while (sent < EXCHANGED || received < EXCHANGED)
    {
      p.fd = fd;
      p.events = (short) ((sent < EXCHANGED ? POLLOUT : 0)
                          | (received < EXCHANGED ? POLLIN : 0));
      IPC_SETUP (poll (&p, 1, -1) == 1);
      if (sent < EXCHANGED && (p.revents & POLLOUT) != 0
          && !write_more (fd, side, &sent))
        return 0;
      if (received < EXCHANGED && (p.revents & ~POLLOUT) != 0
          && !read_more (fd, side, &received))
        return 0;
    }
  return 1;
}

static int
exchange_child (struct ipc_link *link, void *arg)
{
  int *fd = arg;

  (void) link;
  close (fd[0]);
  return exchange (fd[1], 1) ? 0 : 1;
}

/* Whether two messages can be read as one, and one as two.  */
static int
merges_and_splits (int fd[2])
{
  char got[8] = "";
  ssize_t n;

  IPC_SETUP (write (fd[1], "abc", 3) == 3 && write (fd[1], "def", 3) == 3);
  n = recv (fd[0], got, 6, MSG_WAITALL);
  if (n != 6 || memcmp (got, "abcdef", 6) != 0)
    return 0;
  IPC_SETUP (write (fd[1], "ghi", 3) == 3);
  return recv (fd[0], got, 1, 0) == 1 && got[0] == 'g'
         && recv (fd[0], got, 2, MSG_WAITALL) == 2 && got[0] == 'h'
         && got[1] == 'i';
}

IPC_TEST (stream)
{
  struct ipc_child child;
  size_t full;
  int fd[2], mine, its;

  if (!need_pair (SOCK_STREAM, fd))
    return;
  signal (SIGPIPE, SIG_IGN);
  /* One direction is full, and the other does not care.  */
  full = ipc_fill (fd[0]);
  if (!merges_and_splits (fd))
    {
      ipc_observe ("not a stream of bytes");
      return;
    }
  IPC_SETUP (ipc_drain (fd[1], full) == full);
  child = ipc_start (exchange_child, fd);
  close (fd[1]);
  mine = exchange (fd[0], 0);
  close (fd[0]);
  its = ipc_join_exit (&child) == 0;
  ipc_detail ("one way holds %lu bytes", (unsigned long) full);
  ipc_observe (mine && its ? "full duplex bytes"
               : mine || its ? "bytes lost one way" : "bytes lost both ways");
}

struct big
{
  int fd;
  size_t size;
};

static int
write_big (struct ipc_link *link, void *arg)
{
  struct big *b = arg;
  char *block = malloc (b->size);
  ssize_t n;

  IPC_SETUP (block != NULL);
  memset (block, 'b', b->size);
  n = write (b->fd, block, b->size);
  ipc_send (link, &n, sizeof n);
  return 0;
}

/* Write a byte to the non-blocking *ARG.  */
static long
write_byte (void *arg)
{
  return write (*(const int *) arg, "x", 1);
}

/* Read SIZE bytes from FD, which WRITER fills; returns how many came before
   the end, or before WRITER sleeps with room before it.  A network moves data
   when it likes.  */
static size_t
drain (int fd, size_t size, struct ipc_child *writer)
{
  char block[4096];
  size_t total = 0;
  ssize_t n;

  if (ipc_mapped ("socketpair"))
    return ipc_drain (fd, size);
  while (total < size
         && (n = ipc_read_from (fd, block, sizeof block, writer, "write")) > 0)
    total += (size_t) n;
  return total;
}

/* Fill FD until a write that does not wait is refused; a network's buffers
   still move a little after they were full.  Returns how many bytes fitted, or
   0 after it has observed that the write is not refused as it should be.  */
static size_t
fill_to_refusal (int fd)
{
  size_t full = ipc_fill (fd);
  int blocks;
  long one;

  ipc_nonblocking (fd, 1);
  do
    {
      blocks = ipc_try ("write", write_byte, &fd, &one) == IPC_BLOCKS;
      if (!blocks && one == 1)
        full += 1 + ipc_fill (fd);
      ipc_nonblocking (fd, 1);
    }
  while (!blocks && one == 1);
  if (blocks || one != -1 || (errno != EAGAIN && errno != EWOULDBLOCK))
    {
      ipc_observef ("non-blocking: %s", blocks ? "blocks" : gave (one));
      return 0;
    }
  ipc_nonblocking (fd, 0);
  return full;
}

/* The blocked write is larger than all that fitted before.  */
IPC_TEST (full_blocks)
{
  struct ipc_child child;
  struct big big;
  size_t full, drained;
  int fd[2], blocks;
  ssize_t n;

  if (!need_pair (SOCK_STREAM, fd))
    return;
  full = fill_to_refusal (fd[0]);
  if (full == 0)
    return;
  big.fd = fd[0];
  big.size = full + 65536;
  child = ipc_start (write_big, &big);
  blocks = ipc_await_block_or_tell (&child, "write") == IPC_BLOCKS;
  close (fd[0]);
  drained = drain (fd[1], full + big.size, &child);
  if (drained < full + big.size && !ipc_heard (&child.link))
    {
      ipc_observe ("blocks, and is not woken by room");
      ipc_end (&child);
      return;
    }
  ipc_receive (&child.link, &n, sizeof n);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  ipc_detail ("%lu bytes fit; a write of %lu gave %ld", (unsigned long) full,
              (unsigned long) big.size, (long) n);
  if (!blocks)
    ipc_observe ("does not block");
  else
    ipc_observe (n == (ssize_t) big.size && drained == full + big.size
                 ? "blocks, EAGAIN" : "blocks, but loses data");
}

/* The bytes that FIONREAD counts in FD, or -1.  */
static int
waiting (int fd)
{
  int n = -1;

  return ioctl (fd, FIONREAD, &n) == -1 ? -1 : n;
}

IPC_TEST (fionread)
{
  char got[2];
  int fd[2], none, five, three;

  if (!need_pair (SOCK_STREAM, fd))
    return;
  none = waiting (fd[1]);
  IPC_SETUP (write (fd[0], "hello", 5) == 5);
  settle (fd[1]);
  five = waiting (fd[1]);
  IPC_SETUP (read (fd[1], got, 2) == 2);
  three = waiting (fd[1]);
  ipc_detail ("empty %d, with 5 bytes %d, with 3 %d", none, five, three);
  if (none == -1 || five == -1 || three == -1)
    ipc_observe ("refused");
  else if (none == 0 && five == 5 && three == 3)
    ipc_observe ("exact");
  else
    ipc_observe (five > 5 && three > 3 && none >= 0 ? "more than the data"
                 : "wrong");
}
