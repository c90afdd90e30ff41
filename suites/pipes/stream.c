/* stream.c - what a pipe carries, and in which direction.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"

/* More than any pipe holds, in pieces around PIPE_BUF, and now and then one
   that is itself longer than most pipes.  */
enum { SENT = 1 << 20, PIECE = 10000, LONG_PIECE = 15 * PIECE };

/* The same numbers in both processes, which do not repeat within SENT: what
   is shifted does not look right.  */
static unsigned
next_number (unsigned long *seed)
{
  *seed = (*seed * 1103515245 + 12345) & 0x7fffffff;
  return (unsigned) (*seed >> 8);
}

static int
send_pieces (struct ipc_link *link, void *arg)
{
  static unsigned char piece[LONG_PIECE];
  unsigned long bytes = 1, sizes = 2;
  size_t left = SENT, size, i;
  unsigned n = 0;
  int *fd = arg;

  (void) link;
  close (fd[0]);
  for (; left > 0; left -= size)
    {
      size = 1 + next_number (&sizes) % PIECE;
      size = n++ % 40 == 20 ? LONG_PIECE : size;
      size = size < left ? size : left;
      for (i = 0; i < size; i++)
        piece[i] = (unsigned char) next_number (&bytes);
      if (write (fd[1], piece, size) != (ssize_t) size)
        return 1;
    }
  return 0;
}

/* Read FD to its end, in pieces of all sizes; what is wrong, or NULL.  */
static const char *
receive_pieces (int fd)
{
  unsigned char piece[PIECE];
  unsigned long bytes = 1, sizes = 3;
  size_t total = 0;
  ssize_t n, i;

  while ((n = read (fd, piece, 1 + next_number (&sizes) % PIECE)) > 0)
    for (i = 0; i < n; i++, total++)
      if (total == SENT)
        return "more bytes than were sent";
      else if (piece[i] != (unsigned char) next_number (&bytes))
        {
          ipc_detail ("wrong from byte %lu on", (unsigned long) total);
          return "other bytes than were sent";
        }
  if (n == -1)
    return ipc_errno_name (errno);
  return total < SENT ? "fewer bytes than were sent" : NULL;
}

IPC_TEST (order)
{
  struct ipc_child child;
  const char *wrong;
  int fd[2];

  ipc_pipe (fd);
  child = ipc_start (send_pieces, fd);
  close (fd[1]);
  wrong = receive_pieces (fd[0]);
  if (wrong != NULL)
    ipc_end (&child);
  else if (ipc_join_exit (&child) != 0)
    wrong = "a write takes a part";
  ipc_observe (wrong != NULL ? wrong : "in order, each once");
  close (fd[0]);
}

/* A pipe, or what goes both ways in its place.  0 if there is none.  */
static int
channel (int fd[2])
{
  int i;

  if (!ipc_mapped ("socketpair"))
    ipc_pipe (fd);
  else if (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == -1)
    {
      ipc_need_loopback ();
      ipc_observe (ipc_errno_name (errno));
      return 0;
    }
  for (i = 0; i < 2; i++)
    ipc_nonblocking (fd[i], 1);
  return 1;
}

/* Once the other way while there is nothing to read, then with data under way
   in the usual one: what comes, if anything, is not to be mixed up with
   those.  */
IPC_TEST (one_way)
{
  char back[8];
  const char *there, *here, *empty;
  ssize_t wrote, got;
  int fd[2], wrote_error;

  if (!channel (fd))
    return;
  ipc_handle (SIGPIPE, SIG_IGN, 0);
  empty = ipc_got (fd[1], sizeof back);
  ipc_put (fd[1], "there");
  wrote = write (fd[0], "back", 4);
  wrote_error = errno;
  got = read (fd[1], back, sizeof back);
  here = ipc_gave (got);
  there = ipc_got (fd[0], 100);
  errno = wrote_error;
  ipc_detail ("write() to the reading end: %s; read() of the other: %s",
              ipc_gave (wrote), here);
  if (strcmp (there, "there") != 0)
    ipc_observef ("spoils the usual way: %.40s", there);
  else if (wrote == -1 && wrote_error == EBADF && strcmp (here, "EBADF") == 0
           && strcmp (empty, "EBADF") == 0)
    ipc_observe ("one way");
  else if (wrote == 4 && got == 4 && memcmp (back, "back", 4) == 0
           && strcmp (empty, "EAGAIN") == 0)
    ipc_observe ("both ways");
  else
    ipc_observef ("reads %.20s, writes %.20s, then reads %.20s", empty,
                  wrote == -1 ? ipc_errno_name (wrote_error) : "some", here);
}

/* What is wrong with the end of file where this process has two writing
   ends, and closes one after the other; or NULL.  */
