/* io.c - restarting: pipes, FIFOs, stdio.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
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
  while ((n = ipc_read_now (r->fd[1], block, sizeof block)) > 0)
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

/* Whether FD is a FIFO, open for just MODE.  */
static int
is_end (long fd, int mode)
{
  struct stat st;

  return fstat ((int) fd, &st) == 0 && S_ISFIFO (st.st_mode)
         && (fcntl ((int) fd, F_GETFL) & O_ACCMODE) == mode;
}

static int
is_reader (struct restart *r, long value)
{
  (void) r;
  return is_end (value, O_RDONLY);
}

static const struct restart_call open_fifo_rd_call =
{
  .call = "open", .prepare = make_fifo, .block = open_to_read,
  .whole = is_reader, .release = open_other_to_write
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

static int
is_writer (struct restart *r, long value)
{
  (void) r;
  return is_end (value, O_WRONLY);
}

static const struct restart_call open_fifo_wr_call =
{
  .call = "open", .prepare = make_fifo, .block = open_to_write,
  .whole = is_writer, .release = open_other_to_read
};
RESTART_CASES (open_fifo_wr)

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
