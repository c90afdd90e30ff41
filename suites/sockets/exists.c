/* exists.c - what kinds of sockets there are.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "sockets.h"

/* What is wrong with the streams of FAMILY, or NULL.  */
static const char *
stream_wrong (int family)
{
  struct sockaddr_storage at;
  socklen_t size = loopback (family, &at);
  int from = listener (family, &at), to, client;
  char got[4] = "";

  client = socket (family, SOCK_STREAM, 0);
  if (client == -1)
    return ipc_errno_name (errno);
  if (connect (client, (struct sockaddr *) &at, size) == -1)
    return "does not connect";
  to = accept (from, NULL, NULL);
  IPC_SETUP (to != -1);
  say (client, "ab");
  await_bytes (to, 2);
  ipc_nonblocking (to, 1);
  if (recv (to, got, 1, 0) != 1 || recv (to, got + 1, 1, 0) != 1
      || strcmp (got, "ab") != 0)
    return "is no stream";
  close (client);
  close (to);
  close (from);
  return NULL;
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

/* The same of messages.  */
static const char *
dgram_wrong (int family)
{
  struct sockaddr_storage at;
  socklen_t size = loopback (family, &at);
  int to = bound_socket (family, SOCK_DGRAM, &at), client;
  struct pollfd p = { to, POLLIN, 0 };
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
  close (client);
  close (to);
  return NULL;
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

/* Whether there is that kind of socket; in *ERROR why not.  */
static int
has_kind (int family, int type, int *error)
{
  int fd = socket (family, type, type == SOCK_RAW ? IPPROTO_ICMP : 0);

  *error = errno;
  if (fd != -1)
    close (fd);
  return fd != -1;
}

IPC_TEST (more_types)
{
  int error, raw_error;
  int ipv6 = has_kind (AF_INET6, SOCK_STREAM, &error);
  int packets = has_kind (AF_UNIX, SOCK_SEQPACKET, &error);
  int raw = has_kind (AF_INET, SOCK_RAW, &raw_error);

  ipc_detail ("SOCK_RAW: %s", raw ? "granted" : ipc_errno_name (raw_error));
  if (!raw && raw_error != EPERM && raw_error != EACCES
      && raw_error != EPROTONOSUPPORT && raw_error != ESOCKTNOSUPPORT)
    ipc_observef ("SOCK_RAW: %s", ipc_errno_name (raw_error));
  else
    ipc_observe (ipv6 && packets ? "IPv6 and SOCK_SEQPACKET"
                 : ipv6 ? "IPv6" : packets ? "SOCK_SEQPACKET" : "neither");
}

static int
option (int fd, int name)
{
  int value = -1;
  socklen_t size = sizeof value;

  IPC_SETUP (getsockopt (fd, SOL_SOCKET, name, &value, &size) == 0);
  return value != 0;
}

/* The names work as their numbers: the option that is set is the one that is
   read back, and no other.  */
IPC_TEST (constants)
{
  int fd = socket (AF_INET, SOCK_STREAM, 0), on = 1;

  IPC_SETUP (fd != -1);
  IPC_SETUP (!option (fd, SO_REUSEADDR) && !option (fd, SO_KEEPALIVE)
             && !option (fd, SO_OOBINLINE));
  IPC_SETUP (setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0);
  if (!option (fd, SO_REUSEADDR) || option (fd, SO_KEEPALIVE)
      || option (fd, SO_OOBINLINE))
    ipc_observe ("SO_REUSEADDR is another option's");
  else
    ipc_observef ("AF_INET6 %d, SOL_SOCKET %#x, SO_REUSEADDR %#x", AF_INET6,
                  (unsigned) SOL_SOCKET, (unsigned) SO_REUSEADDR);
}

/* The family that an unbound socket of FAMILY tells of itself.  */
static int
told_family (int family)
{
  struct sockaddr_storage at;
  socklen_t size = sizeof at;
  int fd = socket (family, SOCK_STREAM, 0);

  if (fd == -1)
    return -1;
  memset (&at, 0xff, sizeof at);
  IPC_SETUP (getsockname (fd, (struct sockaddr *) &at, &size) == 0);
  close (fd);
  return at.ss_family;
}

IPC_TEST (pf_equals_af)
{
  int inet6 = told_family (PF_INET6);

  if (PF_UNSPEC != AF_UNSPEC || PF_INET != AF_INET || PF_UNIX != AF_UNIX
      || PF_INET6 != AF_INET6)
    ipc_observe ("differ");
  else if (told_family (PF_INET) != AF_INET
           || (inet6 != -1 && inet6 != AF_INET6))
    ipc_observe ("differ in what getsockname() tells");
  else
    ipc_observe ("the same");
}

/* An Internet address as the kernel lays it out.  */
IPC_TEST (sockaddr_len)
{
  unsigned char bytes[sizeof (struct sockaddr_storage)];
  struct sockaddr_storage at;
  socklen_t size = sizeof at;
  sa_family_t family;
  int fd = socket (AF_INET, SOCK_DGRAM, 0);

  IPC_SETUP (fd != -1);
  memset (&at, 0, sizeof at);
  IPC_SETUP (getsockname (fd, (struct sockaddr *) &at, &size) == 0);
  memcpy (bytes, &at, sizeof bytes);
  memcpy (&family, bytes, sizeof family);
  ipc_detail ("length %ld, first bytes %d and %d", (long) size, bytes[0],
              bytes[1]);
  if (bytes[0] == sizeof (struct sockaddr_in) && bytes[1] == AF_INET
      && sizeof family == 1)
    ipc_observe ("a length byte");
  else
    ipc_observe (family == AF_INET && sizeof family > 1 ? "no length byte"
                 : "neither family nor length");
}

/* The kernel stores a length of that size, and nothing beside it.  */
IPC_TEST (socklen)
{
  struct
  {
    char before[8];
    socklen_t size;
    char after[8];
  } box;
  struct sockaddr_storage at;
  char guard[8];
  int fd = socket (AF_INET, SOCK_DGRAM, 0);

  IPC_SETUP (fd != -1);
  memset (&box, 0x55, sizeof box);
  memset (guard, 0x55, sizeof guard);
  box.size = sizeof at;
  IPC_SETUP (getsockname (fd, (struct sockaddr *) &at, &box.size) == 0);
  if (memcmp (box.before, guard, 8) != 0 || memcmp (box.after, guard, 8) != 0)
    ipc_observe ("stores more than a socklen_t");
  else if (box.size != sizeof (struct sockaddr_in))
    ipc_observef ("length %ld of an Internet address", (long) box.size);
  else
    ipc_observef ("%d bits", (int) (8 * sizeof box.size));
}
