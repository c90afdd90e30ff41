/* full.c - full pipes, empty ones, and writes of nothing.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "frame/suite.h"

/* A write of SIZE bytes 'n' to FD, for ipc_try(), or by a child.  */
struct writing
{
  int fd;
  size_t size;
};

static long
write_them (void *arg)
{
  struct writing *w = arg;
  char *block = malloc (w->size + 1);
  ssize_t n;
  int error;

  IPC_SETUP (block != NULL);
  memset (block, 'n', w->size);
  n = write (w->fd, block, w->size);
  error = errno;
  free (block);
  errno = error;
  return n;
}

static int
write_and_tell (struct ipc_link *link, void *arg)
{
  long n = write_them (arg);

  ipc_send (link, &n, sizeof n);
  return 0;
}

/* What a write of SIZE bytes to FD gives: how many, or -1; -2 if it blocks.
   Nobody reads meanwhile.  */
static long
write_now (int fd, size_t size)
{
  struct writing w;
  long n;

  w.fd = fd;
  w.size = size;
  return ipc_try ("write", write_them, &w, &n) == IPC_BLOCKS ? -2 : n;
}

/* The same as a word.  */
static const char *
wrote (long n)
{
  return n == -2 ? "blocks" : ipc_gave (n);
}

/* Whether FD, non-blocking, holds just OLD bytes 'f' and then NEW ones 'n'. */
static int
holds (int fd, size_t old, size_t new)
{
  char block[4096];
  size_t total = 0;
  ssize_t n, i;

  while ((n = ipc_read_now (fd, block, sizeof block)) > 0)
    for (i = 0; i < n; i++, total++)
      if (block[i] != (total < old ? 'f' : 'n'))
        return 0;
  return total == old + new;
}

IPC_TEST (full_blocks)
{
  struct ipc_child child;
  struct writing w;
  const char *wrong = NULL;
  size_t full;
  long n = 0;
  int fd[2];

  ipc_pipe (fd);
  full = ipc_fill (fd[1]);
  w.fd = fd[1];
  w.size = ipc_pipe_buf (fd[1]);
  child = ipc_start (write_and_tell, &w);
  if (ipc_await_block_or_tell (&child, "write") == IPC_TELLS)
    wrong = "does not wait";
  IPC_SETUP (ipc_drain (fd[0], 1) == 1);
  if (wrong == NULL && ipc_await_released (&child, "write") == IPC_TELLS)
    wrong = "does not wait for room for all of it";
  IPC_SETUP (ipc_drain (fd[0], full - 1) == full - 1);
  if (wrong == NULL && ipc_await_released (&child, "write") == IPC_BLOCKS)
    wrong = "is not woken by room";
  else
    ipc_receive (&child.link, &n, sizeof n);
  ipc_nonblocking (fd[0], 1);
  if (wrong == NULL && n != (long) w.size)
    wrong = "takes only a part";
  if (wrong == NULL && !holds (fd[0], 0, w.size))
    wrong = "loses data";
  ipc_end (&child);
  ipc_detail ("%lu bytes fit", (unsigned long) full);
  ipc_observe (wrong != NULL ? wrong : "waits for room");
}

IPC_TEST (full_nb)
{
  size_t full, pipe_buf, left;
  long one, whole, part;
  int fd[2];

  ipc_quick_pipe (fd);
  pipe_buf = ipc_pipe_buf (fd[1]);
  left = full = ipc_fill (fd[1]);
  one = write_now (fd[1], 1);
  if (one != -1 || (errno != EAGAIN && errno != EWOULDBLOCK))
    {
      ipc_observef ("a byte to a full pipe: %s", wrote (one));
      return;
    }
  left -= ipc_drain (fd[0], pipe_buf - 1);
  whole = write_now (fd[1], pipe_buf);
  if (whole != -1 || (errno != EAGAIN && errno != EWOULDBLOCK))
    {
      ipc_observef ("PIPE_BUF bytes without room: %s", wrote (whole));
      return;
    }
  left -= ipc_drain (fd[0], left < 2 * pipe_buf ? left : 2 * pipe_buf);
  part = write_now (fd[1], full + pipe_buf);
  ipc_detail ("PIPE_BUF %lu, %lu bytes fit; of %lu to room for %lu: %s",
              (unsigned long) pipe_buf, (unsigned long) full,
              (unsigned long) (full + pipe_buf), (unsigned long) (full - left),
              wrote (part));
  if (part <= 0)
    ipc_observef ("a long one: %s", wrote (part));
  else if (part > (long) full)
    ipc_observe ("a long one is taken whole");
  else
    ipc_observe (holds (fd[0], left, (size_t) part)
                 ? "EAGAIN, of a longer one a part"
                 : "another part than it says");
}

