/* options.c - options and flags of sockets, set and read back.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "frame/suite.h"
#include "sockets.h"

/* 1 if FD says that it listens, 0 if not, -1 if it does not tell.  */
static int
listens (int fd)
{
  int value = -1;
  socklen_t size = sizeof value;

  return getsockopt (fd, SOL_SOCKET, SO_ACCEPTCONN, &value, &size) == -1 ? -1
         : value != 0;
}

/* What FD, which is bound to AT, tells: before it listens, and after; and what
   the two ends of a session of its do.  */
static void
told (int fd, const void *at, socklen_t size, int tells[4])
{
  int client = socket (((const struct sockaddr *) at)->sa_family, SOCK_STREAM,
                       0), session;

  IPC_SETUP (client != -1);
  tells[0] = listens (fd);
  IPC_SETUP (listen (fd, 1) == 0);
  tells[1] = listens (fd);
  IPC_SETUP (connect (client, at, size) == 0);
  session = accept (fd, NULL, NULL);
  IPC_SETUP (session != -1);
  tells[2] = listens (session);
  tells[3] = listens (client);
  close (client);
  close (session);
  close (fd);
}

/* Whether the four are all one -1, or tell.  */
static int
are_unreadable (const int tells[4])
{
  return tells[0] == -1 && tells[1] == -1 && tells[2] == -1 && tells[3] == -1;
}

static int
are_told (const int tells[4])
{
  return tells[0] == 0 && tells[1] == 1 && tells[2] == 0 && tells[3] == 0;
}

IPC_TEST (acceptconn)
{
  struct sockaddr_storage at;
  struct sockaddr_un un;
  int net[4], local[4], fd;

  ipc_need_loopback ();
  fd = bound_socket (AF_INET, SOCK_STREAM, &at);
  told (fd, &at, sizeof (struct sockaddr_in), net);
  memset (&un, 0, sizeof un);
  un.sun_family = AF_UNIX;
  strcpy (un.sun_path, "listener");
  fd = socket (AF_UNIX, SOCK_STREAM, 0);
  IPC_SETUP (fd != -1);
  IPC_SETUP (bind (fd, (struct sockaddr *) &un, sizeof un) == 0);
  told (fd, &un, sizeof un, local);
  unlink ("listener");
  if (are_told (net) && are_told (local))
    ipc_observe ("tells");
  else if (are_unreadable (net) && are_unreadable (local))
    ipc_observe ("cannot be read");
  else
    ipc_observef ("TCP %d then %d, its session %d and %d, AF_UNIX %d then %d, "
                  "its session %d and %d", net[0], net[1], net[2], net[3],
                  local[0], local[1], local[2], local[3]);
}

static int
buffer_of (int fd, int option)
{
  int value = -1;
  socklen_t size = sizeof value;

  IPC_SETUP (getsockopt (fd, SOL_SOCKET, option, &value, &size) == 0);
  return value;
}

/* What becomes of a buffer of FD that is set too large; into TEXT.  */
static void
set_over (int fd, int option, char *text, size_t size)
{
  enum { SMALL = 16384, HUGE = 1 << 30 };
  int small = SMALL, huge = HUGE, read_small, read_huge, error = 0;
  const char *back, *over;

  IPC_SETUP (setsockopt (fd, SOL_SOCKET, option, &small, sizeof small) == 0);
  read_small = buffer_of (fd, option);
  if (setsockopt (fd, SOL_SOCKET, option, &huge, sizeof huge) == -1)
    error = errno;
  read_huge = buffer_of (fd, option);
  ipc_detail ("16384 reads back as %d, 2^30 as %d", read_small, read_huge);
  back = read_small == SMALL ? "exact" : read_small == 2 * SMALL ? "doubled"
         : "otherwise";
  over = error != 0 ? ipc_errno_name (error)
         : read_huge >= HUGE ? "granted" : "cut";
  if (error != 0 && read_huge != read_small)
    snprintf (text, size, "%s, and changed", over);
  else if (error == 0 && read_huge <= read_small)
    snprintf (text, size, "taken, and ignored");
  else
    snprintf (text, size, "%s, reads back %s", over, back);
}

IPC_TEST (bufsize_over)
{
  char sending[60], receiving[60];
  int fd[2];

  ipc_local_pair (SOCK_STREAM, fd);
  set_over (fd[0], SO_SNDBUF, sending, sizeof sending);
  set_over (fd[1], SO_RCVBUF, receiving, sizeof receiving);
  if (strcmp (sending, receiving) == 0)
    ipc_observe (sending);
  else
    ipc_observef ("SO_SNDBUF %s; SO_RCVBUF %s", sending, receiving);
}

/* Set OPTION to so many SECONDS and a half, or to none; whether that
   succeeds.  */
static int
set_timeout (int fd, int option, int seconds)
{
  struct timeval t;

  t.tv_sec = seconds;
  t.tv_usec = seconds == 0 ? 0 : 500000;
  return setsockopt (fd, SOL_SOCKET, option, &t, sizeof t) == 0;
}

/* How many milliseconds read back; 0 if that fails.  */
static long
timeout_back (int fd, int option)
{
  struct timeval t;
  socklen_t size = sizeof t;

  memset (&t, 0, sizeof t);
  return getsockopt (fd, SOL_SOCKET, option, &t, &size) == -1 ? 0
         : (long) t.tv_sec * 1000 + (long) t.tv_usec / 1000;
}

