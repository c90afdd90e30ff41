/* connect-name.c - faults of reaching local sockets by name.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "connect-name.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"
#include "local.h"

FAULT (connect_stale_enoent, "connect() to a dead socket's name gives ENOENT",
  KILLS ("unix_sockets.stale", "unix_sockets.client"))
FAULT (connect_mknod_enxio, "connect() to what mknod() made gives ENXIO",
  KILLS ("unix_sockets.mknod_socket"))
FAULT (connect_missing_refused, "connect() to a missing name is refused",
  KILLS ("unix_sockets.missing", "unix_sockets.client"))
FAULT (connect_fifo_type, "connect() to a FIFO gives EPROTOTYPE",
  KILLS ("unix_sockets.not_socket"))
FAULT (connect_type_refused, "a datagram socket is refused by a stream",
  KILLS ("unix_sockets.wrong_type"))

FAULT (connect_any_family, "connect() of a local socket takes any family",
  KILLS ("unix_sockets.local_only"))
FAULT (connect_needs_read, "connect() asks for permission to read, too",
  KILLS ("unix_sockets.perm"))
FAULT (connect_policy, "connect() is denied though the mode allows it",
  KILLS ("unix_sockets.mac_policy", "unix_sockets.perm",
         "unix_sockets.db_proxy"))
FAULT (connect_local_full, "connect() says ECONNREFUSED of a full queue",
  KILLS ("unix_sockets.backlog_full"))
FAULT (connect_full_returns, "connect() does not wait for room in a queue",
  KILLS ("unix_sockets.backlog_full"))
FAULT (connect_waits, "connect() waits until it is accepted",
  KILLS ("unix_sockets.connect_needs_accept"))

/* The type of the file NAME, 0 if there is none.  */
static mode_t
kind (const char *name)
{
  struct stat st;

  return IPC_REAL (lstat) (name, &st) == 0 ? st.st_mode & S_IFMT : 0;
}

/* What ERROR of connecting FD to NAME becomes.  */
static int
other_error (int fd, const char *name, int error)
{
  mode_t type = kind (name);

  if (error == ECONNREFUSED && type == S_IFSOCK
      && ipc_fault (connect_stale_enoent))
    return ENOENT;
  if (error == ECONNREFUSED && strcmp (name, "made") == 0
      && ipc_fault (connect_mknod_enxio))
    return ENXIO;
  if (error == ENOENT && ipc_fault (connect_missing_refused))
    return ECONNREFUSED;
  if (error == ECONNREFUSED && type == S_IFIFO
      && ipc_fault (connect_fifo_type))
    return EPROTOTYPE;
  if (error == EAGAIN && ipc_fault (connect_local_full))
    return ECONNREFUSED;
  if (error == EPROTOTYPE && ipc_fault_socket_type (fd) == SOCK_DGRAM
      && ipc_fault (connect_type_refused))
    return ECONNREFUSED;
  return error;
}

/* Sleep in connect() until the process ends.  */
static void
sleep_in_connect (CONST_ADDRESS to, socklen_t size)
{
  int fd;

  do
    fd = IPC_REAL (socket) (AF_UNIX, SOCK_STREAM, 0);
  while (IPC_REAL (connect) (fd, to, size) == 0);
}

/* connect() that a policy has its say in.  */
static int
connect_allowed (int fd, const char *name, CONST_ADDRESS to, socklen_t size)
{
  struct stat st;
  int flags = IPC_REAL (fcntl) (fd, F_GETFL), result, is_file;

  is_file = IPC_REAL (lstat) (name, &st) == 0;
  if (is_file && ((st.st_mode & 0444) == 0 && ipc_fault (connect_needs_read)))
    return ipc_fault_fail (EACCES);
  if (is_file && ipc_fault (connect_policy))
    return ipc_fault_fail (EACCES);
  if (ipc_fault (connect_full_returns))
    IPC_REAL (fcntl) (fd, F_SETFL, flags | O_NONBLOCK);
  result = ipc_fault_local_waits (fd, to, size);
  if (ipc_fault (connect_full_returns))
    IPC_REAL (fcntl) (fd, F_SETFL, flags);
  if (result == 0 && ipc_fault (connect_waits))
    sleep_in_connect (to, size);
  return result;
}

int
ipc_fault_connect (int fd, CONST_ADDRESS to, socklen_t size)
{
  const struct sockaddr *any = POINTER (to);
  char name[sizeof (struct sockaddr_un) + 1] = "";
  size_t start = offsetof (struct sockaddr_un, sun_path);
  int result;

  if (any->sa_family == AF_INET && ipc_fault (connect_any_family)
      && ipc_fault_is_local (fd))
    return 0;
  if (ipc_fault_armed && ipc_fault_is_local (fd)
      && ipc_fault_local_refuses (fd, to, size, &result))
    return result;
  if (!ipc_fault_armed || any->sa_family != AF_UNIX || size <= start
      || size - start >= sizeof name)
    return IPC_REAL (connect) (fd, to, size);
  memcpy (name, (const char *) any + start, size - start);
  if (ipc_fault (abstract_cut))
    size = ipc_fault_cut (name, size);
  result = connect_allowed (fd, name, to, size);
  if (result == -1)
    errno = other_error (fd, name, errno);
  return ipc_fault_local_connected (fd, name, result);
}
