/* kinds.c - what kinds of sockets there are, and what they tell.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "frame/suite.h"
#include "sockets.h"

/* The family that an unbound socket tells of itself.  */
static int
family_of (int fd)
{
  struct sockaddr_storage at;
  socklen_t size = sizeof at;

  memset (&at, 0xff, sizeof at);
  IPC_SETUP (getsockname (fd, (struct sockaddr *) &at, &size) == 0);
  return at.ss_family;
}

/* Whether there is that kind of socket; in *ERROR why not.  */
static int
has_kind (int family, int type, int *error)
{
  int fd = socket (family, type, type == SOCK_RAW ? IPPROTO_ICMP : 0);
  int is = -1;
  socklen_t size = sizeof is;

  *error = errno;
  if (fd == -1)
    return 0;
  IPC_SETUP (getsockopt (fd, SOL_SOCKET, SO_TYPE, &is, &size) == 0);
  is = is == type && (family == AF_UNIX || family_of (fd) == family);
  *error = is ? 0 : EPROTONOSUPPORT;
  close (fd);
  return is;
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

/* Which of the other options are on; one that there is not is off.  */
static int
others (int fd)
{
  static const int names[] =
    { SO_KEEPALIVE, SO_OOBINLINE, SO_BROADCAST, SO_DONTROUTE };
  int i, on = 0, value;
  socklen_t size = sizeof value;

  for (i = 0; i < 4; i++)
    if (getsockopt (fd, SOL_SOCKET, names[i], &value, &size) == 0)
      on |= (value != 0) << i;
    else
      IPC_SETUP (errno == ENOPROTOOPT);
  return on;
}

/* The names work as their numbers: the option that is set is the one that is
   read back, and no other.  */
IPC_TEST (constants)
{
  int fd = socket (AF_INET, SOCK_STREAM, 0), on = 1, off = 0, before;

  IPC_SETUP (fd != -1);
  IPC_SETUP (!option (fd, SO_REUSEADDR));
  before = others (fd);
  IPC_SETUP (setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0);
  if (!option (fd, SO_REUSEADDR) || others (fd) != before)
    {
      ipc_observe ("SO_REUSEADDR is another option's");
      return;
    }
  IPC_SETUP (setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &off, sizeof off)
             == 0);
  if (option (fd, SO_REUSEADDR) || others (fd) != before)
    ipc_observe ("SO_REUSEADDR cannot be taken back");
  else
    ipc_observef ("AF_INET6 %d, SOL_SOCKET %#x, SO_REUSEADDR %#x", AF_INET6,
                  (unsigned) SOL_SOCKET, (unsigned) SO_REUSEADDR);
}

/* The family that an unbound socket of FAMILY tells of itself.  */
static int
told_family (int family)
{
  int fd = socket (family, SOCK_STREAM, 0), told;

  if (fd == -1)
    return -1;
  told = family_of (fd);
  close (fd);
  return told;
}

/* The name of a local socket that has one, in AT.  Its size; 0 if it does not
   come back.  */
static size_t
local_name (struct sockaddr_storage *at)
{
  struct sockaddr_un un;
  socklen_t size = sizeof *at;
  int fd = unix_listener (&un, "sock");

  memset (at, 0, sizeof *at);
  IPC_SETUP (getsockname (fd, (struct sockaddr *) at, &size) == 0);
  close (fd);
  unlink ("sock");
  return size > offsetof (struct sockaddr_un, sun_path) ? size : 0;
}

IPC_TEST (pf_equals_af)
{
  struct sockaddr_storage local;
  int inet6 = told_family (PF_INET6);

  if (PF_UNSPEC != AF_UNSPEC || PF_INET != AF_INET || PF_UNIX != AF_UNIX
      || PF_INET6 != AF_INET6)
    ipc_observe ("differ");
  else if (told_family (PF_INET) != AF_INET
           || (inet6 != -1 && inet6 != AF_INET6)
           || (local_name (&local) > 0 && local.ss_family != AF_UNIX))
    ipc_observe ("differ in what getsockname() tells");
  else
    ipc_observe ("the same");
}

/* Whether AT of FAMILY begins with a byte for its length, which is SIZE: 1, or
   0 if it does not; -1 if it has no such family.  */
static int
has_length (const struct sockaddr_storage *at, int family, size_t size)
{
  unsigned char bytes[sizeof *at];
  sa_family_t is;

  memcpy (bytes, at, sizeof bytes);
  memcpy (&is, bytes, sizeof is);
  if (bytes[0] == size && bytes[1] == family && sizeof is == 1)
    return 1;
  return is == family && sizeof is > 1 ? 0 : -1;
}

/* An Internet address as the kernel lays it out, and a local one.  */
IPC_TEST (sockaddr_len)
{
  unsigned char bytes[sizeof (struct sockaddr_storage)];
  struct sockaddr_storage at, local;
  socklen_t size = sizeof at;
  size_t local_size;
  int fd = socket (AF_INET, SOCK_DGRAM, 0), has;

  IPC_SETUP (fd != -1);
  memset (&at, 0, sizeof at);
  IPC_SETUP (getsockname (fd, (struct sockaddr *) &at, &size) == 0);
  memcpy (bytes, &at, sizeof bytes);
  ipc_detail ("length %ld, first bytes %d and %d", (long) size, bytes[0],
              bytes[1]);
  has = has_length (&at, AF_INET, sizeof (struct sockaddr_in));
  local_size = local_name (&local);
  if (local_size > 0 && has_length (&local, AF_UNIX, local_size) != has)
    ipc_observe ("not alike for local sockets");
  else
    ipc_observe (has == 1 ? "a length byte" : has == 0 ? "no length byte"
                 : "neither family nor length");
}

/* A length, and what is beside it.  */
struct box
{
  char before[8];
  socklen_t size;
  char after[8];
};

static socklen_t *
prepare (struct box *b)
{
  memset (b, 0x55, sizeof *b);
  b->size = sizeof (struct sockaddr_storage);
  return &b->size;
}

static int
is_spilt (const struct box *b)
{
  char guard[8];

  memset (guard, 0x55, sizeof guard);
  return memcmp (b->before, guard, 8) != 0 || memcmp (b->after, guard, 8) != 0;
}

/* The kernel stores a length of that size, and nothing beside it.  */
IPC_TEST (socklen)
{
  struct box box, peer, client;
  struct sockaddr_storage at;
  struct sockaddr_un un;
  int fd = socket (AF_INET, SOCK_DGRAM, 0);
  int from = unix_listener (&un, "sock");
  int to = socket (AF_UNIX, SOCK_STREAM, 0);

  IPC_SETUP (fd != -1 && to != -1);
  IPC_SETUP (connect (to, (struct sockaddr *) &un, sizeof un) == 0);
  unlink ("sock");
  IPC_SETUP (accept (from, (struct sockaddr *) &at, prepare (&client)) != -1);
  IPC_SETUP (getpeername (to, (struct sockaddr *) &at, prepare (&peer)) == 0);
  IPC_SETUP (getsockname (fd, (struct sockaddr *) &at, prepare (&box)) == 0);
  if (is_spilt (&box) || is_spilt (&peer) || is_spilt (&client))
    ipc_observe ("stores more than a socklen_t");
  else if (box.size != sizeof (struct sockaddr_in))
    ipc_observef ("length %ld of an Internet address", (long) box.size);
  else
    ipc_observef ("%d bits", (int) (8 * sizeof box.size));
}
