/* pump.c - write to a command and read from it, at once.
   SPDX-License-Identifier: BSD-2-Clause

   Who writes all and then reads waits for a command that waits until it is
   read (coprocesses.both_write_deadlock), and who reads one of two streams to
   its end likewise (coprocesses.open3_sequential_deadlock).  So the ends do
   not block, and poll() says which one can do something.  They are this
   process's own ends, of which the command's do not share the flag.  */

#include "probed.h"
#include "ipcompat-commands.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "sigpipe.h"

enum { ENDS = 3, CHUNK = 16384 };

struct pump
{
  int *end[ENDS];               /* of the coprocess: in, out, err */
  int flags[ENDS];
  struct pollfd watched[ENDS];
  const char *data;
  size_t left;
  int (*take) (void *arg, int fd, const char *bytes, size_t n);
  void *arg;
};

static void
finish (struct pump *p, int i)
{
  close (*p->end[i]);
  *p->end[i] = p->watched[i].fd = -1;
}

static int
is_passing (int error)
{
  return error == EINTR || error == EAGAIN || error == EWOULDBLOCK;
}

static int
feed (struct pump *p)
{
  struct sigpipe_guard guard;
  ssize_t n = 0;

  if (p->left > 0)
    {
      sigpipe_hold (&guard);
      n = write (*p->end[0], p->data, p->left);
      sigpipe_let_go (&guard, n == -1 && errno == EPIPE);
    }
  if (n == -1 && is_passing (errno))
    return 0;
  /* It reads no more: what it has to say is of interest yet.  */
  if (n == -1 && errno != EPIPE && errno != ECONNRESET)
    return -1;
  if (n > 0)
    {
      p->data += n;
      p->left -= (size_t) n;
    }
  if (n == -1 || p->left == 0)
    finish (p, 0);
  return 0;
}

/* Returns what TAKE does, or -1 with errno.  */
static int
drain (struct pump *p, int i)
{
  char bytes[CHUNK];
  ssize_t n = read (*p->end[i], bytes, sizeof bytes);

  if (n > 0)
    return p->take (p->arg, i, bytes, (size_t) n);
  if (n == 0)
    finish (p, i);
  return n == 0 || is_passing (errno) ? 0 : -1;
}

/* Have END I not block.  One of the other direction would never be ready.
   Returns -1 with errno.  */
static int
prepare (struct pump *p, int i)
{
  int fd = *p->end[i], flags = fcntl (fd, F_GETFL);

  if (flags != -1 && (flags & O_ACCMODE) == (i == 0 ? O_RDONLY : O_WRONLY))
    {
      errno = EBADF;
      return -1;
    }
  p->flags[i] = flags;
  return flags == -1 ? -1 : fcntl (fd, F_SETFL, flags | O_NONBLOCK);
}

/* Returns -1 with errno.  */
static int
set_up (struct pump *p, struct ipc_coprocess *c)
{
  int i;

  p->end[0] = &c->in;
  p->end[1] = &c->out;
  p->end[2] = &c->err;
  for (i = 0; i < ENDS; i++)
    {
      p->watched[i].fd = *p->end[i];
      p->watched[i].events = i == 0 ? POLLOUT : POLLIN;
      if (*p->end[i] != -1 && prepare (p, i) == -1)
        {
          /* The rest is as it was.  */
          for (; i < ENDS; i++)
            p->watched[i].fd = -1;
          return -1;
        }
    }
  return 0;
}

/* But for ends that TAKE has closed.  */
static void
restore (const struct pump *p)
{
  int i, error = errno;

  for (i = 0; i < ENDS; i++)
    if (p->watched[i].fd != -1 && p->watched[i].fd == *p->end[i])
      fcntl (p->watched[i].fd, F_SETFL, p->flags[i]);
  errno = error;
}

/* TAKE may have closed an end, whose number may be another file's.  */
static int
is_watched (struct pump *p, int i)
{
  if (p->watched[i].fd != *p->end[i])
    p->watched[i].fd = -1;
  return p->watched[i].fd != -1;
}

/* Do what can be done at each end.  */
static int
turn (struct pump *p)
{
  int i, result = 0;

  for (i = 0; i < ENDS && result == 0; i++)
    if (is_watched (p, i) && p->watched[i].revents != 0)
      {
        if ((p->watched[i].revents & POLLNVAL) != 0)
          {
            errno = EBADF;
            return -1;
          }
        result = i == 0 ? feed (p) : drain (p, i);
      }
  return result;
}

static int
run (struct pump *p)
{
  int result = 0;

  if (p->watched[0].fd != -1 && p->left == 0)
    finish (p, 0);
  while (result == 0
         && is_watched (p, 0) + is_watched (p, 1) + is_watched (p, 2) > 0)
    {
      if (poll (p->watched, ENDS, -1) != -1)
        result = turn (p);
      else if (!is_passing (errno))
        result = -1;
    }
  return result;
}

int
ipc_pump (struct ipc_coprocess *c, const void *data, size_t size,
          int (*take) (void *arg, int fd, const char *bytes, size_t n),
          void *arg, size_t *written)
{
  struct pump p;
  int result;

  p.data = data;
  p.left = size;
  p.take = take;
  p.arg = arg;
  result = set_up (&p, c);
  if (result == 0)
    result = run (&p);
  restore (&p);
  if (written != NULL)
    *written = size - p.left;
  return result;
}
