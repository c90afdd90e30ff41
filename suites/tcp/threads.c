/* threads.c - a descriptor that another thread closes.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "tcp.h"

/* The first thread of a child makes CALL on FD, and the second closes that
   when it is told so through GO; through DONE it says that it has begun, and
   that it has closed.  */
struct shared_use
{
  const char *call;
  long (*make) (int fd);
  int fd;
  int go[2], done[2];
};

struct outcome
{
  long result;
  int error;
};

/* It begins by a call of its own: an instrument would hold what the first
   thread does meanwhile.  */
static void *
close_when_told (void *arg)
{
  const struct shared_use *u = arg;
  char byte;

  IPC_SETUP (write (u->done[1], "b", 1) == 1);
  if (read (u->go[0], &byte, 1) == 1)
    close (u->fd);
  ipc_put (u->done[1], fcntl (u->fd, F_GETFD) == -1 && errno == EBADF
           ? "d" : "k");
  return NULL;
}

static int
wait_beside_closer (struct ipc_link *link, void *arg)
{
  struct shared_use *u = arg;
  pthread_t thread;
  struct outcome o;

  IPC_SETUP (pthread_create (&thread, NULL, close_when_told, u) == 0);
  o.result = u->make (u->fd);
  o.error = errno;
  ipc_send (link, &o, sizeof o);
  IPC_SETUP (pthread_join (thread, NULL) == 0);
  return 0;
}

static long
make_accept (int fd)
{
  return accept (fd, NULL, NULL) == -1 ? -1 : 1;
}

/* What releases who waits to read.  */
#define RELEASE "x"

/* RESULT of a read that has stored BYTE, or 0 if that is another one.  */
static long
released_by (long result, const char *byte)
{
  return result == 1 && *byte != RELEASE[0] ? 0 : result;
}

static long
make_recv (int fd)
{
  char byte = '\0';

  return released_by (recv (fd, &byte, 1, 0), &byte);
}

static long
make_read (int fd)
{
  char byte = '\0';

  return released_by (read (fd, &byte, 1), &byte);
}

static long
make_select (int fd)
{
  fd_set set;

  FD_ZERO (&set);
  FD_SET (fd, &set);
  return select (fd + 1, &set, NULL, NULL, NULL);
}

/* What comes of MAKE, which is CALL, on FD when a thread closes that; RELEASE
   (ARG) has what it waits for happen.  This process then has FD no more.  */
static const char *
closed_beside (const char *call, long (*make) (int), int fd,
               void (*release) (void *), void *arg)
{
  struct shared_use u;
  struct ipc_child child;
  struct outcome o;
  int waits, is_closed;
  char byte;

  memset (&u, 0, sizeof u);
  u.call = call;
  u.make = make;
  u.fd = fd;
  ipc_pipe (u.go);
  ipc_pipe (u.done);
  child = ipc_start (wait_beside_closer, &u);
  close (fd);
  close (u.done[1]);
  /* Who begins a thread may be asleep until that is done.  */
  IPC_SETUP (read (u.done[0], &byte, 1) == 1);
  ipc_await_blocked (child.pid, call);
  ipc_put (u.go[1], "c");
  IPC_SETUP (read (u.done[0], &byte, 1) == 1);
  is_closed = byte == 'd';
  waits = ipc_await_released (&child, call) == IPC_BLOCKS;
  if (waits)
    release (arg);
  ipc_receive (&child.link, &o, sizeof o);
  ipc_join_exit (&child);
  close (u.go[0]);
  close (u.go[1]);
  close (u.done[0]);
  if (waits)
    return o.result == 1 ? is_closed ? "waits on" : "is not closed"
           : o.result == 0 ? "then other data"
           : ipc_textf ("then %s", ipc_errno_name (o.error));
  return o.result == -1 ? ipc_errno_name (o.error)
         : ipc_textf ("ends with %ld", o.result);
}

static void
come (void *arg)
{
  close (client_of (arg));
}

static void
put_byte (void *arg)
{
  ipc_put (*(int *) arg, RELEASE);
}

static const char *
look_accept (int family)
{
  struct place p;
  int fd = listener (family, &p);

  return closed_beside ("accept", make_accept, fd, come, &p);
}

static const char *
of_connection (int family, const char *call, long (*make) (int))
{
  const char *word;
  int fd[2];

  connection (family, fd);
  word = closed_beside (call, make, fd[1], put_byte, &fd[0]);
  close (fd[0]);
  return word;
}

static const char *
of_pipe (void)
{
  const char *word;
  int fd[2];

  ipc_pipe (fd);
  word = closed_beside ("read", make_read, fd[0], put_byte, &fd[1]);
  close (fd[1]);
  return word;
}

/* Any errno is a failure.  */
static const char *
kind (const char *word)
{
  return word[0] == 'E' ? "fails" : word;
}

static const char *
look_close (int family)
{
  char accepts[24], receives[24];

  snprintf (accepts, sizeof accepts, "%s", look_accept (family));
  snprintf (receives, sizeof receives, "%s",
            of_connection (family, "recv", make_recv));
  ipc_detail ("accept %s, recv %s, read of a pipe %s, select %s", accepts,
              receives, of_pipe (),
              of_connection (family, "select", make_select));
  return strcmp (kind (accepts), kind (receives)) == 0 ? ipc_textf (
    "%s", kind (accepts)) : ipc_textf ("accept %s, recv %s", accepts, receives);
}

IPC_TEST (close_other_thread)
{
  signal (SIGPIPE, SIG_IGN);
  ipc_observe_families (look_close);
}
