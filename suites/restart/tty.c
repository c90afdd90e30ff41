/* tty.c - restarting: terminals.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <termios.h>
#include <unistd.h>

#include "restart.h"

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
  .whole = restart_got_hello, .release = restart_say_hello, .later = 1
};
RESTART_CASES (read_tty)

static const struct restart_call read_ptm_call =
{
  .call = "read", .prepare = master_blocks, .block = restart_read,
  .whole = restart_got_hello, .release = restart_say_hello, .later = 1
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
  return !s->wrong && ipc_read_now (r->fd[1], &byte, 1) == -1
         && errno == EAGAIN;
}

static const struct restart_call write_tty_call =
{
  .call = "write", .prepare = full_slave, .block = stuff,
  .release = drain_stuffed, .later = 1, .arrived = all_arrived
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
  .release = restart_drain, .later = 1
};
RESTART_CASES (tcdrain)
