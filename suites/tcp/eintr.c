/* eintr.c - a connect() that a signal ends, and that goes on.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "instruments/interruption.h"
#include "tcp.h"

enum { MOST = 16 };

/* A server whose queue is full, and who is to be connected.  */
struct meeting
{
  struct place p;
  int fd;
  int filled[MOST];
  int n;
  int client;
};

static void
fill (struct meeting *m)
{
  m->fd = bound_socket (AF_INET, &m->p);
  /* 0 is the most that there is, on macOS.  */
  IPC_SETUP (listen (m->fd, 1) == 0);
  m->n = fill_queue (&m->p, m->filled, MOST);
  IPC_SETUP (m->n < MOST);
}

static void
forget_server (struct meeting *m)
{
  while (m->n-- > 0)
    close (m->filled[m->n]);
  close (m->fd);
}

static int
connect_thrice (struct ipc_link *link, void *arg)
{
  struct meeting *m = arg;
  int error[3] = { 0, 0, 0 };

  forget_server (m);
  if (tcp_connect (m->client, &m->p) == -1)
    error[0] = errno;
  ipc_send (link, &error[0], sizeof *error);
  /* Some let a call that may wait do so, instead.  */
  ipc_nonblocking (m->client, 1);
  if (tcp_connect (m->client, &m->p) == -1)
    error[1] = errno;
  ipc_send (link, &error[1], sizeof *error);
  await_events (m->client, POLLOUT);
  error[2] = pending_error (m->client);
  ipc_send (link, &error[2], sizeof *error);
  return 0;
}

/* Have another socket in the server's place connect to the client, so that
   nobody waits for the client's next try.  */
static void
meet (struct meeting *m)
{
  struct place client;
  int fd;

  own_place (m->client, &client);
  forget_server (m);
  fd = tcp_socket (&m->p);
  IPC_SETUP (set_option (fd, SO_REUSEADDR, 1) == 0
             && tcp_bind (fd, &m->p) == 0);
  IPC_SETUP (tcp_connect (fd, &client) == 0);
}

/* Signal CHILD once, which is about to connect; whether its connect() comes
   back.  The fallback then waits elsewhere, unless the platform restarts.  */
static int
is_interrupted (struct ipc_child *child)
{
  if (!ipc_mapped ("restart"))
    return ipc_restart_once (child, "connect", SIGUSR1) == IPC_RETURNS;
  ipc_await_blocked (child->pid, "connect");
  IPC_SETUP (kill (child->pid, SIGUSR1) == 0);
  while (!ipc_heard (&child->link))
    if (ipc_still_blocked (child, "poll")
        || (ipc_restart_handled () && ipc_still_blocked (child, "connect")))
      return 0;
  return 1;
}

/* A connect() that no signal has ended is to succeed.  */
static void
observe_uninterrupted (struct meeting *m, struct ipc_child *child)
{
  int error;

  meet (m);
  ipc_receive (&child->link, &error, sizeof error);
  ipc_end (child);
  if (error == 0)
    ipc_observe ("not shown");
  else
    ipc_observef ("goes on, then %s", ipc_errno_name (error));
}

IPC_TEST (connect_eintr)
{
  struct meeting m;
  struct ipc_child child;
  int error[3];

  ipc_need_loopback ();
  fill (&m);
  m.client = tcp_socket (&m.p);
  ipc_restart_prepare ();
  ipc_handle (SIGUSR1, ipc_restart_handler, 0);
  child = ipc_start (connect_thrice, &m);
  if (!is_interrupted (&child))
    {
      observe_uninterrupted (&m, &child);
      return;
    }
  ipc_receive (&child.link, &error[0], sizeof *error);
  ipc_receive (&child.link, &error[1], sizeof *error);
  meet (&m);
  ipc_receive (&child.link, &error[2], sizeof *error);
  ipc_join_exit (&child);
  ipc_detail ("again: %s", error[1] == 0 ? "0" : ipc_errno_name (error[1]));
  if (error[0] != EINTR)
    ipc_observef ("%s for EINTR", ipc_errno_name (error[0]));
  else if (error[2] != 0)
    ipc_observef ("then %s", ipc_errno_name (error[2]));
  else
    ipc_observe (error[1] == EALREADY || error[1] == EISCONN ? "shown"
                 : "another errno");
}
