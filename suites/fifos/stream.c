/* stream.c - streams that have met an end.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "frame/suite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

#include "fifos.h"

enum after { STAYS, READS_ON, NO_END, NO_MORE, OTHERWISE };

/* What STREAM does, which is at its end, once MORE (ARG) has given it 'm'.  */
static enum after
after_end (FILE *stream, void (*more) (void *), void *arg)
{
  char line[4];
  int again;

  if (fgetc (stream) != EOF || !feof (stream))
    return NO_END;
  more (arg);
  again = fgetc (stream);
  if (again != EOF)
    return again == 'm' ? READS_ON : NO_MORE;
  if (!feof (stream))
    return NO_END;
  if (fgets (line, sizeof line, stream) != NULL
      || fread (line, 1, 1, stream) != 0)
    return OTHERWISE;
  clearerr (stream);
  return fgetc (stream) == 'm' ? STAYS : NO_MORE;
}

static void
write_more (void *arg)
{
  fifo_write (*(const int *) arg, "m");
}

/* A FIFO whose writer comes again.  */
static void
come_again (void *arg)
{
  int *writer = arg;

  *writer = fifo_end ("fifo", O_WRONLY);
  write_more (writer);
}

static enum after
of_fifo (void)
{
  int ends[2], writer = -1;
  enum after after;
  FILE *stream;

  fifo_ends ("fifo", ends);
  stream = fdopen (ends[0], "r");
  IPC_SETUP (stream != NULL);
  fifo_write (ends[1], "x");
  IPC_SETUP (fgetc (stream) == 'x');
  close (ends[1]);
  after = after_end (stream, come_again, &writer);
  fclose (stream);
  close (writer);
  return after;
}

/* The key of the end, at the start of a line.  */
static void
type_more (void *arg)
{
  ipc_pty_type (arg, "m\n");
}

static int
on_terminal (struct ipc_link *link, void *arg)
{
  const struct ipc_pty *pty = arg;
  struct termios t;
  FILE *stream;
  int fd = ipc_pty_session (pty);

  IPC_SETUP (tcgetattr (fd, &t) == 0);
  ipc_pty_key (pty, t.c_cc[VEOF]);
  stream = fdopen (fd, "r");
  IPC_SETUP (stream != NULL);
  ipc_tell (link, (char) after_end (stream, type_more, arg));
  return 0;
}

static enum after
of_terminal (void)
{
  struct ipc_pty pty;
  struct ipc_child child;
  enum after after;

  ipc_pty_open (&pty);
  child = ipc_start (on_terminal, &pty);
  after = (enum after) ipc_hear (&child.link);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  close (pty.master);
  return after;
}

IPC_TEST (stdio_eof_sticky)
{
  static const char *const values[] =
    { "stays until clearerr()", "reads on by itself", "no end",
      "reads nothing more", "stays in fgetc() alone" };
  enum after fifo, terminal;

  if (!fifo_made ("fifo"))
    return;
  fifo = of_fifo ();
  terminal = of_terminal ();
  ipc_detail ("terminal: %s", values[terminal]);
  if (fifo == terminal)
    ipc_observe (values[fifo]);
  else
    ipc_observef ("%s, a terminal %s", values[fifo], values[terminal]);
}
