/* locks.c - faults of file locks.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* flock() by fcntl().  */
static int
by_fcntl (int fd, int operation)
{
  struct flock lock;

  memset (&lock, 0, sizeof lock);
  lock.l_whence = SEEK_SET;
  lock.l_type = (operation & LOCK_UN) != 0 ? F_UNLCK
                : (operation & LOCK_SH) != 0 ? F_RDLCK : F_WRLCK;
  return IPC_REAL (fcntl) (fd, (operation & LOCK_NB) != 0 ? F_SETLK
                               : F_SETLKW, &lock);
}

int
flock (int fd, int operation)
{
  if (ipc_fault ("flock_does_nothing"))
    return 0;
  if (ipc_fault ("flock_by_process") || ipc_fault ("flock_sees_fcntl"))
    return by_fcntl (fd, operation);
  if (ipc_fault ("flock_shared_as_exclusive") && (operation & LOCK_SH) != 0)
    operation = LOCK_EX | (operation & LOCK_NB);
  if (ipc_fault ("flock_never_waits") && (operation & LOCK_NB) == 0)
    {
      IPC_REAL (flock) (fd, operation | LOCK_NB);
      return 0;
    }
  return IPC_REAL (flock) (fd, operation);
}

int
fcntl (int fd, int command, ...)
{
  void *arg;
  va_list args;
  int result;

  va_start (args, command);
  arg = va_arg (args, void *);
  va_end (args);
  if (command == F_SETLK && ipc_fault ("fcntl_by_open_file"))
    return IPC_REAL (fcntl) (fd, F_OFD_SETLK, arg);
  result = IPC_REAL (fcntl) (fd, command, arg);
  if (result == -1 && errno == EDEADLK && ipc_fault ("deadlock_unseen"))
    errno = ENOLCK;
  return result;
}

ssize_t
write (int fd, const void *data, size_t size)
{
  if (ipc_fault ("mandatory"))
    {
      errno = EAGAIN;
      return -1;
    }
  return IPC_REAL (write) (fd, data, size);
}
