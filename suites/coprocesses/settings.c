/* settings.c - what can be set on a pseudo-terminal, and where.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "coprocesses.h"
#include "frame/suite.h"
#include "facilities/facilities.h"

/* What came of the three calls: an error's number, 0 for success.  Whether
   one that succeeds has set nothing, as the master says itself.  */
struct calls
{
  int isatty, tcsetattr, size, idle;
};

static void
change_echo (int master, struct calls *c)
{
  struct termios t, present;

  c->tcsetattr = 0;
  if (tcgetattr (master, &t) == -1)
    {
      c->tcsetattr = errno;
      return;
    }
  t.c_lflag ^= ECHO;
  if (tcsetattr (master, TCSANOW, &t) == -1)
    c->tcsetattr = errno;
  else
    c->idle |= tcgetattr (master, &present) == -1
               || ((present.c_lflag ^ t.c_lflag) & ECHO) != 0;
}

/* Make the calls on MASTER; the window gets LINES lines.  */
static struct calls
make_calls (int master, unsigned short lines)
{
  struct calls c;
  struct winsize size, present;

  c.idle = 0;
  errno = 0;
  c.isatty = isatty (master) ? 0 : errno != 0 ? errno : ENOTTY;
  change_echo (master, &c);
  memset (&size, 0, sizeof size);
  size.ws_row = lines;
  size.ws_col = 7;
  c.size = ioctl (master, TIOCSWINSZ, &size) == -1 ? errno : 0;
  if (c.size == 0)
    c.idle |= ioctl (master, TIOCGWINSZ, &present) == -1
              || present.ws_row != lines || present.ws_col != 7;
  return c;
}

static int
all_are (const struct calls *c, int error)
{
  return c->isatty == error && c->tcsetattr == error && c->size == error;
}

static void
describe (const struct calls *c, char *text, size_t size)
{
  snprintf (text, size, "%s %s %s",
            c->isatty == 0 ? "ok" : ipc_errno_name (c->isatty),
            c->tcsetattr == 0 ? "ok" : ipc_errno_name (c->tcsetattr),
            c->size == 0 ? "ok" : ipc_errno_name (c->size));
}

/* Whether SLAVE has the size and the ECHO that were set.  */
static const char *
unlike (int slave, unsigned short lines, tcflag_t echo)
{
  struct winsize size;
  struct termios t;

  IPC_SETUP (tcgetattr (slave, &t) == 0);
  if (ioctl (slave, TIOCGWINSZ, &size) == -1 || size.ws_row != lines
      || size.ws_col != 7)
    return "the slave has another size";
  return (t.c_lflag & ECHO) != echo ? "the slave keeps its settings" : "";
}

static void
observe_calls (const struct calls c[3], const char *wrong)
{
  char text[3][60];
  int i;

  for (i = 0; i < 3; i++)
    describe (&c[i], text[i], sizeof text[i]);
  ipc_detail ("isatty, tcsetattr, TIOCSWINSZ before: %s; while: %s; after: %s",
              text[0], text[1], text[2]);
  if (all_are (&c[1], 0))
    ipc_observe (*wrong != '\0' ? wrong
                 : c[0].idle || c[1].idle || c[2].idle
                 ? "succeed, and set nothing"
                 : !all_are (&c[2], 0) ? "work while the slave is open"
                 : all_are (&c[0], 0) ? "work"
                 : "work once the slave was opened");
  else if (c[1].isatty != 0 && all_are (&c[0], c[1].isatty)
           && all_are (&c[1], c[1].isatty) && all_are (&c[2], c[1].isatty))
    ipc_observe (ipc_errno_name (c[1].isatty));
  else
    ipc_observef ("%s", text[1]);
}

IPC_TEST (pty_master_tty)
{
  struct ipc_pty pty;
  struct calls c[3];
  struct termios t;
  const char *wrong;
  tcflag_t echo;
  int slave;

  ipc_pty_open (&pty);
  c[0] = make_calls (pty.master, 21);
  slave = open (pty.name, O_RDWR | O_NOCTTY);
  IPC_SETUP (slave != -1);
  ipc_pty_build (slave);
  IPC_SETUP (tcgetattr (slave, &t) == 0);
  echo = t.c_lflag & ECHO;
  c[1] = make_calls (pty.master, 22);
  wrong = unlike (slave, 22, ECHO & ~echo);
  close (slave);
  c[2] = make_calls (pty.master, 23);
  observe_calls (c, wrong);
  close (pty.master);
}

/* Whether cfmakeraw() is there, and whether it clears all that every manual
   has, which is all set.  */
static const char *
try_raw (const struct termios *present, int *is_there)
{
  enum { LOCAL = ICANON | ECHO | ECHONL | ISIG | IEXTEN };
  enum { INPUT = BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON };
  struct termios t = *present;

  t.c_lflag |= LOCAL;
  t.c_iflag |= INPUT;
  t.c_oflag |= OPOST;
  t.c_cflag = (t.c_cflag & ~(tcflag_t) CSIZE) | CS7 | PARENB;
  errno = 0;
  cfmakeraw (&t);
  *is_there = errno != ENOSYS;
  return !*is_there
         || ((t.c_lflag & LOCAL) == 0 && (t.c_iflag & INPUT) == 0
             && (t.c_oflag & OPOST) == 0
             && (t.c_cflag & (CSIZE | PARENB)) == CS8)
         ? "" : "cfmakeraw() leaves something";
}

