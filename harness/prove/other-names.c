/* other-names.c - under which names glibc also has those calls.
   SPDX-License-Identifier: BSD-2-Clause

   For programs with large files, and such as were built with checks of how
   large their arrays are: those are not made here.  */

#include "stands.h"

#include <stdarg.h>

#define OTHER(result, name, parameters, call) \
  result name parameters;                     \
  result                                      \
  name parameters                             \
  {                                           \
    return call;                              \
  }

OTHER (ssize_t, __read_chk, (int fd, void *data, size_t size, size_t room),
  ((void) room, read (fd, data, size)))
OTHER (ssize_t, __recv_chk,
  (int fd, void *data, size_t size, size_t room, int flags),
  ((void) room, recv (fd, data, size, flags)))
OTHER (ssize_t, __recvfrom_chk,
  (int fd, void *data, size_t size, size_t room, int flags,
   struct sockaddr *from, socklen_t *length),
  ((void) room, recvfrom (fd, data, size, flags, from, length)))
OTHER (int, __poll_chk,
  (struct pollfd *fds, nfds_t count, int timeout, size_t room),
  ((void) room, poll (fds, count, timeout)))
OTHER (int, __ppoll_chk,
  (struct pollfd *fds, nfds_t count, const struct timespec *timeout,
   const sigset_t *mask, size_t room),
  ((void) room, ppoll (fds, count, timeout, mask)))
OTHER (int, __open_2, (const char *path, int flags), open (path, flags))
OTHER (int, __open64_2, (const char *path, int flags), open (path, flags))

#undef open64
int open64 (const char *path, int flags, ...);
int
open64 (const char *path, int flags, ...)
{
  va_list arguments;
  int mode;

  va_start (arguments, flags);
  mode = va_arg (arguments, int);
  va_end (arguments);
  return open (path, flags, mode);
}

#undef fcntl64
int fcntl64 (int fd, int command, ...);
int
fcntl64 (int fd, int command, ...)
{
  va_list arguments;
  void *argument;

  va_start (arguments, command);
  argument = va_arg (arguments, void *);
  va_end (arguments);
  return fcntl (fd, command, argument);
}
