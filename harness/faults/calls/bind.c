/* bind.c - faults of giving local sockets their names.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "connect-name.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"
#include "local.h"
#include "network.h"
#include "tcp-claims.h"
#include "tcp.h"
#include "udp.h"

CALL (bind)
FAULT (bind_makes_file, "bind() of a local socket leaves a plain file",
  KILLS ("unix_sockets.entry_type", "unix_sockets.no_fs_support"))
FAULT (bind_no_fs, "the file system refuses sockets",
  KILLS ("unix_sockets.no_fs_support"))
FAULT (bind_replaces, "bind() takes the name of a socket that nobody has",
  KILLS ("unix_sockets.addrinuse", "unix_sockets.server"))
FAULT (bind_file_eexist, "bind() to a regular file's name gives EEXIST",
  KILLS ("unix_sockets.addrinuse"))
FAULT (bind_ignores_umask, "a new socket's mode is 0777 but for one umask",
  KILLS ("unix_sockets.umask"))
FAULT (bind_forgets_fchmod, "bind() ignores the mode that a socket has",
  KILLS ("unix_sockets.fchmod_before_bind"))
FAULT (bind_cuts_name, "bind() drops the last byte of a name without a null",
  KILLS ("unix_sockets.path_limit"))
FAULT (abstract_cut, "an abstract name ends at its second null",
  KILLS ("unix_sockets.abstract"))

static int
is_type (const char *path, mode_t kind)
{
  struct stat st;

  return IPC_REAL (lstat) (path, &st) == 0 && (st.st_mode & S_IFMT) == kind;
}

/* What comes of NAME, which has just been bound.  */
static void
spoil_entry (const char *name)
{
  int fd;

  if (ipc_fault (bind_makes_file)
      && IPC_REAL (unlink) (name) == 0
      && (fd = IPC_REAL (open) (name, O_WRONLY | O_CREAT, 0777)) != -1)
    IPC_REAL (close) (fd);
  if (ipc_fault (bind_ignores_umask) && strcmp (name, "27") == 0)
    IPC_REAL (chmod) (name, 0777);
  if (ipc_fault (bind_forgets_fchmod))
    IPC_REAL (chmod) (name, 0777);
}

socklen_t
ipc_fault_cut (const char *name, socklen_t size)
{
  size_t start = offsetof (struct sockaddr_un, sun_path);

  return name[0] != '\0' || size < start + 2 ? size
         : (socklen_t) (start + 1 + strlen (name + 1));
}

static int
bind_name (int fd, CONST_ADDRESS address, socklen_t size)
{
  char name[sizeof (struct sockaddr_un) + 1] = "";
  size_t start = offsetof (struct sockaddr_un, sun_path);
  struct sockaddr_un copy;
  CONST_ADDRESS as_taken;
  int result;

  memset (&copy, 0, sizeof copy);
  memcpy (&copy, POINTER (address),
          ipc_fault (un_bind_to_null) ? sizeof copy : size);
  POINTER (as_taken) = (struct sockaddr *) &copy;
  ipc_fault_local_address (&copy, &size);
  memcpy (name, copy.sun_path, size - start);
  if (ipc_fault (bind_no_fs))
    return ipc_fault_fail (EPERM);
  if (ipc_fault (bind_replaces)
      && (strcmp (name, "left") == 0 || strcmp (name, "catsock") == 0))
    IPC_REAL (unlink) (name);
  if (size == sizeof (struct sockaddr_un)
      && name[sizeof name - 2 - start] != '\0' && ipc_fault (bind_cuts_name))
    size--;
  if (ipc_fault (abstract_cut))
    size = ipc_fault_cut (name, size);
  result = IPC_REAL (bind) (fd, as_taken, size);
  if (result == 0)
    spoil_entry (name);
  else if (errno == EADDRINUSE && is_type (name, S_IFREG)
           && ipc_fault (bind_file_eexist))
    errno = EEXIST;
  return ipc_fault_local_bound (fd, name, result);
}

int
bind (int fd, CONST_ADDRESS address, socklen_t size)
{
  int result;

  if (!ipc_fault_armed)
    return IPC_REAL (bind) (fd, address, size);
  if (POINTER (address)->sa_family == AF_UNIX
      && size > offsetof (struct sockaddr_un, sun_path)
      && size <= sizeof (struct sockaddr_un))
    return bind_name (fd, address, size);
  result = ipc_fault_tcp_family (fd) != 0
           ? ipc_fault_tcp_bound (ipc_fault_tcp_bind (fd, POINTER (address),
                                                      size),
                                  POINTER (address))
           : ipc_fault_is_udp (fd)
           ? ipc_fault_udp_bind (fd, POINTER (address), size)
           : IPC_REAL (bind) (fd, address, size);
  if (result == -1)
    errno = ipc_fault_misuse (errno, "bind");
  return result;
}
