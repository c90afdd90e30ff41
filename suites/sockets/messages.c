/* messages.c - what FIONREAD counts.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "frame/suite.h"
#include "kit/command.h"
#include "sockets.h"

/* What waits at FD; minus errno if that is refused.  */
static int
waiting (int fd)
{
  int n = -1;

  return ioctl (fd, FIONREAD, &n) == -1 ? -errno : n;
}

/* Whether three bytes through FD[1] are counted at FD[0], and then none.  */
static int
counts_bytes (int fd[2], int is_stream)
{
  char got[3];

  IPC_SETUP (write (fd[1], "abc", 3) == 3);
  if (is_stream)
    await_bytes (fd[0], 3);
  if (waiting (fd[0]) != 3 || read (fd[0], got, 1) != 1
      || waiting (fd[0]) != 2)
    return 0;
  return read (fd[0], got, 3) == 2 && waiting (fd[0]) == 0;
}

/* The kind of stream that is not counted by its bytes, or NULL.  */
static const char *
uncounted (void)
{
  int fd[2], ends[2];

  ipc_pipe (fd);
  if (!counts_bytes (fd, 0))
    return "a pipe";
  if (ipc_make_fifo ("fifo"))
    {
      ends[0] = open ("fifo", O_RDONLY | O_NONBLOCK);
      ends[1] = open ("fifo", O_WRONLY);
      IPC_SETUP (ends[0] != -1 && ends[1] != -1);
      unlink ("fifo");
      if (!counts_bytes (ends, 0))
        return "a FIFO";
    }
  ipc_local_pair (SOCK_STREAM, fd);
  if (!counts_bytes (fd, 0))
    return "a pair";
  stream_pair (AF_INET, fd);
  return counts_bytes (fd, 1) ? NULL : "TCP";
}

/* What is counted of messages of 3 bytes and 5, then of the second, then of
   nothing.  */
static const char *
messages_counted (int from, int to)
{
  struct pollfd p = { to, POLLIN, 0 };
  char got[8];
  int n, second, none;

  say (from, "abc");
  say (from, "defgh");
  IPC_SETUP (poll (&p, 1, -1) == 1);
  n = waiting (to);
  if (recv (to, got, sizeof got, 0) != 3 || poll (&p, 1, -1) != 1)
    return "lost messages";
  second = waiting (to);
  if (recv (to, got, sizeof got, 0) != 5)
    return "lost messages";
  none = waiting (to);
  if ((n == 3 || n == 8) && (second != 5 || none != 0))
    return "another number behind the first message";
  return n == 3 ? "first message" : n == 8 ? "all messages"
         : n > 8 ? "more than the data" : n < 0 ? ipc_errno_name (-n)
         : "less than the data";
}

/* What a listener says, to whom a client has come.  */
static int
listener_counts (void)
{
  struct sockaddr_storage at;
  socklen_t size = loopback (AF_INET, &at);
  int from = listener (AF_INET, &at), n;
  int client = socket (AF_INET, SOCK_STREAM, 0);
  struct pollfd p = { from, POLLIN, 0 };

  IPC_SETUP (client != -1);
  IPC_SETUP (connect (client, (struct sockaddr *) &at, size) == 0);
  IPC_SETUP (poll (&p, 1, -1) == 1);
  n = waiting (from);
  close (client);
  close (from);
  return n;
}

IPC_TEST (fionread_kinds)
{
  struct sockaddr_storage at;
  const char *wrong, *local, *net;
  int fd[2], n;

  ipc_need_loopback ();
  wrong = uncounted ();
  ipc_local_pair (SOCK_DGRAM, fd);
  local = messages_counted (fd[0], fd[1]);
  fd[1] = bound_socket (AF_INET, SOCK_DGRAM, &at);
  fd[0] = socket (AF_INET, SOCK_DGRAM, 0);
  IPC_SETUP (fd[0] != -1);
  IPC_SETUP (connect (fd[0], (struct sockaddr *) &at,
                      sizeof (struct sockaddr_in)) == 0);
  net = messages_counted (fd[0], fd[1]);
  n = listener_counts ();
  ipc_detail ("local: %s, network: %s", local, net);
  if (wrong != NULL)
    ipc_observef ("does not count %s", wrong);
  else if (strcmp (local, net) != 0)
    ipc_observef ("local %s, network %s", local, net);
  else if (n < 0)
    ipc_observef ("%s, listener %s", local, ipc_errno_name (-n));
  else
    ipc_observef ("%s, listener %d", local, n);
}
