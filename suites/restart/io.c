/* io.c - restarting: pipes, FIFOs, terminals, stdio.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "restart.h"

static const struct restart_call read_pipe_call =
{
  .call = "read", .prepare = restart_pipe, .block = restart_read,
  .whole = restart_got_hello, .release = restart_say_hello
};
RESTART_CASES (read_pipe)

/* fd[0] is the end where the child blocks, also when it writes.  */
static int
full_pipe (struct restart *r)
{
  int fd[2];

  IPC_SETUP (pipe (fd) == 0);
  r->fd[0] = fd[1];
  r->fd[1] = fd[0];
  r->filled = ipc_fill (r->fd[0]);
  return 1;
}

static const struct restart_call write_pipe_call =
{
  .call = "write", .prepare = full_pipe, .block = restart_write_one,
  .release = restart_drain, .arrived = restart_one_arrived
};
RESTART_CASES (write_pipe)

/* More than any pipe holds.  */
enum { LARGE = 4 << 20 };

static int
empty_pipe_to_write (struct restart *r)
{
  int fd[2];

  IPC_SETUP (pipe (fd) == 0);
  r->fd[0] = fd[1];
  r->fd[1] = fd[0];
  r->filled = LARGE;
  return 1;
}

static long
write_large (struct restart *r)
{
  static char block[LARGE];

  memset (block, 'l', sizeof block);
  return write (r->fd[0], block, sizeof block);
}

static int
wrote_large (struct restart *r, long value)
{
  (void) r;
  return value == LARGE;
}

/* After a partial write just what it counted is there; after a full one
   release() took it all.  */
static int
counted_right (struct restart *r, long value)
{
  char block[4096];
  ssize_t n;
  long total = 0;

  ipc_nonblocking (r->fd[1], 1);
  while ((n = read (r->fd[1], block, sizeof block)) > 0)
    total += n;
  return total == (value == LARGE ? 0 : value);
}

static const struct restart_call write_pipe_partial_call =
{
  .call = "write", .wanted = LARGE, .prepare = empty_pipe_to_write,
  .block = write_large, .whole = wrote_large, .release = restart_drain,
  .arrived = counted_right
};
RESTART_CASES (write_pipe_partial)

static int
make_fifo (struct restart *r)
{
  strcpy (r->path, "fifo");
  IPC_SETUP (mkfifo (r->path, 0600) == 0);
  return 1;
}

static int
open_fifo (struct restart *r)
{
  make_fifo (r);
  r->fd[0] = open (r->path, O_RDONLY | O_NONBLOCK);
  IPC_SETUP (r->fd[0] != -1);
  r->fd[1] = open (r->path, O_WRONLY);
  IPC_SETUP (r->fd[1] != -1);
  ipc_nonblocking (r->fd[0], 0);
  return 1;
}

static const struct restart_call read_fifo_call =
{
  .call = "read", .prepare = open_fifo, .block = restart_read,
  .whole = restart_got_hello, .release = restart_say_hello
};
RESTART_CASES (read_fifo)

static long
open_to_read (struct restart *r)
{
  return r->fd[0] = open (r->path, O_RDONLY);
}

static void
open_other_to_write (struct restart *r)
{
  r->fd[1] = open (r->path, O_WRONLY);
  IPC_SETUP (r->fd[1] != -1);
}

static const struct restart_call open_fifo_rd_call =
{
  .call = "open", .prepare = make_fifo, .block = open_to_read,
  .release = open_other_to_write
};
RESTART_CASES (open_fifo_rd)

static long
open_to_write (struct restart *r)
{
  return r->fd[0] = open (r->path, O_WRONLY);
}

static void
open_other_to_read (struct restart *r)
{
  r->fd[1] = open (r->path, O_RDONLY);
  IPC_SETUP (r->fd[1] != -1);
}

static const struct restart_call open_fifo_wr_call =
{
  .call = "open", .prepare = make_fifo, .block = open_to_write,
  .release = open_other_to_read
};
RESTART_CASES (open_fifo_wr)

/* A raw terminal: fd[0] the slave, fd[1] the master.  */
static int
slave_blocks (struct restart *r)
{
  struct ipc_pty pty;

  ipc_pty_open (&pty);
  r->fd[0] = open (pty.name, O_RDWR | O_NOCTTY);
  IPC_SETUP (r->fd[0] != -1);
  ipc_pty_raw (r->fd[0]);
  r->fd[1] = pty.master;
  return 1;
}

