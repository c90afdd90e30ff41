/* connect.c - connect() to those who are there, and to those who are not.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "tcp.h"

static const char *
look_refused (int family)
{
  struct place p;
  int kept = bound_socket (family, &p);
  int fd = tcp_socket (&p);
  int result = tcp_connect (fd, &p);
  int error = errno;

  close (fd);
  close (kept);
  return result == 0 ? "connects" : ipc_errno_name (error);
}

IPC_TEST (refused)
{
  ipc_observe_families (look_refused);
}

static const char *
look_after_fail (int family)
{
  struct place dead, live;
  int kept = bound_socket (family, &dead);
  int server = listener (family, &live);
  int fd = tcp_socket (&live);
  const char *word;

  IPC_SETUP (tcp_connect (fd, &dead) == -1 && errno == ECONNREFUSED);
  if (tcp_connect (fd, &live) == -1)
    {
      ipc_detail ("second connect: %s", ipc_errno_name (errno));
      word = "needs a new socket";
    }
  else
    word = is_connected (fd, &live) ? "connects" : "only pretends";
  close (fd);
  close (server);
  close (kept);
  return word;
}

IPC_TEST (refused_after_fail)
{
  ipc_observe_families (look_after_fail);
}

/* A connect() that does not wait: 0, or what went wrong.  */
static int
(connect_in_time) (int fd, const struct sockaddr *at, socklen_t size)
{
  if (connect (fd, at, size) == 0)
    return 0;
  if (errno != EINPROGRESS)
    return errno;
  await_events (fd, POLLOUT);
  return pending_error (fd);
}

struct attempt
{
  int fd;
  struct place p;
};

static long
connect_once (void *arg)
{
  struct attempt *a = arg;

  return tcp_connect (a->fd, &a->p);
}

/* What connect() without waiting says of a server with a full queue.  */
static const char *
says_of_full (int family)
{
  enum { MOST = 16 };
  struct attempt a;
  int server = bound_socket (family, &a.p);
  int client[MOST], n;
  const char *word;
  long result;

  /* 0 is the most that there is, on macOS.  */
  IPC_SETUP (listen (server, 1) == 0);
  n = fill_queue (&a.p, client, MOST);
  IPC_SETUP (n < MOST);
  a.fd = tcp_socket (&a.p);
  ipc_nonblocking (a.fd, 1);
  word = ipc_try ("connect", connect_once, &a, &result) == IPC_BLOCKS
         ? "waits" : result == 0 ? "0" : ipc_errno_name (errno);
  while (n-- > 0)
    close (client[n]);
  close (a.fd);
  close (server);
  return word;
}

static int
try_in_time (int fd, const struct place *p)
{
  return connect_in_time (fd, (const struct sockaddr *) &p->at, p->size);
}

static const char *
look_nb (int family)
{
  struct place dead, live;
  int kept = bound_socket (family, &dead);
  int server = listener (family, &live);
  int fd[2] = { tcp_socket (&live), tcp_socket (&live) };
  int good, bad, writes;
  const char *full;

  ipc_nonblocking (fd[0], 1);
  ipc_nonblocking (fd[1], 1);
  good = try_in_time (fd[0], &live);
  if (good != 0)
    return ipc_textf ("to a server: %s", ipc_errno_name (good));
  writes = is_connected (fd[0], &live) && write (fd[0], "x", 1) == 1;
  bad = try_in_time (fd[1], &dead);
  close (fd[0]);
  close (fd[1]);
  close (server);
  close (kept);
  full = says_of_full (family);
  return !writes ? "only pretends"
         : bad != ECONNREFUSED
         ? ipc_textf ("to nobody: %s", bad != 0 ? ipc_errno_name (bad) : "0")
         : strcmp (full, "EINPROGRESS") != 0
           && strcmp (full, "ECONNREFUSED") != 0
         ? ipc_textf ("to a full queue: %s", full)
         : "connected, or refused, in the end";
}

IPC_TEST (connect_nb)
{
  ipc_observe_families (look_nb);
}

/* A refused connect() that did not wait, made again, and again.  */
static const char *
look_twice (int family)
{
  struct place dead;
  int kept = bound_socket (family, &dead);
  int fd = tcp_socket (&dead);
  int error[2] = { 0, 0 }, outcome = 0, i;

  ipc_nonblocking (fd, 1);
  IPC_SETUP (tcp_connect (fd, &dead) == -1);
  if (errno == ECONNREFUSED)
    ipc_not_exercised ("connect() fails at once");
  IPC_SETUP (errno == EINPROGRESS);
  await_events (fd, POLLOUT);
  for (i = 0; i < 2; i++)
    if (tcp_connect (fd, &dead) == -1)
      error[i] = errno;
  if (error[1] == EINPROGRESS)
    {
      await_events (fd, POLLOUT);
      outcome = pending_error (fd);
    }
  close (fd);
  close (kept);
  ipc_detail ("%s, %s", ipc_errno_name (error[0]), ipc_errno_name (error[1]));
  return error[0] == EISCONN ? "EISCONN, though it is dead"
         : error[0] == EINPROGRESS ? "a new attempt, without a word"
         : error[0] != ECONNREFUSED ? ipc_errno_name (error[0])
         : error[1] == EINPROGRESS && outcome != ECONNREFUSED
         ? "the error once, then no attempt"
         : error[1] == EINPROGRESS ? "the error once, then a new attempt"
         : ipc_textf ("the error, then %s", ipc_errno_name (error[1]));
}

IPC_TEST (connect_twice)
{
  ipc_observe_families (look_twice);
}

static const char *
look_self (int family)
{
  struct place p;
  int fd = bound_socket (family, &p);
  char got = 0;
  int result = tcp_connect (fd, &p);
  int error = errno;

  if (result == 0 && is_connected (fd, &p) && write (fd, "x", 1) == 1
      && take (fd, &got, 1) != 1)
    got = 0;
  close (fd);
  return result == -1 ? ipc_errno_name (error)
         : got == 'x' ? "connected with itself" : "only pretends";
}

IPC_TEST (self_connect)
{
  ipc_observe_families (look_self);
}
