/* options.c - options and flags of sockets, set and read back.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
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

/* What a listener of FAMILY at AT tells: before, and after.  */
static void
told (int fd, int tells[2])
{
  tells[0] = listens (fd);
  IPC_SETUP (listen (fd, 1) == 0);
  tells[1] = listens (fd);
  close (fd);
}

IPC_TEST (acceptconn)
{
  struct sockaddr_storage at;
  struct sockaddr_un un;
  int net[2], local[2], fd;

  ipc_need_loopback ();
  told (bound_socket (AF_INET, SOCK_STREAM, &at), net);
  memset (&un, 0, sizeof un);
  un.sun_family = AF_UNIX;
  strcpy (un.sun_path, "listener");
  fd = socket (AF_UNIX, SOCK_STREAM, 0);
  IPC_SETUP (fd != -1);
  IPC_SETUP (bind (fd, (struct sockaddr *) &un, sizeof un) == 0);
  told (fd, local);
  unlink ("listener");
  if (net[0] == 0 && net[1] == 1 && local[0] == 0 && local[1] == 1)
    ipc_observe ("tells");
  else if (net[0] == -1 && net[1] == -1 && local[0] == -1 && local[1] == -1)
    ipc_observe ("cannot be read");
  else
    ipc_observef ("TCP %d then %d, AF_UNIX %d then %d", net[0], net[1],
                  local[0], local[1]);
}

static int
send_buffer (int fd)
{
  int value = -1;
  socklen_t size = sizeof value;

  IPC_SETUP (getsockopt (fd, SOL_SOCKET, SO_SNDBUF, &value, &size) == 0);
  return value;
}

IPC_TEST (bufsize_over)
{
  enum { SMALL = 16384, HUGE = 1 << 30 };
  int fd[2], small = SMALL, huge = HUGE, read_small, read_huge, error = 0;
  const char *back, *over;

  IPC_SETUP (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == 0);
  IPC_SETUP (setsockopt (fd[0], SOL_SOCKET, SO_SNDBUF, &small, sizeof small)
             == 0);
  read_small = send_buffer (fd[0]);
  if (setsockopt (fd[0], SOL_SOCKET, SO_SNDBUF, &huge, sizeof huge) == -1)
    error = errno;
  read_huge = send_buffer (fd[0]);
  ipc_detail ("16384 reads back as %d, 2^30 as %d", read_small, read_huge);
  back = read_small == SMALL ? "exact" : read_small == 2 * SMALL ? "doubled"
         : "otherwise";
  over = error != 0 ? ipc_errno_name (error)
         : read_huge >= HUGE ? "granted" : "cut";
  if (error != 0 && read_huge != read_small)
    ipc_observef ("%s, and changed", over);
  else if (error == 0 && read_huge <= read_small)
    ipc_observe ("taken, and ignored");
  else
    ipc_observef ("%s, reads back %s", over, back);
}

/* Set OPTION to 1.5 seconds; -1, or how many milliseconds read back, 0 if
   that fails.  */
static long
timeout_back (int fd, int option)
{
  struct timeval t = { 1, 500000 };
  socklen_t size = sizeof t;

  if (setsockopt (fd, SOL_SOCKET, option, &t, sizeof t) == -1)
    return -1;
  memset (&t, 0, sizeof t);
  return getsockopt (fd, SOL_SOCKET, option, &t, &size) == -1 ? 0
         : (long) t.tv_sec * 1000 + (long) t.tv_usec / 1000;
}

/* A tick of the kernel's clock may be as long as that.  */
static int
is_near (long milliseconds)
{
  return milliseconds >= 1480 && milliseconds <= 1520;
}

IPC_TEST (rcvtimeo_get)
{
  int fd[2];
  long receive, send;

  IPC_SETUP (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == 0);
  receive = timeout_back (fd[0], SO_RCVTIMEO);
  send = timeout_back (fd[0], SO_SNDTIMEO);
  ipc_detail ("1500 ms read back as %ld and %ld", receive, send);
  if (is_near (receive) && is_near (send))
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

/* socket(), socketpair() and accept4() with FLAG: 1 if the result does not
   block, 0 if it does, minus errno if it is refused.  */
static int
socket_with (int flag)
{
  int fd = socket (AF_UNIX, SOCK_STREAM | flag, 0);

  return fd == -1 ? -errno : is_quick (fd);
}

static int
pair_with (int flag)
{
  int fd[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | flag, 0, fd) == -1)
    return -errno;
  return is_quick (fd[0]) + is_quick (fd[1]) == 2;
}

static int
accept_with (int flag)
{
  struct sockaddr_storage at;
  socklen_t size = loopback (AF_INET, &at);
  int from = listener (AF_INET, &at);
  int client = socket (AF_INET, SOCK_STREAM, 0), fd, error;

  IPC_SETUP (client != -1);
  IPC_SETUP (connect (client, (struct sockaddr *) &at, size) == 0);
  fd = accept4 (from, NULL, NULL, flag);
  error = errno;
  close (client);
  close (from);
  return fd == -1 ? -error : is_quick (fd);
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
  else if (one != 1 || two != 1 || three != 1 || socket_with (0) != 0)
    ipc_observef ("socket() %d, socketpair() %d, accept4() %d", one, two,
                  three);
  else
    ipc_observef ("all three, O_NONBLOCK %s", other == 1 ? "too"
                  : other == 0 ? "ignored" : ipc_errno_name (-other));
}
