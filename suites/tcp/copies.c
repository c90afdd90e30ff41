/* copies.c - descriptors that a forking server leaves with the wrong one.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "tcp.h"

static const char *
look_close_client (int family)
{
  struct ipc_child child;
  char got[8];
  int fd[2];
  ssize_t n;
  const char *first;

  connection (family, fd);
  if ((child.pid = ipc_fork ()) == 0)
    {
      ipc_put (fd[1], "bye");
      _exit (0);
    }
  IPC_SETUP (ipc_join_pid (child.pid) == 0);
  if (take (fd[0], got, sizeof got) != 3)
    return "the text does not arrive";
  ipc_settle_loopback ();
  ipc_nonblocking (fd[0], 1);
  n = read (fd[0], got, sizeof got);
  first = n == -1 && (errno == EAGAIN || errno == EWOULDBLOCK) ? "shown"
          : n == 0 ? "not shown" : ipc_gave (n);
  close (fd[1]);
  if (n == -1 && take (fd[0], got, sizeof got) != 0)
    return "no end even then";
  close (fd[0]);
  return first;
}

IPC_TEST (forking_close_client)
{
  ipc_observe_families (look_close_client);
}

static int
keep_until_told (struct ipc_link *link, void *arg)
{
  ipc_expect (link, 'c');
  close (*(int *) arg);
  ipc_tell (link, 'd');
  ipc_expect (link, 'e');
  return 0;
}

/* Whether a server can take the place P; its socket in *FD.  */
static int
starts_at (const struct place *p, int *fd)
{
  *fd = tcp_socket (p);
  IPC_SETUP (set_option (*fd, SO_REUSEADDR, 1) == 0);
  return tcp_bind (*fd, p) == 0 && listen (*fd, 8) == 0;
}

static const char *
look_close_listener (int family)
{
  struct place p;
  int old = listener (family, &p);
  struct ipc_child child = ipc_start (keep_until_told, &old);
  int fd, starts, error;

  close (old);
  starts = starts_at (&p, &fd);
  error = errno;
  close (fd);
  ipc_tell (&child.link, 'c');
  ipc_expect (&child.link, 'd');
  if (!starts && !starts_at (&p, &fd))
    {
      error = errno;
      ipc_end (&child);
      return ipc_textf ("busy even then: %s", ipc_errno_name (error));
    }
  ipc_tell (&child.link, 'e');
  ipc_join_exit (&child);
  return starts ? "not shown" : error == EADDRINUSE ? "shown"
         : ipc_errno_name (error);
}

IPC_TEST (forking_close_listener)
{
  ipc_observe_families (look_close_listener);
}

static const char *
look_stderr (int family)
{
  int fd[2], log[2];
  const char *client, *server;
  char got[8];
  ssize_t n;
  pid_t pid;

  connection (family, fd);
  ipc_put (fd[0], "answer");
  ipc_pipe (log);
  if ((pid = ipc_fork ()) == 0)
    {
      close (fd[0]);
      if (dup2 (log[1], STDERR_FILENO) == -1
          || dup2 (fd[1], STDIN_FILENO) == -1
          || dup2 (fd[1], STDOUT_FILENO) == -1)
        _exit (1);
      ipc_put (STDERR_FILENO, "complaint");
      n = take (STDIN_FILENO, got, sizeof got);
      _exit (n > 0 && write (STDOUT_FILENO, got, (size_t) n) != n);
    }
  close (fd[1]);
  close (log[1]);
  IPC_SETUP (ipc_join_pid (pid) == 0);
  client = take_all (fd[0]);
  server = take_all (log[0]);
  close (fd[0]);
  close (log[0]);
  return strcmp (client, "answer") != 0
         ? ipc_textf ("the client reads: %.30s", client)
         : strcmp (server, "complaint") != 0 ? "not in the server's log"
         : "stays with the server";
}

IPC_TEST (stderr_not_on_client)
{
  ipc_observe_families (look_stderr);
}
