/* messages.c - what becomes of a datagram: its bytes, its bounds, its size.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "frame/suite.h"
#include "udp.h"

/* Two clients of one server, so that no address stands for the other.  What
   is wrong, or NULL.  */
static const char *
trip_wrong (int family)
{
  struct end server = udp_end (family), client[2];
  struct sockaddr_storage from;
  char got[16] = "";
  int i;

  for (i = 0; i < 2; i++)
    client[i] = udp_end (family);
  for (i = 0; i < 2; i++)
    {
      IPC_SETUP (udp_put (client[i].fd, i ? "second" : "first", i ? 6 : 5,
                          &server) == (i ? 6 : 5));
      udp_await (server.fd);
    }
  for (i = 0; i < 2; i++)
    {
      memset (&from, 0, sizeof from);
      if (udp_take (server.fd, got, sizeof got, &from) != (i ? 6 : 5)
          || memcmp (got, i ? "second" : "first", i ? 6 : 5) != 0)
        return "not whole";
      if (!udp_same (&from, &client[i].at))
        return "another sender";
      IPC_SETUP (sendto (server.fd, got, 1, 0, (struct sockaddr *) &from,
                         server.size) == 1);
    }
  for (i = 0; i < 2; i++)
    if (udp_take (client[i].fd, got, sizeof got, &from) != 1
        || got[0] != (i ? 's' : 'f') || !udp_same (&from, &server.at))
      return "another answer";
  return NULL;
}

IPC_TEST (roundtrip)
{
  const char *wrong;

  ipc_need_loopback ();
  wrong = trip_wrong (AF_INET);
  if (wrong != NULL)
    ipc_observef ("IPv4: %s", wrong);
  else if (udp_has_ipv6 () && (wrong = trip_wrong (AF_INET6)) != NULL)
    ipc_observef ("IPv6: %s", wrong);
  else
    ipc_observe ("whole, with its sender");
}

/* Whether the N bytes of DATA are just what was sent of SIZE bytes, each of
   which is LETTER.  */
static int
is_whole (const char *data, ssize_t n, size_t size, char letter)
{
  ssize_t i;

  for (i = 0; i < n && data[i] == letter; i++)
    continue;
  return n == (ssize_t) size && i == n;
}

/* In whatever order they come: that is no part of this.  */
IPC_TEST (boundaries)
{
  static const size_t sizes[] = { 1, 1400, 5 };
  static char sent[1400], got[8192];
  struct end server, client;
  struct sockaddr_storage from;
  int i, which, seen[3] = { 0, 0, 0 };

  ipc_need_loopback ();
  server = udp_end (AF_INET);
  client = udp_end (AF_INET);
  for (i = 0; i < 3; i++)
    {
      memset (sent, 'a' + i, sizeof sent);
      IPC_SETUP (udp_put (client.fd, sent, sizes[i], &server)
                 == (ssize_t) sizes[i]);
    }
  ipc_settle_loopback ();
  for (i = 0; i < 3; i++)
    {
      ssize_t n = udp_take (server.fd, got, sizeof got, &from);

      which = n > 0 ? got[0] - 'a' : -1;
      if (which < 0 || which > 2 || seen[which]++
          || !is_whole (got, n, sizes[which], got[0]))
        {
          ipc_observef ("%ld bytes, or other ones", (long) n);
          return;
        }
    }
  ipc_observe ("one receive for each send");
}

static ssize_t
receive (int fd, char *data, size_t size, int *flags)
{
  struct iovec part = { data, size };
  struct msghdr message;
  ssize_t n;

  memset (&message, 0, sizeof message);
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  udp_await (fd);
  n = recvmsg (fd, &message, 0);
  *flags = message.msg_flags;
  return n;
}

/* Send SERVER what is longer than 4 bytes, and what is not.  */
static void
send_two (const struct end *client, const struct end *server)
{
  IPC_SETUP (udp_put (client->fd, "0123456789", 10, server) == 10);
  udp_await (server->fd);
  IPC_SETUP (udp_put (client->fd, "next", 4, server) == 4);
}

/* Whether recvfrom() drops the rest, too, which it has no means to tell.  */
static int
drops_rest (const struct end *client, const struct end *server)
{
  struct sockaddr_storage from;
  char got[4];

  send_two (client, server);
  return udp_take (server->fd, got, 4, &from) == 4
         && memcmp (got, "0123", 4) == 0
         && udp_take (server->fd, got, 4, &from) == 4
         && memcmp (got, "next", 4) == 0;
}

