/* semaphore-ends.c - the ends of the pipe that a semaphore is.
   SPDX-License-Identifier: BSD-2-Clause

   A FIFO has a name by which those find it who have the memory but not the
   descriptors.  Each end is looked at before it is used: a program may have
   closed it, and the number may be another file's, or that of an end which
   another thread has opened for a moment.  So those that stay are marked, with
   O_APPEND, which means nothing to a pipe.  */

#include "probed.h"
#include "ipcompat-posix.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cancel.h"
#include "ipcompat-files.h"
#include "open-flags.h"
#include "pipe.h"
#include "place.h"
#include "semaphore-ends.h"

#if defined IPC_PROBE_MKFIFO && IPC_PROBE_MKFIFO == 0
# define make_fifo ipc_fb_mkfifo
#else
# define make_fifo mkfifo
#endif

enum { MOST_DIRECTORY = 1024, MOST_PATH = MOST_DIRECTORY + 64 };
static const unsigned long magic = 0x49504353;

static int
refuse (int error)
{
  errno = error;
  return -1;
}

static int
fifo_path (char path[MOST_PATH], pid_t pid, long number, mode_t *mode)
{
  struct stat st;
  size_t n;

  if (ipc_place_find ("IPCOMPAT_SEM_DIR", "sem", path, MOST_DIRECTORY, &st)
      == -1)
    return -1;
  n = strlen (path);
  snprintf (path + n, MOST_PATH - n, "/s.%ld.%ld", (long) pid, number);
  *mode = st.st_mode & 0666;
  return 0;
}

/* Whether FD is the file of END.  */
static int
is_end (const struct ipc_semaphore_end *end, int fd)
{
  struct stat st;

  return fstat (fd, &st) == 0 && S_ISFIFO (st.st_mode)
         && st.st_dev == end->dev && st.st_ino == end->ino;
}

/* Whether END is there still.  Some pipes go both ways.  */
static int
stays (const struct ipc_semaphore_end *end, int writes)
{
  int flags = fcntl (end->fd, F_GETFL);

  return flags != -1 && (flags & O_APPEND) != 0
         && (flags & O_ACCMODE) != (writes ? O_RDONLY : O_WRONLY)
         && is_end (end, end->fd);
}

static int
take_end (struct ipc_semaphore_end *end, int fd)
{
  struct stat st;
  int flags = fcntl (fd, F_GETFL);

  if (flags == -1
      || fcntl (fd, F_SETFL, flags | O_NONBLOCK | O_APPEND) == -1
      || fcntl (fd, F_SETFD, FD_CLOEXEC) == -1 || fstat (fd, &st) == -1)
    return -1;
  end->fd = fd;
  end->dev = st.st_dev;
  end->ino = st.st_ino;
  return 0;
}

static int
open_high (const char *path, int access)
{
  int fd = open (path, access | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);

  return fd == -1 ? -1 : ipc_high_fd (fd);
}

/* A FIFO that nobody has, at PATH; NUMBER goes into its name.  */
static int
make_name (char path[MOST_PATH], long *number, mode_t *mode)
{
  struct timespec now = { 0, 0 };

  clock_gettime (CLOCK_REALTIME, &now);
  for (*number = now.tv_nsec; ; ++*number)
    {
      if (fifo_path (path, getpid (), *number, mode) == -1)
        return -1;
      if (make_fifo (path, 0600) == 0)
        return 0;
      if (errno != EEXIST)
        return -1;
    }
}

/* For whoever may use the directory, whatever the umask.  */
static int
open_both (const char *path, mode_t mode, int fd[2])
{
  struct stat st;
  int error;

  fd[0] = open_high (path, O_RDONLY);
  if (fd[0] == -1)
    return -1;
  if (fstat (fd[0], &st) == 0 && S_ISFIFO (st.st_mode)
      && fchmod (fd[0], mode) == 0
      && (fd[1] = open_high (path, O_WRONLY)) != -1)
    return 0;
  error = errno;
  close (fd[0]);
  return refuse (error);
}

