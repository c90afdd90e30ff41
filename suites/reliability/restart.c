/* restart.c - what signal() does to a slow call.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "frame/suite.h"

enum { STORM = 200 };

/* LEAVE: do not call siginterrupt().  */
enum choice { LEAVE = -1, RESTART = 0, INTERRUPT = 1 };

struct reader
{
  int fd;
  enum choice choice;
};

/* Reinstalled first: a storm's second signal must not kill where signal()
   resets.  */
static void
reinstalling (int signo)
{
  signal (signo, reinstalling);
  ipc_restart_handler (signo);
}

/* Tell 'd' for the byte, 'E' for EINTR, '?' for anything else.  */
static int
read_interrupted (struct ipc_link *link, void *arg)
{
  const struct reader *r = arg;
  char byte = '?';
  ssize_t n;

  IPC_SETUP (signal (SIGUSR1, reinstalling) != SIG_ERR);
  if (r->choice != LEAVE)
    IPC_SETUP (ipc_siginterrupt (SIGUSR1, r->choice) == 0);
  ipc_tell (link, 'r');
  n = read (r->fd, &byte, 1);
  ipc_tell (link, n == 1 && byte == 'd' ? 'd'
            : n == -1 && errno == EINTR ? 'E' : '?');
  return 0;
}

static int
oracle_works (void)
{
  char call[40];

  return ipc_state (getpid (), call, sizeof call) != IPC_UNKNOWN;
}

static enum ipc_restart
interrupt (struct ipc_child *child)
{
  return oracle_works () ? ipc_restart_once (child, "read", SIGUSR1)
         : ipc_restart_storm (child, SIGUSR1, STORM);
}

/* What an interrupted read() does, and if it restarts what it does when it is
   interrupted again: "restarts", "EINTR" or something that no document
   knows.  Once is enough where siginterrupt() was called: signal(), by which
   the handler installs itself anew, may undo that.  */
static const char *
interrupted_read (enum choice choice)
{
  struct reader r;
  struct ipc_child child;
  enum ipc_restart verdict, again;
  int fd[2];
  char end;

  IPC_SETUP (pipe (fd) == 0);
  ipc_restart_prepare ();
  r.fd = fd[0];
  r.choice = choice;
  child = ipc_start (read_interrupted, &r);
  ipc_expect (&child.link, 'r');
  again = verdict = interrupt (&child);
  if (verdict == IPC_RESTARTS && choice == LEAVE)
    again = interrupt (&child);
  if (again == IPC_RESTARTS)
    IPC_SETUP (write (fd[1], "d", 1) == 1);
  end = again == IPC_UNMOVED
        || ipc_await_released (&child, "read") == IPC_BLOCKS
        ? 'h' : ipc_hear (&child.link);
  ipc_end (&child);
  close (fd[0]);
  close (fd[1]);
  return verdict == IPC_UNMOVED || again == IPC_UNMOVED
         ? "the handler does not run"
         : verdict == IPC_RESTARTS && again != IPC_RESTARTS
         ? "restarts once"
         : verdict == IPC_RESTARTS
         ? (end == 'h' ? "restarts, then hangs"
            : end == 'd' ? "restarts" : "restarts without data")
         : end == 'E' ? "EINTR" : "returns without EINTR";
}

IPC_TEST (restart)
{
  ipc_observe (interrupted_read (LEAVE));
}

IPC_TEST (siginterrupt)
{
  const char *left, *interrupt, *restart;

  if (ipc_siginterrupt (SIGUSR1, 0) == -1 && errno == ENOSYS)
    {
      ipc_observe ("absent");
      return;
    }
  left = interrupted_read (LEAVE);
  interrupt = interrupted_read (INTERRUPT);
  restart = interrupted_read (RESTART);
  ipc_detail ("left alone: %s; interrupt: %s; restart: %s", left, interrupt,
              restart);
  ipc_observe (strcmp (interrupt, "EINTR") == 0
               && strcmp (restart, "restarts") == 0 ? "decides"
               : strcmp (interrupt, left) == 0 && strcmp (restart, left) == 0
               ? "has no effect" : "works one way only");
}