/* A tick of the kernel's clock may be as long as that.  */
static int
is_near (long milliseconds, long expected)
{
  return milliseconds >= expected - 20 && milliseconds <= expected + 20;
}

/* Whether FD, which has both, has none when it is told so.  */
static int
is_taken_back (int fd)
{
  return set_timeout (fd, SO_RCVTIMEO, 0) && set_timeout (fd, SO_SNDTIMEO, 0)
         && timeout_back (fd, SO_RCVTIMEO) == 0
         && timeout_back (fd, SO_SNDTIMEO) == 0;
}

IPC_TEST (rcvtimeo_get)
{
  int fd[2], receives, sends;
  long receive, send;

  ipc_local_pair (SOCK_STREAM, fd);
  receives = set_timeout (fd[0], SO_RCVTIMEO, 1);
  sends = set_timeout (fd[0], SO_SNDTIMEO, 2);
  receive = receives ? timeout_back (fd[0], SO_RCVTIMEO) : -1;
  send = sends ? timeout_back (fd[0], SO_SNDTIMEO) : -1;
  ipc_detail ("1500 and 2500 ms read back as %ld and %ld", receive, send);
  if (is_near (receive, 1500) && is_near (send, 2500)
      && !is_taken_back (fd[0]))
    ipc_observe ("cannot be taken back");
  else if (is_near (receive, 1500) && is_near (send, 2500))
    ipc_observe ("set and read back");
  else if (receive == send && receive <= 0)
    ipc_observe (receive == 0 ? "set only" : "neither");
  else
    ipc_observe ("other times read back");
}

/* Whether FD does not block, and is closed then.  */
static int
is_quick (int fd)
{
  int flags = fcntl (fd, F_GETFL);

  IPC_SETUP (flags != -1);
  close (fd);
  return (flags & O_NONBLOCK) != 0;
}

static long
take_byte (void *arg)
{
  char byte;

  return recv (*(const int *) arg, &byte, 1, 0);
}

/* Whether FD, which has nothing, does not let wait for it.  */
static int
heeds (int fd)
{
  long n;

  return ipc_try ("recv", take_byte, &fd, &n) != IPC_BLOCKS && n == -1
         && (errno == EAGAIN || errno == EWOULDBLOCK);
}

/* socket(), socketpair() and accept4() with FLAG: 1 if the result does not
   block, 0 if it does, minus errno if it is refused.  */
static int
socket_with (int flag)
{
  struct sockaddr_un un;
  int fd = socket (AF_UNIX, SOCK_STREAM | flag, 0), from, heeded;

  if (fd == -1)
    return -errno;
  from = unix_listener (&un, "sock");
  IPC_SETUP (connect (fd, (struct sockaddr *) &un, sizeof un) == 0);
  unlink ("sock");
  heeded = flag == 0 || heeds (fd);
  close (from);
  return is_quick (fd) ? heeded : 0;
}

static int
pair_with (int flag)
{
  int fd[2], heeded;

  if (socketpair (AF_UNIX, SOCK_STREAM | flag, 0, fd) == -1)
    return -errno;
  heeded = heeds (fd[0]) && heeds (fd[1]);
  return is_quick (fd[0]) + is_quick (fd[1]) + heeded == 3;
}

static int
accept_with (int flag)
{
  struct sockaddr_storage at;
  socklen_t size = loopback (AF_INET, &at);
  int from = listener (AF_INET, &at);
  int client = socket (AF_INET, SOCK_STREAM, 0), fd, error, heeded;

  IPC_SETUP (client != -1);
  IPC_SETUP (connect (client, (struct sockaddr *) &at, size) == 0);
  fd = accept4 (from, NULL, NULL, flag);
  error = errno;
  heeded = fd != -1 && heeds (fd);
  close (client);
  close (from);
  return fd == -1 ? -error : is_quick (fd) && heeded;
}

static const char *
heeded_word (int heeded)
{
  return heeded == 1 ? "yes" : heeded == 0 ? "no" : ipc_errno_name (-heeded);
}

IPC_TEST (nonblock_flag)
{
  int one, two, three, other;

  ipc_need_loopback ();
  if (SOCK_NONBLOCK == 0)
    {
      ipc_observe ("missing");
      return;
    }
  one = socket_with (SOCK_NONBLOCK);
  two = pair_with (SOCK_NONBLOCK);
  three = accept_with (SOCK_NONBLOCK);
  other = SOCK_NONBLOCK == O_NONBLOCK ? 1 : socket_with (O_NONBLOCK);
  ipc_detail ("SOCK_NONBLOCK %#x, O_NONBLOCK %#x", (unsigned) SOCK_NONBLOCK,
              (unsigned) O_NONBLOCK);
  if (one < 0 && one == two && three < 0)
    ipc_observe ("refused");
  else if (one == 1 && two == -ENOSYS && three == 1)
    ipc_observe ("absent");     /* socketpair() */
  else if (one != 1 || two != 1 || three != 1 || socket_with (0) != 0)
    ipc_observef ("socket() %s, socketpair() %s, accept4() %s",
                  heeded_word (one), heeded_word (two), heeded_word (three));
  else
    ipc_observef ("all three, O_NONBLOCK %s", other == 1 ? "too"
                  : other == 0 ? "ignored" : ipc_errno_name (-other));
}
