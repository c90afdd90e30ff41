/* input.c - how much waits in a terminal.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <termios.h>
#include <unistd.h>

#include "coprocesses.h"
#include "frame/suite.h"
#include "helper/helper.h"

enum { LONG_LINE = 16384 };

/* What comes back of a line of SIZE bytes, its newline included: how many
   bytes, and how many of those, from the first on, are the ones typed.  */
struct typed
{
  struct ipc_pty pty;
  int canonical;
  size_t size, got, right;
};

/* The byte at INDEX of a line: a letter, and no short period.  */
static char
letter (size_t index)
{
  return (char) ('a' + helper_pattern ((long) index) % 26);
}

/* A byte for each SIGINT.  */
static int interrupts[2];

static void
note (int signo)
{
  ssize_t put = write (interrupts[1], "i", 1);

  (void) signo;
  (void) put;
}

static void
await_note (void)
{
  char byte;
  ssize_t n;

  do
    n = read (interrupts[0], &byte, 1);
  while (n == -1 && errno == EINTR);
  IPC_SETUP (n == 1);
}

/* Wait for input in FD, or for an interrupt that was typed after it: whether
   it is that.  */
static int
await_input (int fd)
{
  fd_set set;
  int most = fd > interrupts[0] ? fd : interrupts[0], n;

  do
    {
      FD_ZERO (&set);
      FD_SET (fd, &set);
      FD_SET (interrupts[0], &set);
      n = select (most + 1, &set, NULL, NULL, NULL);
    }
  while (n == -1 && errno == EINTR);
  IPC_SETUP (n > 0);
  return FD_ISSET (interrupts[0], &set);
}

/* Read what there is in FD, up to a newline.  All of it may come to one byte
   more than was typed.  */
static void
take_some (int fd, struct typed *t)
{
  static char text[LONG_LINE + 1];
  ssize_t got = 1;

  while (got > 0 && t->got < t->size + 1
         && (t->got == 0 || text[t->got - 1] != '\n'))
    {
      got = read (fd, text + t->got, t->size + 1 - t->got);
      if (got > 0)
        t->got += (size_t) got;
      else if (got == -1 && errno == EINTR)
        got = 1;
    }
  while (t->right < t->got && t->right < t->size
         && text[t->right] == (t->right == t->size - 1 ? '\n'
                               : letter (t->right)))
    t->right++;
}

static int
take_line (struct ipc_link *link, void *arg)
{
  struct typed *t = arg;
  int fd = ipc_pty_session (&t->pty);
  struct termios s;
  int last;

  IPC_SETUP (pipe (interrupts) == 0);
  ipc_handle (SIGINT, note, 0);
  IPC_SETUP (tcgetattr (fd, &s) == 0);
  coproc_silent (&s);
  s.c_lflag |= NOFLSH;
  if (!t->canonical)
    {
      s.c_lflag &= ~(tcflag_t) ICANON;
      s.c_iflag &= ~(tcflag_t) (ICRNL | IXON | ISTRIP);
      s.c_cc[VMIN] = 1;
      s.c_cc[VTIME] = 0;
    }
  IPC_SETUP (tcsetattr (fd, TCSANOW, &s) == 0);
  ipc_tell (link, 'r');
  if (t->canonical)
    {
      await_note ();
      ipc_tell (link, 'i');
    }
  t->got = t->right = 0;
  ipc_nonblocking (fd, 1);
  do
    {
      last = await_input (fd);
      take_some (fd, t);
    }
  while (!t->canonical && !last);
  ipc_send (link, t, sizeof *t);
  ipc_expect (link, 'q');
  return 0;
}

/* Whether the master FD takes SIZE bytes, a line up to its newline.  */
static int
takes (int fd, size_t size)
{
  char line[LONG_LINE];
  int held = ipc_hold ();
  ssize_t n = 1;
  size_t i;

  for (i = 0; i < size; i++)
    line[i] = letter (i);
  for (i = 0; i < size && n > 0;)
    {
      n = write (fd, line + i, size - i);
      if (n > 0)
        i += (size_t) n;
      else if (n == -1 && errno == EINTR)
        n = 1;
    }
  ipc_release (held);
  return i == size;
}

/* Type a line of T's size, and see how much of it can be read; -1 if it is
   not taken.  An interrupt is typed after the newline, which may be lost, and
   with ICANON after the long part, too: it shows that all has come in.  */
static long
type_line (struct typed *t)
{
  struct ipc_child reader;
  long got = -1;

  ipc_pty_open (&t->pty);
  reader = ipc_start (take_line, t);
  ipc_expect (&reader.link, 'r');
  ipc_nonblocking (t->pty.master, t->canonical);
  if (takes (t->pty.master, t->size - 1))
    {
      if (t->canonical)
        {
          coproc_pty_settle (&t->pty);
          ipc_expect (&reader.link, 'i');
        }
      ipc_pty_type (&t->pty, "\n");
      coproc_pty_settle (&t->pty);
      ipc_receive (&reader.link, t, sizeof *t);
      got = (long) t->got;
      ipc_tell (&reader.link, 'q');
      IPC_SETUP (ipc_join_exit (&reader) == 0);
    }
  else
    ipc_end (&reader);
  close (t->pty.master);
  return got;
}

IPC_TEST (pty_max_canon)
{
  struct typed t;
  long limit, above, far_above, raw;

  ipc_pty_open (&t.pty);
  limit = fpathconf (t.pty.master, _PC_MAX_CANON);
  close (t.pty.master);
  if (limit <= 0 || limit > LONG_LINE - 200)
    limit = _POSIX_MAX_CANON;
  t.canonical = 1;
  t.size = (size_t) limit + 100;
  above = type_line (&t);
  t.size = LONG_LINE;
  far_above = type_line (&t);
  t.canonical = 0;
  raw = type_line (&t);
  ipc_detail ("MAX_CANON is %ld: of %ld bytes %ld are read, of %d %ld; without "
              "ICANON %ld, right %lu", limit, limit + 100, above,
              (int) LONG_LINE, far_above, raw, (unsigned long) t.right);
  if (raw != LONG_LINE)
    ipc_observe ("cut without ICANON too");
  else if (t.right != LONG_LINE)
    ipc_observe ("changed without ICANON");
  else
    ipc_observe (above != limit + 100 || far_above != LONG_LINE ? "shown"
                 : "not shown");
}
