/* local-reach.c - faults of reaching local sockets, and of their sessions.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "local.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"

FAULT (un_stale_dgram, "a datagram socket connects to one that is dead",
  KILLS ("unix_sockets.stale"))
FAULT (un_missing_dgram, "a datagram socket is refused by a missing name",
  KILLS ("unix_sockets.missing"))
FAULT (un_missing_renamed, "connect() is refused by a name that was renamed",
  KILLS ("unix_sockets.missing"))
FAULT (un_file_dgram, "connect() of a datagram socket to a file: ENOTSOCK",
  KILLS ("unix_sockets.not_socket"))
FAULT (un_type_arrives,
  "a datagram socket's connect() to a stream fails, but there it arrives",
  KILLS ("unix_sockets.wrong_type"))
FAULT (un_family_inet6, "connect() of a local socket takes IPv6 addresses",
  KILLS ("unix_sockets.local_only"))
FAULT (un_family_dgram, "connect() of a local datagram socket takes any family",
  KILLS ("unix_sockets.local_only"))
FAULT (un_family_tries, "connect() of a local socket tries the network",
  KILLS ("unix_sockets.local_only"))
FAULT (un_perm_any, "anybody's permission to write is enough for connect()",
  KILLS ("unix_sockets.perm"))
FAULT (un_perm_dgram, "a datagram socket needs no permission",
  KILLS ("unix_sockets.perm"))
FAULT (un_policy_dgram, "a policy keeps datagram sockets from connecting",
  KILLS ("unix_sockets.mac_policy"))
FAULT (un_fs_unreached, "nobody reaches the sockets of a file system",
  KILLS ("unix_sockets.no_fs_support"))
FAULT (un_full_name, "connect() cannot reach a name without a null",
  KILLS ("unix_sockets.path_limit"))
FAULT (un_mknod_dgram, "a datagram socket connects to what mknod() made",
  KILLS ("unix_sockets.mknod_socket"))
FAULT (un_scope_root, "an abstract name is not reached after chroot()",
  KILLS ("unix_sockets.abstract_scope"))
FAULT (un_accept_keeps_name,
  "accept() of one without a name has the name of the one before",
  KILLS ("unix_sockets.accept_unnamed"))
FAULT (un_unlinked_deaf, "after unlink() who is accepted gets no answers",
  KILLS ("unix_sockets.unlink_live"))
FAULT (un_waited_dead, "a connect() that had to wait is not connected",
  KILLS ("unix_sockets.backlog_full"))
FAULT (un_second_waits, "the second connect() waits for accept()",
  KILLS ("unix_sockets.connect_needs_accept"))
FAULT (un_names_cut, "a name of more than 60 bytes does not come back whole",
  KILLS ("unix_sockets.bound_name_back"))
FAULT (un_answers_mix, "what goes to the second session reaches the first",
  KILLS ("unix_sockets.sessions"))

static char renamed[200];
static int sessions, first_session, second_session;

void
ipc_fault_local_renamed (const char *from)
{
  snprintf (renamed, sizeof renamed, "%s", from);
}

/* Connect a stream to the address TO of SIZE.  */
static int
reach (CONST_ADDRESS to, socklen_t size)
{
  int fd = IPC_REAL (socket) (AF_UNIX, SOCK_STREAM, 0);

  return IPC_REAL (connect) (fd, to, size);
}

int
ipc_fault_local_refuses (int fd, CONST_ADDRESS address, socklen_t size,
                         int *result)
{
  const struct sockaddr *to = POINTER (address);
  int dgram = ipc_fault_socket_type (fd) == SOCK_DGRAM;
  int network = to->sa_family != AF_UNIX;

  *result = 0;
  if (network && ((to->sa_family == AF_INET6 && ipc_fault (un_family_inet6))
                  || (dgram && ipc_fault (un_family_dgram))))
    return 1;
  *result = -1;
  if (network && ipc_fault (un_family_tries))
    errno = ECONNREFUSED;
  else if (!network && dgram && ipc_fault (un_policy_dgram))
    errno = EACCES;
  else if (!network && ipc_fault (un_fs_unreached))
    errno = EOPNOTSUPP;
  else if (!network && size == sizeof (struct sockaddr_un)
           && ((const struct sockaddr_un *) (const void *) to)
              ->sun_path[sizeof (struct sockaddr_un)
                         - offsetof (struct sockaddr_un, sun_path) - 1]
              != '\0'
           && ipc_fault (un_full_name))
    errno = ENAMETOOLONG;
  else if (!network && dgram && ipc_fault (un_type_arrives)
           && reach (address, size) == 0)
    errno = EPROTOTYPE;
  else if (!network && size > 3 && to->sa_data[0] == '\0'
           && ipc_fault (un_scope_root)
           && IPC_REAL (lstat) ("/proc", &(struct stat) { .st_mode = 0 })
              == -1)
    errno = ECONNREFUSED;
  else
    return 0;
  return 1;
}

