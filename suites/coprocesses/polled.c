/* polled.c - whether poll() and select() see what waits in a terminal.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/select.h>
#include <termios.h>
#include <unistd.h>

#include "coprocesses.h"
#include "frame/suite.h"

enum { SLAVE, MASTER, TTY, DEVICES };

/* What poll() and select() say of each, idle and with something to read; there
   is room for what is written all the time.  What select() says is told as
   poll() would, -1 for a failure or a wrong count.  */
struct polled
{
  struct ipc_pty pty;
  int idle[DEVICES], line[DEVICES];
  int select_idle[DEVICES], select_line[DEVICES];
};

static int
by_poll (int fd, short events)
{
  struct pollfd p;
  int n;

  p.fd = fd;
  p.events = events;
  p.revents = 0;
  n = poll (&p, 1, 0);
  IPC_SETUP (n != -1);
  return n == 1 ? p.revents : 0;
}

static int
by_select (int fd, short events)
{
  struct timeval now = { 0, 0 };
  fd_set set;
  int n, marked;

  FD_ZERO (&set);
  FD_SET (fd, &set);
  n = select (fd + 1, events == POLLIN ? &set : NULL,
              events == POLLOUT ? &set : NULL, NULL, &now);
  marked = n != -1 && FD_ISSET (fd, &set);
  return n != marked ? -1 : marked ? events : 0;
}

static void
ask (int fd, int *polled, int *selected)
{
  int in = by_select (fd, POLLIN), out = by_select (fd, POLLOUT);

  *selected = in == -1 || out == -1 ? -1 : in | out;
  *polled = by_poll (fd, POLLIN) | by_poll (fd, POLLOUT);
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
    { "select() is wrong about the slave", "select() is wrong about the master",
      "select() is wrong about /dev/tty" },
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
      if (p->select_idle[i] != POLLOUT
          || p->select_line[i] != (POLLIN | POLLOUT))
        return bad_select[i];
      if ((p->idle[i] & POLLNVAL) != 0 && (p->line[i] & POLLNVAL) != 0)
        which |= 1 << i;
      else if (p->idle[i] != POLLOUT || p->line[i] != (POLLIN | POLLOUT))
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
