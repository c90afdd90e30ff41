/* restart.c - calls that a signal does not interrupt.
   SPDX-License-Identifier: BSD-2-Clause

   For platforms without SA_RESTART, calls that never restart, and handlers
   that others installed without it.  Each loops around the native call while
   that fails with EINTR, which is to say that nothing was done yet; a
   transfer that has moved data returns its count, as with SA_RESTART.

   close() is different: where it fails with EINTR the descriptor is closed
   already, and may be another's by now; deferral.close_eintr.

   A time that a socket has by SO_RCVTIMEO or SO_SNDTIMEO counts from the first
   call on: restart-transfer.c.

   Falls short: calls in libraries and stdio are not reached, and a signal
   that is meant to end a call (an alarm) does not.  ipc_fb_fcntl() knows the
   commands that POSIX names and refuses others, ENOSYS: whether their
   argument is an integer or a pointer is not to be known.  */

#include "process-calls.h"

#include "ipcompat-files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/wait.h>
#include <unistd.h>

#include "restart-transfer.h"

#define RETRY(result, call)                         \
  do                                                \
    result = (call);                                \
  while (result == -1 && errno == EINTR)

ssize_t
ipc_fb_read (int fd, void *data, size_t size)
{
  long long start = deadline_now (999999);
  ssize_t n = read (fd, data, size);
#ifndef IPCOMPAT_NO_SOCKETS
  ipc_deadline end;

  if (n == -1 && errno == EINTR
      && (end = restart_end (fd, SO_RCVTIMEO, start)) >= 0)
    return ipc_receive_until (fd, data, size, 0, NULL, NULL, end);
#endif
  if (n == -1 && errno == EINTR)
    RETRY (n, read (fd, data, size));
  return n;
}

ssize_t
ipc_fb_write (int fd, const void *data, size_t size)
{
  long long start = deadline_now (999999);
  ssize_t n = write (fd, data, size);
#ifndef IPCOMPAT_NO_SOCKETS
  ipc_deadline end;

  if (n == -1 && errno == EINTR
      && (end = restart_end (fd, SO_SNDTIMEO, start)) >= 0)
    return ipc_send_until (fd, data, size, 0, NULL, 0, end);
#endif
  if (n == -1 && errno == EINTR)
    RETRY (n, write (fd, data, size));
  return n;
}

int
ipc_fb_close (int fd)
{
  int result = close (fd);

#ifdef __hpux
  while (result == -1 && errno == EINTR)
    result = close (fd);
#endif
  return result == -1 && errno == EINTR ? 0 : result;
}

/* Whether open() takes a mode.  */
static int
makes_file (int flags)
{
#ifdef O_TMPFILE
  if ((flags & O_TMPFILE) == O_TMPFILE)
    return 1;
#endif
  return (flags & O_CREAT) != 0;
}

int
ipc_fb_open (const char *path, int flags, ...)
{
  int fd, mode = 0;
  va_list args;

  if (makes_file (flags))
    {
      va_start (args, flags);
      mode = va_arg (args, int);
      va_end (args);
    }
  RETRY (fd, open (path, flags, mode));
  return fd;
}

pid_t
ipc_fb_retry_waitpid (pid_t pid, int *status, int options)
{
  pid_t got;

  RETRY (got, waitpid (pid, status, options));
  return got;
}

pid_t
ipc_fb_retry_wait (int *status)
{
  return ipc_fb_retry_waitpid (-1, status, 0);
}

/* How fcntl()'s third argument is to be taken.  */
enum argument { REFUSED, NOTHING, INTEGER, LOCK };

static enum argument
argument_of (int command)
{
  switch (command)
    {
    case F_GETFD: case F_GETFL:
#ifdef F_GETOWN
    case F_GETOWN:
#endif
      return NOTHING;
    case F_DUPFD: case F_SETFD: case F_SETFL:
#ifdef F_SETOWN
    case F_SETOWN:
#endif
#ifdef F_DUPFD_CLOEXEC
    case F_DUPFD_CLOEXEC:
#endif
      return INTEGER;
#ifdef F_SETLKW
    case F_GETLK: case F_SETLK: case F_SETLKW:
# ifdef F_OFD_SETLKW
    case F_OFD_GETLK: case F_OFD_SETLK: case F_OFD_SETLKW:
# endif
      return LOCK;
#endif
    default:
      return REFUSED;
    }
}

int
ipc_fb_fcntl (int fd, int command, ...)
{
  enum argument kind = argument_of (command);
  int result = -1, number = 0;
  void *lock = NULL;
  va_list args;

  va_start (args, command);
  if (kind == INTEGER)
    number = va_arg (args, int);
  else if (kind == LOCK)
    lock = va_arg (args, void *);
  va_end (args);

  if (kind == REFUSED)
    errno = ENOSYS;
  else if (kind == LOCK)
    RETRY (result, fcntl (fd, command, lock));
  else
    result = fcntl (fd, command, number);
  return result;
}
