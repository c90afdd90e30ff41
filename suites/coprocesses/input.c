/* input.c - what waits in a terminal: how much, and whether poll() sees it.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <termios.h>
#include <unistd.h>

#include "coprocesses.h"
#include "frame/suite.h"

enum { LONG_LINE = 16384 };

/* What comes back of a line of SIZE bytes, its newline included.  */
struct typed
{
  struct ipc_pty pty;
  int canonical;
  size_t size, got;
};

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

/* Wait for a line in FD, or for an interrupt that was typed after it.  */
static void
await_line (int fd)
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
}

/* Read up to a newline; how many bytes that takes.  Where BLOCKS is 0 also
   up to where no more is there.  */
static size_t
count_line (int fd, int blocks)
{
  static char text[LONG_LINE + 1];
  size_t n = 0;
  ssize_t got = 1;

  ipc_nonblocking (fd, !blocks);
  while (got > 0 && n < sizeof text && (n == 0 || text[n - 1] != '\n'))
    {
      got = read (fd, text + n, sizeof text - n);
      if (got > 0)
        n += (size_t) got;
      else if (got == -1 && errno == EINTR)
        got = 1;
    }
  return n;
}

static int
take_line (struct ipc_link *link, void *arg)
{
  struct typed *t = arg;
  int fd = ipc_pty_session (&t->pty);
  struct termios s;

  IPC_SETUP (pipe (interrupts) == 0);
  ipc_handle (SIGINT, note, 0);
  IPC_SETUP (tcgetattr (fd, &s) == 0);
  coproc_silent (&s);
  s.c_lflag |= NOFLSH;
  if (!t->canonical)
    {
      s.c_lflag &= ~(tcflag_t) (ICANON | ISIG);
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
      await_line (fd);
    }
  t->got = count_line (fd, !t->canonical);
  ipc_send (link, &t->got, sizeof t->got);
  ipc_expect (link, 'q');
  return 0;
}

/* Whether the master FD takes SIZE bytes, which are no newlines.  */
static int
takes (int fd, size_t size)
{
  char block[1024];
  int held = ipc_hold ();
  ssize_t n = 1;

  memset (block, 'x', sizeof block);
  while (size > 0 && n > 0)
    {
      n = write (fd, block, size < sizeof block ? size : sizeof block);
      if (n > 0)
        size -= (size_t) n;
      else if (n == -1 && errno == EINTR)
        n = 1;
    }
  ipc_release (held);
  return size == 0;
}

/* Type a line of T's size, and see how much of it can be read; -1 if it is
   not taken.  An interrupt is typed after the long part, which shows that it
   has come in, and after the newline, which may be lost.  */
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
      if (t->canonical)
        coproc_pty_settle (&t->pty);
      ipc_receive (&reader.link, &t->got, sizeof t->got);
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
              "ICANON %ld", limit, limit + 100, above, (int) LONG_LINE,
              far_above, raw);
  if (raw != LONG_LINE)
    ipc_observe ("cut without ICANON too");
  else
    ipc_observe (above != limit + 100 || far_above != LONG_LINE ? "shown"
                 : "not shown");
}

enum { SLAVE, MASTER, TTY, DEVICES };

/* What poll() and select() say of each, idle and with something to read.  */
struct polled
{
  struct ipc_pty pty;
  short idle[DEVICES], line[DEVICES];
  int select_idle[DEVICES], select_line[DEVICES];
};

static void
ask (int fd, short *by_poll, int *by_select)
{
  struct timeval now = { 0, 0 };
  struct pollfd p;
  fd_set set;

  p.fd = fd;
  p.events = POLLIN;
  p.revents = 0;
  IPC_SETUP (poll (&p, 1, 0) != -1);
  *by_poll = p.revents;
  FD_ZERO (&set);
  FD_SET (fd, &set);
  *by_select = select (fd + 1, &set, NULL, NULL, &now);
}

static int
poll_all (struct ipc_link *link, void *arg)
{
  struct polled *p = arg;
  struct termios t;
  int fd[DEVICES], i;
  char byte;

  fd[SLAVE] = ipc_pty_session (&p->pty);
  fd[MASTER] = p->pty.master;
  fd[TTY] = open ("/dev/tty", O_RDWR | O_NOCTTY);
  IPC_SETUP (fd[TTY] != -1);
  /* select() has room for small numbers.  */
  fd[MASTER] = dup (fd[MASTER]);
  IPC_SETUP (fd[MASTER] != -1);
  IPC_SETUP (tcgetattr (fd[SLAVE], &t) == 0);
  coproc_silent (&t);
  IPC_SETUP (tcsetattr (fd[SLAVE], TCSANOW, &t) == 0);
  coproc_pty_expect (fd[SLAVE]);
  for (i = 0; i < DEVICES; i++)
    ask (fd[i], &p->idle[i], &p->select_idle[i]);
  ipc_tell (link, 'r');
  coproc_pty_settled ();
  ask (fd[SLAVE], &p->line[SLAVE], &p->select_line[SLAVE]);
  ask (fd[TTY], &p->line[TTY], &p->select_line[TTY]);
  /* When the first of two bytes is there the second one is.  */
  IPC_SETUP (write (fd[SLAVE], "ab", 2) == 2);
  IPC_SETUP (read (fd[MASTER], &byte, 1) == 1);
  ask (fd[MASTER], &p->line[MASTER], &p->select_line[MASTER]);
  ipc_send (link, p, sizeof *p);
  return 0;
}

static const char *
judge (const struct polled *p)
{
  static const char *const bad_select[] =
    { "select() fails on the slave", "select() fails on the master",
      "select() fails on /dev/tty" },
    *const bad_poll[] =
    { "poll() is wrong about the slave", "poll() is wrong about the master",
      "poll() is wrong about /dev/tty" },
    *const refused[] =
    { "works", "POLLNVAL of the slave, select() works",
      "POLLNVAL of the master, select() works", "",
      "POLLNVAL of /dev/tty, select() works", "", "",
      "POLLNVAL of all, select() works" };
  int i, which = 0;

  for (i = 0; i < DEVICES; i++)
    {
      if (p->select_idle[i] != 0 || p->select_line[i] != 1)
        return bad_select[i];
      if ((p->idle[i] & POLLNVAL) != 0 && (p->line[i] & POLLNVAL) != 0)
        which |= 1 << i;
      else if (p->idle[i] != 0 || p->line[i] != POLLIN)
        return bad_poll[i];
    }
  return *refused[which] != '\0' ? refused[which] : "POLLNVAL of two";
}

IPC_TEST (poll_tty)
{
  struct polled p;
  struct ipc_child child;

  ipc_pty_open (&p.pty);
  child = ipc_start (poll_all, &p);
  ipc_expect (&child.link, 'r');
  ipc_pty_type (&p.pty, "a line\n");
  coproc_pty_settle (&p.pty);
  ipc_receive (&child.link, &p, sizeof p);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  ipc_detail ("idle, line: slave %#x %#x, master %#x %#x, /dev/tty %#x %#x",
              (unsigned) p.idle[SLAVE], (unsigned) p.line[SLAVE],
              (unsigned) p.idle[MASTER], (unsigned) p.line[MASTER],
              (unsigned) p.idle[TTY], (unsigned) p.line[TTY]);
  ipc_observe (judge (&p));
  close (p.pty.master);
}
