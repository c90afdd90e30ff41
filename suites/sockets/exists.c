/* exists.c - streams and datagrams that carry something.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "sockets.h"

struct place
{
  int family;
  struct sockaddr_storage at;
};

/* The other program: says "ab" to ARG, and returns 0 if it is answered
   "cd".  */
static int
be_client (struct ipc_link *link, void *arg)
{
  const struct place *p = arg;
  struct sockaddr_storage unused;
  socklen_t size = loopback (p->family, &unused);
  int fd = socket (p->family, SOCK_STREAM, 0);
  char got[4] = "";

  if (fd == -1
      || connect (fd, (const struct sockaddr *) &p->at, size) == -1)
    {
      ipc_tell (link, 'n');
      return 1;
    }
  ipc_tell (link, 'c');
  say (fd, "ab");
  await_bytes (fd, 2);
  return recv (fd, got, 2, 0) != 2 || strcmp (got, "cd") != 0;
}

/* What is wrong with TO, at whose other end there is CLIENT; or NULL.  */
static const char *
session_wrong (int to, struct ipc_child *client)
{
  char got[4] = "";

  await_bytes (to, 2);
  ipc_nonblocking (to, 1);
  if (recv (to, got, 1, 0) != 1 || recv (to, got + 1, 1, 0) != 1
      || strcmp (got, "ab") != 0)
    return "is no stream";
  if (send (to, "cd", 2, 0) != 2)
    return "sends no answer";
  return ipc_join_exit (client) == 0 ? NULL : "sends another answer";
}

/* What is wrong with the streams of FAMILY, or NULL.  */
static const char *
stream_wrong (int family)
{
  struct place p;
  struct ipc_child client;
  int from = listener (family, &p.at), to;
  const char *wrong;

  p.family = family;
  ipc_handle (SIGPIPE, SIG_IGN, 0);
  client = ipc_start (be_client, &p);
  if (ipc_hear (&client.link) != 'c')
    return "does not connect";
  to = accept (from, NULL, NULL);
  IPC_SETUP (to != -1);
  wrong = session_wrong (to, &client);
  if (wrong != NULL)
    ipc_end (&client);
  close (to);
  close (from);
  return wrong;
}

IPC_TEST (stream_available)
{
  const char *wrong;

  ipc_need_loopback ();
  wrong = stream_wrong (AF_INET);
  if (wrong != NULL)
    ipc_observef ("IPv4: %s", wrong);
  else if (has_ipv6 () && (wrong = stream_wrong (AF_INET6)) != NULL)
    ipc_observef ("IPv6: %s", wrong);
  else
    ipc_observe ("carries bytes");
}

/* Whether A and B are one address and port.  */
static int
are_same (const struct sockaddr_storage *a, const struct sockaddr_storage *b)
{
  const struct sockaddr_in *a4 = (const struct sockaddr_in *) a;
  const struct sockaddr_in *b4 = (const struct sockaddr_in *) b;
  const struct sockaddr_in6 *a6 = (const struct sockaddr_in6 *) a;
  const struct sockaddr_in6 *b6 = (const struct sockaddr_in6 *) b;

  if (a->ss_family != b->ss_family)
    return 0;
  return a->ss_family == AF_INET6
         ? a6->sin6_port == b6->sin6_port
           && memcmp (&a6->sin6_addr, &b6->sin6_addr, 16) == 0
         : a4->sin_port == b4->sin_port
           && a4->sin_addr.s_addr == b4->sin_addr.s_addr;
}

/* Answer CLIENT's message over TO.  NULL, or what is wrong.  */
static const char *
answer_wrong (int client, int to)
{
  struct sockaddr_storage from, own;
  socklen_t size = sizeof from, own_size = sizeof own;
  struct pollfd p = { client, POLLIN, 0 };
  char got[4] = "";

  IPC_SETUP (getsockname (client, (struct sockaddr *) &own, &own_size) == 0);
  say (client, "who");
  if (recvfrom (to, got, 3, 0, (struct sockaddr *) &from, &size) != 3
      || !are_same (&from, &own))
    return "tells another sender";
  IPC_SETUP (sendto (to, "you", 3, 0, (struct sockaddr *) &from, size) == 3);
  IPC_SETUP (poll (&p, 1, -1) == 1);
  return recv (client, got, 4, 0) == 3 && memcmp (got, "you", 3) == 0 ? NULL
         : "carries no answer";
}

/* The same of messages.  */
static const char *
dgram_wrong (int family)
{
  struct sockaddr_storage at;
  socklen_t size = loopback (family, &at);
  int to = bound_socket (family, SOCK_DGRAM, &at), client;
  struct pollfd p = { to, POLLIN, 0 };
  const char *wrong;
  char got[4] = "";

  client = socket (family, SOCK_DGRAM, 0);
  if (client == -1)
    return ipc_errno_name (errno);
  if (connect (client, (struct sockaddr *) &at, size) == -1)
    return "does not connect";
  say (client, "ab");
  say (client, "cd");
  IPC_SETUP (poll (&p, 1, -1) == 1);
  if (recv (to, got, 1, 0) != 1 || poll (&p, 1, -1) != 1
      || recv (to, got + 1, 3, 0) != 2 || strcmp (got, "acd") != 0)
    return "carries no messages";
  wrong = answer_wrong (client, to);
  close (client);
  close (to);
  return wrong;
}

IPC_TEST (dgram_available)
{
  const char *wrong;

  ipc_need_loopback ();
  wrong = dgram_wrong (AF_INET);
  if (wrong != NULL)
    ipc_observef ("IPv4: %s", wrong);
  else if (has_ipv6 () && (wrong = dgram_wrong (AF_INET6)) != NULL)
    ipc_observef ("IPv6: %s", wrong);
  else
    ipc_observe ("carries messages");
}
