/* stdio.c - streams that a signal interrupts.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "frame/suite.h"
#include "deferral.h"

enum { LINE = 64 };

/* Read a line with fgets(), repeating what was interrupted; 'e' tells each
   interruption.  */
static int
gets_line (struct ipc_link *link, void *arg)
{
  int *fd = arg;
  char line[LINE] = "";
  FILE *stream = fdopen (fd[0], "r");

  IPC_SETUP (stream != NULL);
  ipc_handle (SIGUSR1, ipc_restart_handler, 0);
  while (fgets (line, sizeof line, stream) == NULL)
    {
      if (!ferror (stream) || errno != EINTR)
        {
          strcpy (line, "fails");
          break;
        }
      clearerr (stream);
      ipc_tell (link, 'e');
    }
  ipc_tell (link, 'l');
  ipc_send (link, line, sizeof line);
  return 0;
}

/* The same with nothing but read(): what has been read is kept.  */
static int
reads_line (struct ipc_link *link, void *arg)
{
  int *fd = arg;
  char line[LINE] = "";
  size_t n = 0;

  ipc_handle (SIGUSR1, ipc_restart_handler, 0);
  while (n < sizeof line - 1 && (n == 0 || line[n - 1] != '\n'))
    {
      ssize_t piece = read (fd[0], line + n, sizeof line - 1 - n);

      if (piece == -1 && errno == EINTR)
        ipc_tell (link, 'e');
      else if (piece <= 0)
        break;
      else
        n += (size_t) piece;
    }
  ipc_tell (link, 'l');
  ipc_send (link, line, sizeof line);
  return 0;
}

/* Wait until FD holds no more data.  */
static void
await_empty (int fd)
{
  struct pollfd p;

  p.fd = fd;
  p.events = POLLIN;
  for (;;)
    {
      int n = poll (&p, 1, 0);

      IPC_SETUP (n != -1);
      if (n == 0)
        return;
      sched_yield ();
    }
}

/* What READER makes of FIRST, a signal, and REST; whether the signal ended
   the call in *INTERRUPTED.  */
static void
interrupt_line (int (*reader) (struct ipc_link *, void *), const char *first,
                const char *rest, char line[LINE], int *interrupted)
{
  struct ipc_child child;
  enum ipc_restart verdict;
  int fd[2];

  ipc_restart_prepare ();
  make_pipe (fd);
  child = ipc_start (reader, fd);
  IPC_SETUP (write (fd[1], first, strlen (first)) == (ssize_t) strlen (first));
  await_empty (fd[0]);
  verdict = ipc_restart_once (&child, "read", SIGUSR1);
  *interrupted = verdict == IPC_RETURNS;
  if (verdict == IPC_UNMOVED)
    {
      strcpy (line, "lets no handler run");
      ipc_end (&child);
      return;
    }
  if (!*interrupted || ipc_hear (&child.link) != 'l')
    {
      IPC_SETUP (write (fd[1], rest, strlen (rest))
                 == (ssize_t) strlen (rest));
      if (ipc_await_released (&child, "read") == IPC_BLOCKS)
        {
          strcpy (line, "hangs");
          ipc_end (&child);
          return;
        }
      ipc_expect (&child.link, 'l');
    }
  ipc_receive (&child.link, line, LINE);
  line[LINE - 1] = '\0';
  IPC_SETUP (ipc_join_exit (&child) == 0);
}

IPC_TEST (stdio_restarts)
{
  char line[LINE];
  int interrupted;

  interrupt_line (gets_line, "", "a line\n", line, &interrupted);
  if (strcmp (line, "a line\n") != 0)
    ipc_observef ("%s, then no line", interrupted ? "EINTR" : "restarts");
  else
    ipc_observe (interrupted ? "EINTR" : "restarts");
}

IPC_TEST (stdio_partial_line)
{
  char line[LINE], kept[LINE];
  int interrupted, reader_interrupted;

  interrupt_line (gets_line, "one half, ", "the other\n", line, &interrupted);
  interrupt_line (reads_line, "one half, ", "the other\n", kept,
                  &reader_interrupted);
  ipc_detail ("fgets() %s, then gave %s", interrupted ? "failed" : "went on",
              line);
  ipc_observe (strcmp (kept, "one half, the other\n") != 0 ? "undefended"
               : strcmp (line, "one half, the other\n") != 0 ? "shown"
               : "not shown");
}

/* A stream that is being flushed, and who writes to it meanwhile.  */
enum { BYTES = 1000 };

struct flush
{
  int fd[2];
  int defended;
  volatile sig_atomic_t *entered;
};

static FILE *stream;
static struct flush *flushing;

static void
write_to_stream (int signo)
{
  (void) signo;
  *flushing->entered = 1;
  fputs ("B\n", stream);
  fflush (stream);
}

static int
flush_stream (struct ipc_link *link, void *arg)
{
  static char buffer[4096];
  int i;

  (void) link;
  flushing = arg;
  stream = fdopen (flushing->fd[1], "w");
  IPC_SETUP (stream != NULL);
  setvbuf (stream, buffer, _IOFBF, sizeof buffer);
  if (flushing->defended)
    {
      IPC_SETUP (defer_install (SIGUSR1, write_to_stream, 0) == 0);
      ipc_block (SIGUSR1);
    }
  else
    ipc_handle (SIGUSR1, write_to_stream, SA_RESTART);
  for (i = 0; i < BYTES; i++)
    putc ('A', stream);
  fflush (stream);
  ipc_unblock (SIGUSR1);
  defer_dispatch ();
  fclose (stream);
  return 0;
}

/* Take what FD gives until its end; whether it is as it should be, and
   WRITER does not wait with room before it.  */
static int
is_whole (int fd, size_t skip, struct ipc_child *writer)
{
  char block[512], last = 0;
  size_t at = 0, as = 0, bs = 0;
  ssize_t n, i;

  while ((n = ipc_read_from (fd, block, sizeof block, writer, "write")) > 0)
    for (i = 0; i < n; i++)
      if (at++ >= skip)
        {
          as += block[i] == 'A';
          bs += block[i] == 'B';
          last = block[i];
        }
  ipc_detail ("%lu of %d bytes, the other's %lu times", (unsigned long) as,
              BYTES, (unsigned long) bs);
  return as == BYTES && bs == 1 && last == '\n'
         && at == skip + BYTES + 2;
}

/* Whether the stream came out whole although a signal struck its flush.  */
static int
survives_signal (int defended)
{
  struct flush flush;
  struct ipc_child child;
  char call[40];
  size_t filled;
  int whole, state;

  flush.defended = defended;
  flush.entered = ipc_shared (sizeof *flush.entered);
  make_pipe (flush.fd);
  filled = ipc_fill (flush.fd[1]);
  child = ipc_start (flush_stream, &flush);
  close (flush.fd[1]);
  ipc_await_blocked (child.pid, "write");
  IPC_SETUP (kill (child.pid, SIGUSR1) == 0);
  while (!defended && !*flush.entered)
    sched_yield ();
  ipc_await_blocked (child.pid, "");
  state = ipc_state (child.pid, call, sizeof call);
  if (state == IPC_BLOCKED && !ipc_same_call ("write", call))
    {
      /* For the lock that its own main program holds.  */
      ipc_end (&child);
      return 0;
    }
  whole = is_whole (flush.fd[0], filled, &child);
  close (flush.fd[0]);
  return ipc_join (&child) == 0 && whole;
}

IPC_TEST (handler_same_stream)
{
  int defended = survives_signal (1);
  int naive = survives_signal (0);

  ipc_observe (!defended ? "undefended" : naive ? "not shown" : "shown");
}