static int
master_blocks (struct restart *r)
{
  int slave;

  slave_blocks (r);
  slave = r->fd[0];
  r->fd[0] = r->fd[1];
  r->fd[1] = slave;
  return 1;
}

static const struct restart_call read_tty_call =
{
  .call = "read", .prepare = slave_blocks, .block = restart_read,
  .whole = restart_got_hello, .release = restart_say_hello
};
RESTART_CASES (read_tty)

static const struct restart_call read_ptm_call =
{
  .call = "read", .prepare = master_blocks, .block = restart_read,
  .whole = restart_got_hello, .release = restart_say_hello
};
RESTART_CASES (read_ptm)

/* The kernel moves on what was written, when it likes: so the child writes
   one byte after the other, until one blocks; and what is read makes room
   when it likes, so the parent reads until the child is done.  Shared by
   both.  */
struct stuffing
{
  volatile int released, done;
  volatile long written;
  long seen;                    /* bytes that the parent has read */
  int wrong;                    /* one of those was */
};

static int
full_slave (struct restart *r)
{
  slave_blocks (r);
  r->shared = ipc_shared (sizeof (struct stuffing));
  r->filled = ipc_fill (r->fd[0]);
  return 1;
}

static long
stuff (struct restart *r)
{
  struct stuffing *s = r->shared;
  long n;

  while ((n = restart_write_one (r)) == 1)
    {
      s->written++;
      if (s->released)
        break;
    }
  s->done = s->released;
  return n;
}

/* Read up to MOST of the bytes, which come in their order; returns whether
   there were some.  */
static int
see_some (struct restart *r, long most)
{
  struct stuffing *s = r->shared;
  char block[4096];
  ssize_t i, n;

  n = read (r->fd[1], block,
            most < (long) sizeof block ? (size_t) most : sizeof block);
  for (i = 0; i < n; i++)
    s->wrong |= block[i] != (s->seen++ < (long) r->filled ? 'f' : 'x');
  return n > 0;
}

static void
drain_stuffed (struct restart *r)
{
  struct stuffing *s = r->shared;

  s->released = 1;
  ipc_nonblocking (r->fd[1], 1);
  while (!s->done)
    if (!see_some (r, LONG_MAX))
      sched_yield ();
  ipc_nonblocking (r->fd[1], 0);
}

static int
all_arrived (struct restart *r, long value)
{
  struct stuffing *s = r->shared;
  long all = (long) r->filled + s->written;
  char byte;

  (void) value;
  while (s->seen < all)
    if (!see_some (r, all - s->seen))
      return 0;
  ipc_nonblocking (r->fd[1], 1);
  return !s->wrong && read (r->fd[1], &byte, 1) == -1 && errno == EAGAIN;
}

static const struct restart_call write_tty_call =
{
  .call = "write", .prepare = full_slave, .block = stuff,
  .release = drain_stuffed, .arrived = all_arrived
};
RESTART_CASES (write_tty)

static long
drain_terminal (struct restart *r)
{
  return tcdrain (r->fd[0]);
}

static const struct restart_call tcdrain_call =
{
  .call = "ioctl", .prepare = full_slave, .block = drain_terminal,
  .release = restart_drain
};
RESTART_CASES (tcdrain)

static FILE *stream;

static void
open_stream (struct restart *r)
{
  stream = fdopen (r->fd[0], "r");
  IPC_SETUP (stream != NULL);
}

static long
get_line (struct restart *r)
{
  clearerr (stream);
  return fgets (r->data, sizeof r->data, stream) != NULL
         ? (long) strlen (r->data) : -1;
}

static int
got_line (struct restart *r, long value)
{
  return value == 6 && strcmp (r->data, "hello\n") == 0;
}

static void
say_line (struct restart *r)
{
  IPC_SETUP (write (r->fd[1], "hello\n", 6) == 6);
}

static const struct restart_call fgets_stdio_call =
{
  .call = "read", .prepare = restart_pipe, .enter = open_stream,
  .block = get_line, .whole = got_line, .release = say_line
};
RESTART_CASES (fgets_stdio)