/* The mode of NAME; 0 if there is none.  */
static mode_t
mode_of (const char *name)
{
  struct stat st;

  return IPC_REAL (lstat) (name, &st) == 0 ? st.st_mode : 0;
}

int
ipc_fault_local_connected (int fd, const char *name, int result)
{
  int dgram = ipc_fault_socket_type (fd) == SOCK_DGRAM, error = errno;
  mode_t mode = mode_of (name);

  if (result == 0)
    return 0;
  errno = error;
  if (error == ECONNREFUSED && dgram && S_ISSOCK (mode)
      && ipc_fault (un_stale_dgram))
    return 0;
  if (error == ECONNREFUSED && dgram && strcmp (name, "made") == 0
      && ipc_fault (un_mknod_dgram))
    return 0;
  if (error == EACCES && (mode & 0222) != 0 && ipc_fault (un_perm_any))
    return 0;
  if (error == EACCES && dgram && ipc_fault (un_perm_dgram))
    return 0;
  if (error == ENOENT && dgram && ipc_fault (un_missing_dgram))
    errno = ECONNREFUSED;
  if (error == ENOENT && strcmp (name, renamed) == 0
      && ipc_fault (un_missing_renamed))
    errno = ECONNREFUSED;
  if (error == ECONNREFUSED && dgram && S_ISREG (mode)
      && ipc_fault (un_file_dgram))
    errno = ENOTSOCK;
  return -1;
}

/* Sleep in connect() to TO, whose queue has room, until it has none.  */
static void
sleep_in_connect (CONST_ADDRESS to, socklen_t size)
{
  int fd;

  do
    fd = IPC_REAL (socket) (AF_UNIX, SOCK_STREAM, 0);
  while (IPC_REAL (connect) (fd, to, size) == 0);
}

int
ipc_fault_local_waits (int fd, CONST_ADDRESS to, socklen_t size)
{
  int flags = IPC_REAL (fcntl) (fd, F_GETFL), result;

  if (ipc_fault (un_waited_dead) && (flags & O_NONBLOCK) == 0)
    {
      IPC_REAL (fcntl) (fd, F_SETFL, flags | O_NONBLOCK);
      result = IPC_REAL (connect) (fd, to, size);
      IPC_REAL (fcntl) (fd, F_SETFL, flags);
      if (result == 0 || errno != EAGAIN)
        return result;
      result = IPC_REAL (connect) (fd, to, size);
      IPC_REAL (shutdown) (fd, SHUT_RDWR);
      return result;
    }
  result = IPC_REAL (connect) (fd, to, size);
  if (result == 0 && ipc_fault (un_second_waits) && sessions++ > 0)
    sleep_in_connect (to, size);
  return result;
}

void
ipc_fault_local_accepted (int fd, struct sockaddr *from, socklen_t *size)
{
  static struct sockaddr_un before;
  static socklen_t before_size;
  struct sockaddr_un own;
  socklen_t length = sizeof own - 1;
  ADDRESS name;

  if (!ipc_fault_is_local (fd))
    return;
  second_session = first_session != 0 && second_session == 0 ? fd
                   : second_session;
  first_session = first_session == 0 ? fd : first_session;
  memset (&own, 0, sizeof own);
  POINTER (name) = (struct sockaddr *) &own;
  if (ipc_fault (un_unlinked_deaf)
      && IPC_REAL (getsockname) (fd, name, &length) == 0
      && mode_of (own.sun_path) == 0)
    IPC_REAL (shutdown) (fd, SHUT_WR);
  if (from == NULL || !ipc_fault (un_accept_keeps_name))
    return;
  if (*size > sizeof from->sa_family)
    {
      before_size = *size;
      memcpy (&before, from, before_size);
    }
  else if (before_size != 0)
    memcpy (from, &before, *size = before_size);
}

void
ipc_fault_local_told (struct sockaddr *name, socklen_t *size)
{
  if (name->sa_family == AF_UNIX && *size > 62 && ipc_fault (un_names_cut))
    *size = 62;
}

int
ipc_fault_local_writes_to (int fd)
{
  return fd == second_session && first_session != 0
         && ipc_fault (un_answers_mix) ? first_session : fd;
}