static const char *
ends_wrongly (void)
{
  int fd[2], other;
  size_t full;

  ipc_pipe (fd);
  ipc_nonblocking (fd[0], 1);
  other = dup (fd[1]);
  IPC_SETUP (other != -1);
  ipc_put (fd[1], "data");
  close (fd[1]);
  if (strcmp (ipc_got (fd[0], 100), "data") != 0)
    return "loses data at the first close";
  if (strcmp (ipc_got (fd[0], 100), "EAGAIN") != 0)
    return "ends at the first close";
  ipc_put (other, "more");
  full = ipc_fill (other);
  close (other);
  if (strcmp (ipc_got (fd[0], 2), "mo") != 0
      || strcmp (ipc_got (fd[0], 2), "re") != 0
      || ipc_drain (fd[0], full) != full)
    return "loses data at the last close";
  if (*ipc_got (fd[0], 100) != '\0')
    return "does not end at the last close";
  if (*ipc_got (fd[0], 100) != '\0')
    return "ends only once";
  close (fd[0]);
  return NULL;
}

static int
close_when_told (struct ipc_link *link, void *arg)
{
  int *fd = arg;

  close (fd[0]);
  ipc_expect (link, 'c');
  close (fd[1]);
  ipc_tell (link, 'c');
  ipc_expect (link, 'q');
  return 0;
}

/* The same where the last writer is another process.  */
static const char *
ends_wrongly_elsewhere (void)
{
  const char *before, *after;
  struct ipc_child child;
  int fd[2];

  ipc_pipe (fd);
  ipc_nonblocking (fd[0], 1);
  child = ipc_start (close_when_told, fd);
  close (fd[1]);
  before = ipc_got (fd[0], 100);
  ipc_tell (&child.link, 'c');
  ipc_expect (&child.link, 'c');
  after = ipc_got (fd[0], 100);
  ipc_tell (&child.link, 'q');
  IPC_SETUP (ipc_join_exit (&child) == 0);
  close (fd[0]);
  return strcmp (before, "EAGAIN") != 0 ? "ends while a process has it open"
         : *after != '\0' ? "does not end at another process's close" : NULL;
}

/* A process that waits for the end of a pipe; another one has the last writing
   end, or its second thread has, which is told so through GO, and says through
   CLOSED that it has begun, and that it has closed.  */
struct closing
{
  int fd[2], go[2], closed[2], by_thread;
};

/* By calls of its own: an instrument would hold what the first thread does
   meanwhile.  */
static void *
close_in_thread (void *arg)
{
  struct closing *c = arg;
  char byte;

  IPC_SETUP (write (c->closed[1], "b", 1) == 1);
  IPC_SETUP (read (c->go[0], &byte, 1) == 1);
  close (c->fd[1]);
  IPC_SETUP (write (c->closed[1], "c", 1) == 1);
  return NULL;
}

static int
read_to_end (struct ipc_link *link, void *arg)
{
  struct closing *c = arg;
  pthread_t thread;
  ssize_t n;
  char byte;

  if (c->by_thread)
    IPC_SETUP (pthread_create (&thread, NULL, close_in_thread, c) == 0);
  else
    close (c->fd[1]);
  n = read (c->fd[0], &byte, 1);
  ipc_tell (link, n == 0 ? 'e' : 'n');
  if (c->by_thread)
    IPC_SETUP (pthread_join (thread, NULL) == 0);
  return 0;
}

/* What is wrong with the end of file where the reader waits for it.  */
static const char *
wakes_wrongly (int by_thread)
{
  struct ipc_child child;
  const char *wrong = NULL;
  struct closing c;

  ipc_pipe (c.fd);
  ipc_pipe (c.go);
  ipc_pipe (c.closed);
  c.by_thread = by_thread;
  child = ipc_start (read_to_end, &c);
  if (by_thread)
    {
      close (c.fd[1]);
      IPC_SETUP (ipc_drain (c.closed[0], 1) == 1);
    }
  close (c.go[0]);
  close (c.closed[1]);
  if (ipc_await_block_or_tell (&child, "read") == IPC_TELLS)
    wrong = "ends before the last writer has closed";
  if (by_thread)
    {
      ipc_put (c.go[1], "g");
      IPC_SETUP (ipc_drain (c.closed[0], 1) == 1);
    }
  else
    close (c.fd[1]);
  if (wrong == NULL && ipc_await_released (&child, "read") == IPC_BLOCKS)
    wrong = by_thread ? "sleeps on when another thread closes"
            : "sleeps on when another process closes";
  else if (ipc_hear (&child.link) != 'e' && wrong == NULL)
    wrong = "wakes, but gives no end of file";
  ipc_end (&child);
  close (c.fd[0]);
  close (c.go[1]);
  close (c.closed[0]);
  return wrong;
}

IPC_TEST (eof)
{
  const char *wrong = ends_wrongly ();

  if (wrong == NULL)
    wrong = ends_wrongly_elsewhere ();
  if (wrong == NULL)
    wrong = wakes_wrongly (0);
  if (wrong == NULL)
    wrong = wakes_wrongly (1);
  ipc_observe (wrong != NULL ? wrong : "data, then end of file");
}
