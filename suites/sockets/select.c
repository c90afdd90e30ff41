/* select.c - select(): its range, its failures, and what it calls writable.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "sockets.h"

/* select() of FD for reading or writing, without waiting.  */
static int
selected (int fd, int writing)
{
  struct timeval now = { 0, 0 };
  fd_set set;
  int n;

  FD_ZERO (&set);
  FD_SET (fd, &set);
  n = select (fd + 1, writing ? NULL : &set, writing ? &set : NULL, NULL,
              &now);
  return n == -1 ? -1 : n == 1 && FD_ISSET (fd, &set);
}

/* Defended, by one more try.  */
IPC_TEST (select_eagain)
{
  enum { TRIES = 100 };
  int fd[2], i, failures = 0, n;

  ipc_pipe (fd);
  ipc_put (fd[1], "x");
  for (i = 0; i < TRIES; i++)
    {
      n = selected (fd[0], 0);
      if (n == -1 && errno == EAGAIN)
        {
          failures++;
          n = selected (fd[0], 0);
        }
      if (n != 1)
        {
          ipc_observef ("undefended: %s", n == -1 ? ipc_errno_name (errno)
                        : "not readable");
          return;
        }
    }
  ipc_detail ("%d of %d failed with EAGAIN", failures, TRIES);
  ipc_observe (failures > 0 ? "shown" : "not shown");
}

enum { SETS = 8 };

/* Statuses of a child that calls select() beyond the end.  */
enum { NO_ROOM = 1, WORKS, REFUSED, WRONG, OTHER };

/* A set that is as many fd_set wide, with FD.  */
struct wide
{
  fd_set sets[SETS];
};

static void
add (struct wide *w, int fd)
{
  FD_SET (fd % FD_SETSIZE, &w->sets[fd / FD_SETSIZE]);
}

/* One descriptor above the first of them is readable, the other one
   writable.  */
static int
select_beyond (struct ipc_link *link, void *arg)
{
  struct timeval now = { 0, 0 };
  struct rlimit limit;
  struct wide reading, writing, readable, writable;
  int fd[2], in, out, n, error;

  (void) arg;
  IPC_SETUP (getrlimit (RLIMIT_NOFILE, &limit) == 0);
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
  ipc_pipe (fd);
  ipc_put (fd[1], "x");
  in = fcntl (fd[0], F_DUPFD, FD_SETSIZE + 8);
  out = fcntl (fd[1], F_DUPFD, FD_SETSIZE + 8);
  if (in == -1 || out >= SETS * FD_SETSIZE || out == -1)
    return NO_ROOM;
  memset (&reading, 0, sizeof reading);
  memset (&readable, 0, sizeof readable);
  memset (&writable, 0, sizeof writable);
  add (&reading, in);
  add (&reading, out);
  writing = reading;
  add (&readable, in);
  add (&writable, out);
  n = select ((in > out ? in : out) + 1, reading.sets, writing.sets, NULL,
              &now);
  error = errno;
  ipc_tell (link, 's');
  if (n == -1)
    return error == EINVAL ? REFUSED : OTHER;
  return n == 2 && memcmp (&reading, &readable, sizeof reading) == 0
         && memcmp (&writing, &writable, sizeof writing) == 0 ? WORKS : WRONG;
}

IPC_TEST (select_range)
{
  struct ipc_child child = ipc_start (select_beyond, NULL);
  int status;

  ipc_detail ("FD_SETSIZE is %d", (int) FD_SETSIZE);
  if (ipc_hear_end (&child.link) == -1)
    {
      status = ipc_join (&child);
      if (WIFEXITED (status) && WEXITSTATUS (status) == NO_ROOM)
        ipc_not_exercised ("no descriptors from FD_SETSIZE on");
      /* An emulator that ends by a signal may pass it on as a status.  */
      ipc_detail ("wait status %#x", (unsigned) status);
      ipc_observe ("ends the process");
      return;
    }
  status = ipc_join_exit (&child);
  if (status == OTHER)
    ipc_observe ("another error");
  else
    ipc_observe (status == WORKS ? "serves it" : status == REFUSED ? "EINVAL"
                 : "looks at others");
}

/* Send single bytes through FD until it is full, by what poll() and select()
   say.  Whether the three agree: who is called writable takes a byte.  */
static int
tells_truth (int fd)
{
  for (;;)
    {
      int by_select, by_poll = polled (fd, POLLOUT) == POLLOUT, refused;

      by_select = selected (fd, 1);
      refused = send (fd, "f", 1, 0) == -1;
      if (refused)
        IPC_SETUP (errno == EAGAIN || errno == EWOULDBLOCK);
      if (refused && (by_poll || by_select != 0))
        return 0;
      if (refused)
        return 1;
    }
}

/* Whether the full FD[0] becomes writable when all is read from FD[1]; AT_ONCE
   if that is known here as soon as it is there.  */
static int
drains (int fd[2], int at_once)
{
  static char bytes[65536];
  struct pollfd p = { fd[0], POLLOUT, 0 };

  while (polled (fd[0], POLLOUT) == 0)
    {
      struct pollfd in = { fd[1], POLLIN, 0 };

      if (poll (&in, 1, 0) == 1)
        IPC_SETUP (read (fd[1], bytes, sizeof bytes) > 0);
      else if (at_once)
        return 0;
      else
        ipc_let_pass (1);
    }
  return poll (&p, 1, -1) == 1 && p.revents == POLLOUT
         && selected (fd[0], 1) == 1 && send (fd[0], "x", 1, 0) == 1;
}

static const char *
lie_of (int fd[2], int at_once)
{
  const char *lie = NULL;

  ipc_nonblocking (fd[0], 1);
  ipc_nonblocking (fd[1], 1);
  ipc_fill (fd[0]);
  if (!tells_truth (fd[0]))
    lie = "is called writable, and full";
  else if (!drains (fd, at_once))
    lie = "stays full when it is drained";
  close (fd[0]);
  close (fd[1]);
  return lie;
}

IPC_TEST (writable_truth)
{
  const char *lie;
  int fd[2];

  ipc_need_loopback ();
  ipc_local_pair (SOCK_STREAM, fd);
  lie = lie_of (fd, 1);
  if (lie != NULL)
    {
      ipc_observef ("a pair %s", lie);
      return;
    }
  stream_pair (AF_INET, fd);
  lie = lie_of (fd, 0);
  if (lie != NULL)
    ipc_observef ("TCP %s", lie);
  else
    ipc_observe ("true, full and drained");
}
