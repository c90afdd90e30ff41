/* pty-common.c - programs on pseudo-terminals.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "coprocesses.h"
#include "frame/suite.h"
#include "facilities/facilities.h"

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

/* Execute ipc_helper VERB MORE on TTY.  */
static void
execute (int tty, const char *verb, const char *more)
{
  char path[1024];
  const char *argv[4];
  int fd;

  ipc_helper_path ("ipc_helper", path, sizeof path);
  argv[0] = path;
  argv[1] = verb;
  argv[2] = more;
  argv[3] = NULL;
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
  struct ipc_link_pair pair;
  struct ipc_child child;
  struct ipc_link link;
  int tty;

  ipc_link_open (&pair);
  child.pid = ipc_fork ();
  if (child.pid == 0)
    {
      ipc_link_child (&pair);
      tty = ipc_pty_session (pty);
      set (tty, adjust);
      execute (tty, verb, more);
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
  int held = ipc_hold ();
  sigset_t set;

  interrupts (&set);
  IPC_SETUP (ipc_take_signal (&set) == SIGINT);
  ipc_release (held);
}

void
coproc_pty_settle (const struct ipc_pty *pty)
{
  ipc_pty_key (pty, IPC_KEY_INTR);
}

/* What the leader does: 's' asks it to wait for an interrupt, 'n' whether its
   program has taken what was typed.  */
static int
lead (struct ipc_link *link, void *arg)
{
  const struct coproc_led *l = arg;
  int tty = ipc_pty_session (l->pty), waiting;
  struct ipc_child program;
  char what;

  set (tty, coproc_silent);
  coproc_pty_expect (tty);
  program.link.in = program.link.out = -1;
  program.pid = ipc_fork ();
  /* It has SIGINT blocked, too.  */
  if (program.pid == 0)
    execute (tty, l->verb, NULL);
  ipc_send (link, &program.pid, sizeof program.pid);
  while ((what = ipc_hear (link)) != 'q')
    if (what == 's')
      {
        coproc_pty_settled ();
        ipc_tell (link, 'i');
      }
    else
      {
        waiting = 0;
        ipc_tell (link, ioctl (tty, FIONREAD, &waiting) == 0 && waiting == 0
                        ? 't' : 'w');
      }
  ipc_end (&program);
  return 0;
}

void
coproc_lead (struct coproc_led *l, const struct ipc_pty *pty, const char *verb)
{
  char call[40];

  l->pty = pty;
  l->verb = verb;
  l->known = ipc_state (getpid (), call, sizeof call) != IPC_UNKNOWN;
  l->leader = ipc_start (lead, l);
  l->program.link.in = l->program.link.out = -1;
  ipc_receive (&l->leader.link, &l->program.pid, sizeof l->program.pid);
}

void
coproc_lead_end (struct coproc_led *l)
{
  ipc_tell (&l->leader.link, 'q');
  IPC_SETUP (ipc_join_exit (&l->leader) == 0);
}

int
coproc_lead_ask (struct coproc_led *l, const char *asked, char *text,
                 size_t size)
{
  int fd = l->pty->master, held, silent = 0;

  ipc_pty_type (l->pty, asked);
  coproc_pty_settle (l->pty);
  ipc_tell (&l->leader.link, 's');
  ipc_expect (&l->leader.link, 'i');
  held = ipc_hold ();
  while (l->known && !silent && !ipc_is_ready (fd, COPROC_PACE))
    {
      ipc_tell (&l->leader.link, 'n');
      silent = ipc_hear (&l->leader.link) == 't'
               && ipc_still_blocked (&l->program, "read")
               && !ipc_is_ready (fd, 0);
    }
  ipc_release (held);
  if (silent)
    {
      ipc_uses ("release_oracle");
      return 0;
    }
  coproc_pty_line (fd, text, size);
  return 1;
}
