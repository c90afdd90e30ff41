/* pty-common.c - programs on pseudo-terminals.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "coprocesses.h"
#include "frame/suite.h"

void
coproc_silent (struct termios *t)
{
  t->c_lflag &= ~(tcflag_t) (ECHO | ECHONL);
  t->c_oflag &= ~(tcflag_t) OPOST;
}

void
coproc_loud (struct termios *t)
{
  coproc_silent (t);
  t->c_lflag |= ECHO;
}

static void
set (int fd, void (*adjust) (struct termios *))
{
  struct termios t;

  IPC_SETUP (tcgetattr (fd, &t) == 0);
  t.c_cc[VEOF] = 004;
  adjust (&t);
  IPC_SETUP (tcsetattr (fd, TCSANOW, &t) == 0);
}

static void
execute (const struct ipc_pty *pty, const char *const argv[],
         void (*adjust) (struct termios *))
{
  int tty = ipc_pty_session (pty), fd;

  set (tty, adjust);
  for (fd = 0; fd < 3; fd++)
    IPC_SETUP (dup2 (tty, fd) == fd);
  close (tty);
  execv (argv[0], (char *const *) argv);
  ipc_broken ("cannot execute ipc_helper");
}

struct ipc_child
coproc_on_pty (const struct ipc_pty *pty, const char *verb, const char *more,
               void (*adjust) (struct termios *))
{
  char path[1024];
  const char *argv[4];
  struct ipc_link_pair pair;
  struct ipc_child child;
  struct ipc_link link;

  ipc_helper_path ("ipc_helper", path, sizeof path);
  argv[0] = path;
  argv[1] = verb;
  argv[2] = more;
  argv[3] = NULL;
  ipc_link_open (&pair);
  child.pid = ipc_fork ();
  if (child.pid == 0)
    {
      ipc_link_child (&pair);
      execute (pty, argv, adjust);
    }
  /* The link, which exec() closes: then the terminal is in order.  */
  link = ipc_link_parent (&pair);
  IPC_SETUP (ipc_hear_end (&link) == -1);
  ipc_link_close (&link);
  child.link.in = child.link.out = -1;
  return child;
}

ssize_t
coproc_pty_line (int fd, char *text, size_t size)
{
  size_t n = 0;
  ssize_t got = 1;

  while (got > 0 && n < size - 1 && (n == 0 || text[n - 1] != '\n'))
    {
      got = read (fd, text + n, size - 1 - n);
      if (got > 0)
        n += (size_t) got;
      else if (got == -1 && errno == EINTR)
        got = 1;
    }
  text[n] = '\0';
  return got;
}

static void
interrupts (sigset_t *set)
{
  sigemptyset (set);
  sigaddset (set, SIGINT);
}

void
coproc_pty_expect (int fd)
{
  int held = ipc_hold ();
  struct termios t;
  sigset_t set;

  interrupts (&set);
  IPC_SETUP (sigprocmask (SIG_BLOCK, &set, NULL) == 0);
  IPC_SETUP (tcgetattr (fd, &t) == 0);
  t.c_lflag |= ISIG | NOFLSH;
  IPC_SETUP (tcsetattr (fd, TCSANOW, &t) == 0);
  ipc_release (held);
}

void
coproc_pty_settled (void)
{
  int held = ipc_hold (), signo;
  sigset_t set;

  interrupts (&set);
  IPC_SETUP (sigwait (&set, &signo) == 0 && signo == SIGINT);
  ipc_release (held);
}

void
coproc_pty_settle (const struct ipc_pty *pty)
{
  ipc_pty_key (pty, IPC_KEY_INTR);
}
