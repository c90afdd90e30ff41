/* sigpipe.c - writing to a peer that has gone.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "socketpairs.h"

static volatile sig_atomic_t sigpipes;

static void
count_sigpipe (int signo)
{
  (void) signo;
  sigpipes++;
}

static void
handle_sigpipe (void (*handler) (int))
{
  ipc_handle (SIGPIPE, handler, 0);
}

/* A pair made into a pipe from FD[1] to FD[0]; 0 if there is none.  */
static int
need_pipe (int fd[2])
{
  if (!need_quick_pair (SOCK_STREAM, fd))
    return 0;
  IPC_SETUP (shutdown (fd[0], SHUT_WR) == 0);
  IPC_SETUP (shutdown (fd[1], SHUT_RD) == 0);
  return 1;
}

/* Write to FD, whose reader has closed, in the native case just once; how
   often a write was accepted in *ACCEPTED, what came in the end in errno.  */
static ssize_t
write_to_none (int fd, int *accepted)
{
  ssize_t n = write (fd, "x", 1);

  *accepted = n == 1;
  if (n == 1 && ipc_mapped ("socketpair"))
    {
      settle_reset (fd);
      n = write (fd, "x", 1);
    }
  return n;
}

/* What is wrong with FD's order and end as a pipe, or NULL.  */
static const char *
not_a_pipe (int fd[2])
{
  char got[8];
  size_t n = 0;
  ssize_t piece;

  if (write (fd[1], "one", 3) != 3 || write (fd[1], "two", 3) != 3)
    return "takes no data at the writing end";
  while (n < 6 && (piece = take (fd[0], got + n, 6 - n)) > 0)
    n += (size_t) piece;
  if (n != 6 || memcmp (got, "onetwo", 6) != 0)
    return "loses data or order";
  if (write (fd[0], "x", 1) != -1 || errno != EPIPE)
    return "takes data at the reading end";
  IPC_SETUP (write (fd[1], "end", 3) == 3);
  close (fd[1]);
  if (take (fd[0], got, 8) != 3 || memcmp (got, "end", 3) != 0)
    return "loses data before the end";
  if (take (fd[0], got, 8) != 0)
    return "has no end of file";
  return NULL;
}

IPC_TEST (pipe_from_pair)
{
  const char *wrong;
  int fd[2], accepted;
  ssize_t n;

  if (!need_pipe (fd))
    return;
  handle_sigpipe (SIG_IGN);
  wrong = not_a_pipe (fd);
  if (wrong != NULL || !need_pipe (fd))
    {
      ipc_observe (wrong);
      return;
    }
  handle_sigpipe (count_sigpipe);
  close (fd[0]);
  n = write_to_none (fd[1], &accepted);
  if (n != -1 || errno != EPIPE || sigpipes != 1)
    ipc_observef ("no SIGPIPE: %s", gave (n));
  else
    ipc_observe (accepted ? "a pipe, SIGPIPE only at the second write"
                 : "a pipe");
}

static int
write_by_default (struct ipc_link *link, void *arg)
{
  int accepted;

  (void) link;
  handle_sigpipe (SIG_DFL);
  write_to_none (*(int *) arg, &accepted);
  return 0;
}

IPC_TEST (sigpipe)
{
  struct ipc_child child;
  int fd[2], accepted, never, error, status;
  ssize_t n;

  if (!need_pair (SOCK_STREAM, fd))
    return;
  close (fd[0]);

  handle_sigpipe (count_sigpipe);
  n = write_to_none (fd[1], &accepted);
  error = errno;
  if (n != -1 || error != EPIPE || sigpipes != 1)
    {
      ipc_observef ("%s with %d SIGPIPE", n == -1 ? ipc_errno_name (error)
                    : "accepted", (int) sigpipes);
      return;
    }
  handle_sigpipe (SIG_IGN);
  n = write_to_none (fd[1], &never);
  if (n != -1 || errno != EPIPE || sigpipes != 1)
    {
      ipc_observef ("ignoring SIGPIPE: %s", gave (n));
      return;
    }
  child = ipc_start (write_by_default, &fd[1]);
  status = ipc_join (&child);
  if (!WIFSIGNALED (status) || WTERMSIG (status) != SIGPIPE)
    ipc_observe ("SIGPIPE does not kill");
  else
    ipc_observe (accepted ? "SIGPIPE and EPIPE, at the second write"
                 : "SIGPIPE and EPIPE");
}

struct quiet
{
  int fd;
  int flag;                     /* MSG_NOSIGNAL */
  int option;                   /* to be set on FD, or 0 */
};

static ssize_t
(send_quiet) (int fd, const void *data, size_t size)
{
  return send (fd, data, size, MSG_NOSIGNAL);
}

/* Whether nothing of SIGPIPE is left: not pending, not blocked.  */
static int
is_undisturbed (void)
{
  sigset_t pending, mask;

  IPC_SETUP (ipc_pending (&pending) == 0
             && ipc_ask_mask (&mask) == 0);
  return sigismember (&pending, SIGPIPE) == 0
         && sigismember (&mask, SIGPIPE) == 0;
}

static int
send_quietly (struct ipc_link *link, void *arg)
{
  struct quiet *q = arg;
  int on = 1;
  ssize_t n;

  (void) link;
  if (q->option != 0
      && setsockopt (q->fd, SOL_SOCKET, q->option, &on, sizeof on) == -1)
    return 1;
  n = q->flag ? send_quiet (q->fd, "x", 1) : send (q->fd, "x", 1, 0);
  return n != -1 || errno != EPIPE ? 2 : is_undisturbed () ? 0 : 3;
}

/* The wait status of a child that sends to the closed FD.  */
static int
quiet_status (int fd, int flag, int option)
{
  struct quiet q;
  struct ipc_child child;

  q.fd = fd;
  q.flag = flag;
  q.option = option;
  child = ipc_start (send_quietly, &q);
  return ipc_join (&child);
}

/* The option last: it may outlive the child that sets it.  */
IPC_TEST (nosigpipe)
{
  int fd[2], loud, flag, option;

  if (!need_pair (SOCK_STREAM, fd))
    return;
  close (fd[0]);
  loud = quiet_status (fd[1], 0, 0);
  /* EPIPE alone.  */
  if (loud == 0)
    {
      ipc_observe ("there is no SIGPIPE");
      return;
    }
  IPC_SETUP (WIFSIGNALED (loud) && WTERMSIG (loud) == SIGPIPE);
  flag = quiet_status (fd[1], 1, 0);
  option = quiet_status (fd[1], 0, SO_NOSIGPIPE);
  ipc_detail ("wait status with the flag %#x, with the option %#x",
              (unsigned) flag, (unsigned) option);
  ipc_observe (flag == 0 && option == 0 ? "MSG_NOSIGNAL and SO_NOSIGPIPE"
               : flag == 0 ? "MSG_NOSIGNAL"
               : option == 0 ? "SO_NOSIGPIPE" : "neither");
}