static int
open_fifo (struct ipc_semaphore *sem, int fd[2])
{
  char path[MOST_PATH];
  mode_t mode;
  int error;

  if (make_name (path, &sem->number, &mode) == -1)
    return -1;
  if (open_both (path, mode, fd) == 0)
    return 0;
  error = errno;
  unlink (path);
  return refuse (error);
}

/* Put VALUE bytes into it.  */
static int
fill (int fd, unsigned value)
{
  static const char bytes[512];
  ssize_t n;

  while (value > 0)
    {
      n = write (fd, bytes, value < sizeof bytes ? value : sizeof bytes);
      if (n == -1 && errno != EINTR)
        return refuse (errno == EAGAIN || errno == EWOULDBLOCK ? EINVAL
                       : errno);
      if (n > 0)
        value -= (unsigned) n;
    }
  return 0;
}

/* Forget descriptors and name.  Leaves errno alone.  */
static void
drop (struct ipc_semaphore *sem, const int fd[2])
{
  char path[MOST_PATH];
  mode_t mode;
  int error = errno;

  close (fd[0]);
  close (fd[1]);
  if (sem->shared && fifo_path (path, sem->pid, sem->number, &mode) == 0)
    unlink (path);
  errno = error;
}

static int
make (struct ipc_semaphore *sem, int shared, unsigned value)
{
  int fd[2];

  memset (sem, 0, sizeof *sem);
  sem->shared = shared != 0;
  sem->pid = getpid ();
  if (shared ? open_fifo (sem, fd) == -1 : ipc_high_pipe (fd) == -1)
    return -1;
  if (take_end (&sem->in, fd[0]) == 0 && take_end (&sem->out, fd[1]) == 0
      && fill (fd[1], value) == 0)
    {
      sem->magic = magic;
      return 0;
    }
  drop (sem, fd);
  return -1;
}

int
ipc_semaphore_init (struct ipc_semaphore *sem, int shared, unsigned value)
{
  int cancel = cancel_forbid (), result = make (sem, shared, value);

  cancel_allow (cancel);
  return result;
}

int
ipc_semaphore_find (const struct ipc_semaphore *sem, int writes, int *opened)
{
  const struct ipc_semaphore_end *end = writes ? &sem->out : &sem->in;
  char path[MOST_PATH];
  mode_t mode;
  int fd;

  *opened = 0;
  if (sem->magic != magic || (!sem->shared && sem->pid != getpid ()))
    return refuse (EINVAL);
  if (stays (end, writes))
    return end->fd;
  if (!sem->shared)
    return refuse (EINVAL);
  if (fifo_path (path, sem->pid, sem->number, &mode) == -1)
    return -1;
  fd = open_high (path, writes ? O_WRONLY : O_RDONLY);
  if (fd == -1)
    return refuse (errno == EMFILE || errno == ENFILE || errno == ENOMEM
                   || errno == EACCES ? errno : EINVAL);
  *opened = 1;
  if (is_end (end, fd))
    return fd;
  close (fd);
  return refuse (EINVAL);
}

int
ipc_semaphore_leave (int fd, int opened, int result)
{
  int error = errno;

  if (opened)
    close (fd);
  errno = error;
  return result;
}

int
ipc_semaphore_destroy (struct ipc_semaphore *sem)
{
  int fd[2], opened[2], cancel = cancel_forbid (), result = -1;

  fd[0] = ipc_semaphore_find (sem, 0, &opened[0]);
  if (fd[0] != -1)
    {
      fd[1] = ipc_semaphore_find (sem, 1, &opened[1]);
      if (fd[1] == -1)
        ipc_semaphore_leave (fd[0], opened[0], -1);
      else
        {
          sem->magic = 0;
          drop (sem, fd);
          result = 0;
        }
    }
  cancel_allow (cancel);
  return result;
}
