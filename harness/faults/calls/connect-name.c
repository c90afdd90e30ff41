/* connect-name.c - faults of reaching local sockets by name.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "connect-name.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"

FAULT (connect_stale_enoent, "connect() to a dead socket's name gives ENOENT",
  KILLS ("unix_sockets.stale"))
FAULT (connect_mknod_enxio, "connect() to what mknod() made gives ENXIO",
  KILLS ("unix_sockets.mknod_socket"))
FAULT (connect_missing_refused, "connect() to a missing name is refused",
  KILLS ("unix_sockets.missing"))
FAULT (connect_fifo_type, "connect() to a FIFO gives EPROTOTYPE",
  KILLS ("unix_sockets.not_socket"))
FAULT (connect_type_refused, "a datagram socket is refused by a stream",
  KILLS ("unix_sockets.wrong_type"))

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
  if (error == EPROTOTYPE && ipc_fault_socket_type (fd) == SOCK_DGRAM
      && ipc_fault (connect_type_refused))
    return ECONNREFUSED;
  return error;
}

int
ipc_fault_connect (int fd, CONST_ADDRESS to, socklen_t size)
{
  const struct sockaddr *any = POINTER (to);
  char name[sizeof (struct sockaddr_un) + 1] = "";
  size_t start = offsetof (struct sockaddr_un, sun_path);
  int result;

  if (!ipc_fault_armed || any->sa_family != AF_UNIX || size <= start
      || size - start >= sizeof name)
    return IPC_REAL (connect) (fd, to, size);
  memcpy (name, (const char *) any + start, size - start);
  result = IPC_REAL (connect) (fd, to, size);
  if (result == -1)
    errno = other_error (fd, name, errno);
  return result;
}