IPC_TEST (empty_nb)
{
  const char *first, *second, *drained;
  int fd[2];

  ipc_quick_pipe (fd);
  first = ipc_got (fd[0], 100);
  second = ipc_got (fd[0], 100);
  ipc_put (fd[1], "data");
  IPC_SETUP (strcmp (ipc_got (fd[0], 100), "data") == 0);
  drained = ipc_got (fd[0], 100);
  close (fd[1]);
  if (*first == '\0' || *second == '\0' || *drained == '\0')
    ipc_observe ("0, as at the end of file");
  else if (strcmp (first, second) != 0 || strcmp (first, drained) != 0)
    ipc_observef ("%s, then %s, then %s", first, second, drained);
  else
    ipc_observe (*ipc_got (fd[0], 100) != '\0' ? "has no end of file" : first);
}

/* What is wrong with a write of nothing that a reader might see, or NULL.  */
static const char *
zero_is_seen (void)
{
  const char *first;
  int fd[2];

  ipc_quick_pipe (fd);
  if (write (fd[1], "", 0) != 0)
    return "fails";
  if (strcmp (ipc_got (fd[0], 100), "EAGAIN") != 0)
    return "makes an end of file";
  ipc_put (fd[1], "a");
  if (write (fd[1], "", 0) != 0)
    return "fails before data";
  ipc_put (fd[1], "b");
  first = ipc_got (fd[0], 100);
  if (strcmp (first, "ab") == 0)
    return NULL;
  return strcmp (first, "a") == 0 && strcmp (ipc_got (fd[0], 100), "b") == 0
         ? NULL : "makes an end of file among data";
}

/* The same for one to a full pipe.  */
static const char *
zero_waits (void)
{
  int fd[2];
  size_t full;

  ipc_pipe (fd);
  full = ipc_fill (fd[1]);
  ipc_nonblocking (fd[0], 1);
  if (write_now (fd[1], 0) != 0)
    return "waits for room";
  ipc_nonblocking (fd[1], 1);
  if (write_now (fd[1], 0) != 0)
    return "fails for lack of room";
  return holds (fd[0], full, 0) ? NULL : "spoils a full pipe";
}

IPC_TEST (zero_write)
{
  const char *wrong = zero_is_seen ();
  int fd[2];

  if (wrong == NULL)
    wrong = zero_waits ();
  ipc_pipe (fd);
  ipc_handle (SIGPIPE, SIG_IGN, 0);
  close (fd[0]);
  ipc_detail ("without a reader: %s", ipc_gave (write (fd[1], "", 0)));
  ipc_observe (wrong != NULL ? wrong : "returns 0, is not seen");
}

/* A write that is larger than any pipe, in a child that is interrupted.  */
enum { LARGE = 4 << 20 };

static unsigned char
pattern (size_t i)
{
  return (unsigned char) (i * 7 + i / 251);
}

struct interrupted
{
  int fd;
  int flags;
};

static int
write_large (struct ipc_link *link, void *arg)
{
  static unsigned char block[LARGE];
  struct interrupted *in = arg;
  size_t i;
  long said[2];

  for (i = 0; i < sizeof block; i++)
    block[i] = pattern (i);
  ipc_handle (SIGUSR1, ipc_restart_handler, in->flags);
  said[0] = write (in->fd, block, sizeof block);
  said[1] = errno;
  ipc_send (link, said, sizeof said);
  return 0;
}

/* How many bytes are in FD; -1 if they are not those that were written.  */
static long
count_large (int fd)
{
  unsigned char block[4096];
  size_t total = 0;
  ssize_t n, i;

  ipc_nonblocking (fd, 1);
  while ((n = ipc_read_now (fd, block, sizeof block)) > 0)
    for (i = 0; i < n; i++, total++)
      if (block[i] != pattern (total))
        return -1;
  return (long) total;
}

/* What is wrong with such a write if the handler has FLAGS, or NULL; *NUMBER
   is what it returns.  */
static const char *
interrupted_wrongly (int flags, long *number)
{
  struct ipc_child child;
  struct interrupted in;
  long said[2];
  int fd[2];

  ipc_pipe (fd);
  in.fd = fd[1];
  in.flags = flags;
  child = ipc_start (write_large, &in);
  if (ipc_restart_once (&child, "write", SIGUSR1) != IPC_RETURNS)
    {
      ipc_end (&child);
      return "waits on";
    }
  ipc_receive (&child.link, said, sizeof said);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  close (fd[1]);
  *number = said[0];
  return said[0] == -1 ? ipc_errno_name ((int) said[1])
         : said[0] == 0 || said[0] == LARGE ? "returns all or nothing"
         : count_large (fd[0]) != said[0] ? "returns another number" : NULL;
}

IPC_TEST (partial_interrupted)
{
  const char *plain, *restarting = NULL;
  long number[2] = { 0, 0 };

  ipc_restart_prepare ();
  plain = interrupted_wrongly (0, &number[0]);
  if (plain == NULL)
    restarting = interrupted_wrongly (SA_RESTART, &number[1]);
  ipc_detail ("%ld without SA_RESTART, %ld with it", number[0], number[1]);
  if (plain != NULL)
    ipc_observe (plain);
  else if (restarting != NULL)
    ipc_observef ("with SA_RESTART: %s", restarting);
  else
    ipc_observe ("returns the number");
}