IPC_TEST (truncated)
{
  struct end server, client;
  char got[16] = "";
  int cut_flags, whole_flags;
  ssize_t cut, whole;

  ipc_need_loopback ();
  server = udp_end (AF_INET);
  client = udp_end (AF_INET);
  send_two (&client, &server);
  cut = receive (server.fd, got, 4, &cut_flags);
  if (cut != 4 || memcmp (got, "0123\0", 5) != 0)
    {
      ipc_observe ("other bytes");
      return;
    }
  whole = receive (server.fd, got, 4, &whole_flags);
  if (whole != 4 || memcmp (got, "next", 4) != 0)
    ipc_observe ("the rest follows");
  else if ((whole_flags & MSG_TRUNC) != 0)
    ipc_observe ("MSG_TRUNC of what fits");
  else if ((cut_flags & MSG_TRUNC) == 0)
    ipc_observe ("dropped in silence");
  else
    ipc_observe (drops_rest (&client, &server) ? "dropped, MSG_TRUNC"
                 : "the rest follows for recvfrom()");
}

IPC_TEST (zero_length)
{
  struct end server, client;
  struct sockaddr_storage from[2];
  struct pollfd p;
  char got[4] = "?";
  ssize_t empty, next;

  ipc_need_loopback ();
  server = udp_end (AF_INET);
  client = udp_end (AF_INET);
  p.fd = server.fd;
  p.events = POLLIN;
  IPC_SETUP (udp_put (client.fd, "", 0, &server) == 0);
  ipc_comes (server.fd);
  p.revents = 0;
  if (poll (&p, 1, 0) != 1 || p.revents != POLLIN)
    {
      ipc_observe ("not readable");
      return;
    }
  IPC_SETUP (udp_put (client.fd, "1", 1, &server) == 1);
  memset (from, 0, sizeof from);
  empty = udp_take (server.fd, got, sizeof got, &from[0]);
  if (empty != 0)
    {
      ipc_observe (ipc_gave (empty));
      return;
    }
  next = udp_take (server.fd, got, sizeof got, &from[1]);
  if (next != 1 || got[0] != '1')
    ipc_observe ("loses what follows");
  else
    ipc_observe (udp_same (&from[0], &client.at)
                 && udp_same (&from[1], &client.at)
                 ? "a message of 0 bytes" : "another sender");
}

IPC_TEST (send_zero_count)
{
  struct end server, client;
  struct sockaddr_storage from;
  char got[4];
  ssize_t n;

  ipc_need_loopback ();
  server = udp_end (AF_INET);
  client = udp_end (AF_INET);
  udp_connect (&client, &server);
  n = send (client.fd, "", 0, 0);
  if (n != 0)
    ipc_observe (ipc_gave (n));
  else if (!ipc_comes (server.fd))
    ipc_observe ("0, and not sent");
  else
    ipc_observe (udp_take (server.fd, got, sizeof got, &from) == 0
                 && udp_same (&from, &client.at) ? "0, and sent"
                 : "0, and sends something else");
}

enum { HUGE = 70000 };
static char huge[HUGE];

/* The largest that is taken, which is at least 1 byte and less than HUGE.  */
static int
largest (int fd, const struct end *to)
{
  int low = 1, high = HUGE, middle;

  while (high - low > 1)
    {
      middle = low + (high - low) / 2;
      if (udp_put (fd, huge, (size_t) middle, to) == middle)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* Whether send() of 65508 bytes from a connected socket fails with ERROR.  */
static int
fails_alike (const struct end *to, int error)
{
  struct end other = udp_end (AF_INET);

  udp_connect (&other, to);
  return send (other.fd, huge, 65508, 0) == -1 && errno == error;
}

/* Beyond the protocol's limit, and one byte beyond this platform's.  */
IPC_TEST (too_big)
{
  struct end server, client;
  struct sockaddr_storage from;
  int limit, error, buffer = 4 * HUGE;
  ssize_t n, next;

  ipc_need_loopback ();
  server = udp_closed_port ();
  client = udp_end (AF_INET);
  setsockopt (client.fd, SOL_SOCKET, SO_SNDBUF, &buffer, sizeof buffer);
  n = udp_put (client.fd, huge, 65508, &client);
  if (n != -1)
    {
      ipc_observe (n == 65508 ? "taken" : "taken in part");
      return;
    }
  error = errno;
  limit = largest (client.fd, &server);
  n = udp_put (client.fd, huge, (size_t) limit + 1, &client);
  ipc_detail ("largest: %d bytes", limit);
  if (n != -1 || errno != error || !fails_alike (&client, error))
    {
      ipc_observe ("fails in more than one way");
      return;
    }
  IPC_SETUP (udp_put (client.fd, "x", 1, &client) == 1);
  next = udp_take (client.fd, huge, sizeof huge, &from);
  ipc_observe (next == 1 ? ipc_errno_name (error) : "fails, and is sent");
}
