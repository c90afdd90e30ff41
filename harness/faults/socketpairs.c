/* socketpairs.c - faults of making, naming and ending pairs.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static int
is_fd (int fd, mode_t kind)
{
  struct stat st;

  return fstat (fd, &st) == 0 && (st.st_mode & S_IFMT) == kind;
}

static int
refuse (int error)
{
  errno = error;
  return -1;
}

int
socketpair (int domain, int type, int protocol, int fd[2])
{
  int result, error;

  if (ipc_fault ("pair_any_protocol"))
    protocol = 0;
  if (ipc_fault ("pair_any_family"))
    domain = AF_UNIX;
  if (ipc_fault ("pair_keeps_boundaries"))
    type = SOCK_SEQPACKET;
  if (ipc_fault ("pair_streams_only") && type != SOCK_STREAM)
    return refuse (EPROTOTYPE);
  result = IPC_REAL (socketpair) (domain, type, protocol, fd);
  error = errno;
  if (result == -1 && ipc_fault ("pair_leaks"))
    dup (0);
  if (result == -1 && ipc_fault ("pair_names_lost"))
    fd[0] = 3;
  if (result == 0 && ipc_fault ("pair_one_way"))
    IPC_REAL (shutdown) (fd[0], SHUT_RD);
  errno = error;
  return result;
}

int
close (int fd)
{
  if (ipc_fault ("socket_close_keeps") && is_fd (fd, S_IFIFO))
    return 0;
  if (ipc_fault ("close_shuts_down") && is_fd (fd, S_IFSOCK))
    IPC_REAL (shutdown) (fd, SHUT_WR);
  return IPC_REAL (close) (fd);
}

int
shutdown (int fd, int how)
{
  if (ipc_fault ("shutdown_nothing"))
    return 0;
  if (ipc_fault ("shutdown_both"))
    how = SHUT_RDWR;
  return IPC_REAL (shutdown) (fd, how);
}

/* glibc takes any kind of address by a union.  */
#ifdef __GLIBC__
# define ADDRESS __SOCKADDR_ARG
# define POINTER(address) ((address).__sockaddr__)
#else
# define ADDRESS struct sockaddr *
# define POINTER(address) (address)
#endif

int
getpeername (int fd, ADDRESS address, socklen_t *size)
{
  struct sockaddr_un *un = (struct sockaddr_un *) POINTER (address);
  int result = IPC_REAL (getpeername) (fd, address, size);

  if (result == 0 && ipc_fault ("names_given"))
    {
      strcpy (un->sun_path, "peer");
      *size = sizeof *un;
    }
  return result;
}

int
dup2 (int old, int new)
{
  int fd = IPC_REAL (dup2) (old, new);

  if (fd != -1 && ipc_fault ("dup2_closes_on_exec"))
    fcntl (fd, F_SETFD, FD_CLOEXEC);
  return fd;
}

int
ioctl (int fd, unsigned long request, ...)
{
  va_list args;
  void *argument;
  int result;

  va_start (args, request);
  argument = va_arg (args, void *);
  va_end (args);
  result = IPC_REAL (ioctl) (fd, request, argument);
  if (result == 0 && request == FIONREAD && ipc_fault ("fionread_short")
      && *(int *) argument > 0)
    --*(int *) argument;
  return result;
}