static const char *
try_speed (const struct termios *present, int *is_there)
{
  static const speed_t speeds[] = { B9600, B1200 };
  struct termios t = *present;
  size_t i;

  *is_there = 1;
  for (i = 0; i < sizeof speeds / sizeof *speeds; i++)
    {
      int result;

      errno = 0;
      result = cfsetspeed (&t, speeds[i]);
      if (result == -1 && errno == ENOSYS)
        *is_there = 0;
      else if (result != 0 || cfgetispeed (&t) != speeds[i]
               || cfgetospeed (&t) != speeds[i])
        return "cfsetspeed() sets another speed";
    }
  return "";
}

/* Whether a byte that has come in is there for poll(), and for read().  */
static int
gives (int fd, char wanted)
{
  struct pollfd p;
  char byte;

  p.fd = fd;
  p.events = POLLIN;
  if (poll (&p, 1, 0) != 1 || (p.revents & POLLIN) == 0)
    return 0;
  ipc_nonblocking (fd, 1);
  return read (fd, &byte, 1) == 1 && byte == wanted;
}

struct canonical
{
  struct ipc_pty pty;
  int minimum, one_is_enough;
};

/* Clear ICANON, and nothing else; one byte is typed.  */
static int
leave_lines (struct ipc_link *link, void *arg)
{
  struct canonical *c = arg;
  int fd = ipc_pty_session (&c->pty);
  struct termios t;

  coproc_pty_expect (fd);
  IPC_SETUP (tcgetattr (fd, &t) == 0);
  t.c_lflag &= ~(tcflag_t) ICANON;
  IPC_SETUP (tcsetattr (fd, TCSANOW, &t) == 0);
  IPC_SETUP (tcgetattr (fd, &t) == 0);
  c->minimum = t.c_cc[VMIN];
  ipc_tell (link, 'r');
  coproc_pty_settled ();
  c->one_is_enough = gives (fd, 'b');
  ipc_send (link, c, sizeof *c);
  return 0;
}

/* NetBSD and others begin with a minimum of 1.  */
IPC_TEST (termios_helpers)
{
  struct canonical c;
  struct ipc_child child;
  struct termios present;
  const char *raw, *speed;
  int has_raw, has_speed, slave;

  ipc_pty_open (&c.pty);
  slave = open (c.pty.name, O_RDWR | O_NOCTTY);
  IPC_SETUP (slave != -1);
  ipc_pty_build (slave);
  IPC_SETUP (tcgetattr (slave, &present) == 0);
  raw = try_raw (&present, &has_raw);
  speed = try_speed (&present, &has_speed);

  child = ipc_start (leave_lines, &c);
  ipc_expect (&child.link, 'r');
  ipc_pty_type (&c.pty, "b");
  coproc_pty_settle (&c.pty);
  ipc_receive (&child.link, &c, sizeof c);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  ipc_detail ("minimum %d; one byte is %s", c.minimum,
              c.one_is_enough ? "enough" : "not enough");
  if (*raw != '\0' || *speed != '\0')
    ipc_observe (*raw != '\0' ? raw : speed);
  else if (c.one_is_enough != (c.minimum <= 1))
    ipc_observef ("minimum %d, and one byte is %s", c.minimum,
                  c.one_is_enough ? "enough" : "not enough");
  else
    ipc_observef ("%s; minimum %d", has_raw && has_speed ? "both"
                  : has_raw ? "only cfmakeraw()"
                  : has_speed ? "only cfsetspeed()" : "neither", c.minimum);
  close (slave);
  close (c.pty.master);
}

struct zero
{
  struct ipc_pty pty;
  int set, hung_up, wrote;      /* 0 or the error of each call */
};

static int
clear_settings (struct ipc_link *link, void *arg)
{
  struct zero *z = arg;
  int fd = ipc_pty_session (&z->pty);
  struct termios t;

  ipc_block (SIGHUP);
  memset (&t, 0, sizeof t);
  z->set = tcsetattr (fd, TCSANOW, &t) == -1 ? errno : 0;
  z->hung_up = ipc_is_pending (SIGHUP);
  z->wrote = write (fd, "still here", 10) == 10 ? 0 : errno;
  ipc_send (link, z, sizeof *z);
  ipc_expect (link, 'q');
  return 0;
}

IPC_TEST (termios_zero_speed)
{
  struct zero z;
  struct ipc_child child;
  char got[16] = "";

  ipc_pty_open (&z.pty);
  child = ipc_start (clear_settings, &z);
  ipc_receive (&child.link, &z, sizeof z);
  if (z.set != 0)
    ipc_observef ("refused with %s", ipc_errno_name (z.set));
  else if (z.hung_up)
    ipc_observe (z.wrote != 0 ? "hangs up" : "SIGHUP, and goes on");
  else if (z.wrote != 0)
    ipc_observef ("no SIGHUP, and write() fails with %s",
                  ipc_errno_name (z.wrote));
  else
    {
      coproc_pty_line (z.pty.master, got, 11);
      ipc_observe (strcmp (got, "still here") == 0 ? "ignored"
                   : "other data");
    }
  ipc_tell (&child.link, 'q');
  IPC_SETUP (ipc_join_exit (&child) == 0);
  close (z.pty.master);
}
