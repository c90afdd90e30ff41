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
  size_t full, left;
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
  /* Where a pipe holds more than one such write, a byte stays behind.  */
  left = full >= 2 * w.size ? 1 : 0;
  IPC_SETUP (ipc_drain (fd[0], full - 1 - left) == full - 1 - left);
  if (wrong == NULL && ipc_await_released (&child, "write") == IPC_BLOCKS)
    wrong = "is not woken by room";
  else
    ipc_receive (&child.link, &n, sizeof n);
  ipc_nonblocking (fd[0], 1);
  if (wrong == NULL && n != (long) w.size)
    wrong = "takes only a part";
  if (wrong == NULL && !holds (fd[0], left, w.size))
    wrong = "loses data";
  ipc_end (&child);
  ipc_detail ("%lu bytes fit", (unsigned long) full);
  ipc_observe (wrong != NULL ? wrong : "waits for room");
}

/* Whether a write of SIZE bytes to FD, WHAT, fails with EAGAIN; else that is
   observed.  */
static int
is_refused (int fd, size_t size, const char *what)
{
  long n = write_now (fd, size);

  if (n == -1 && (errno == EAGAIN || errno == EWOULDBLOCK))
    return 1;
  ipc_observef ("%s: %s", what, wrote (n));
  return 0;
}

IPC_TEST (full_nb)
{
  size_t full, pipe_buf, left;
  long part;
  int fd[2];

  ipc_pipe (fd);
  ipc_nonblocking (fd[1], 1);
  pipe_buf = ipc_pipe_buf (fd[1]);
  left = full = ipc_fill (fd[1]);
  if (!is_refused (fd[1], 1, "a byte to a full pipe")
      || !is_refused (fd[1], full + pipe_buf, "a long one to a full pipe"))
    return;
  left -= ipc_drain (fd[0], pipe_buf - 1);
  if (!is_refused (fd[1], pipe_buf, "PIPE_BUF bytes without room"))
    return;
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
    {
      ipc_nonblocking (fd[0], 1);
      ipc_observe (holds (fd[0], left, (size_t) part)
                   ? "EAGAIN, of a longer one a part"
                   : "another part than it says");
    }
}

IPC_TEST (empty_nb)
{
  const char *first, *second, *drained;
  int fd[2];

  ipc_pipe (fd);
  ipc_nonblocking (fd[0], 1);
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

static int
read_and_tell (struct ipc_link *link, void *arg)
{
  char byte;
  ssize_t n = read (*(int *) arg, &byte, 1);

  ipc_tell (link, n == 1 ? byte : n == 0 ? '0' : '-');
  return 0;
}

/* The same while a reader waits.  */
static const char *
zero_wakes (void)
{
  struct ipc_child child;
  const char *wrong = NULL;
  int fd[2];

  ipc_pipe (fd);
  child = ipc_start (read_and_tell, &fd[0]);
  ipc_await_blocked (child.pid, "read");
  if (write (fd[1], "", 0) != 0)
    wrong = "fails while a reader waits";
  else if (ipc_await_released (&child, "read") == IPC_TELLS)
    wrong = "wakes a reader that waits";
  ipc_put (fd[1], "x");
  if (wrong == NULL && ipc_hear (&child.link) != 'x')
    wrong = "spoils what comes next";
  ipc_end (&child);
  return wrong;
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
    wrong = zero_wakes ();
  if (wrong == NULL)
    wrong = zero_waits ();
  ipc_pipe (fd);
  ipc_handle (SIGPIPE, SIG_IGN, 0);
  close (fd[0]);
  ipc_detail ("without a reader: %s", ipc_gave (write (fd[1], "", 0)));
  ipc_observe (wrong != NULL ? wrong : "returns 0, is not seen");
}
