/* semaphore.c - semaphores without a name, each a pipe.
   SPDX-License-Identifier: BSD-2-Clause

   It counts the bytes in the pipe: to write one posts, to read one takes, each
   by one call, so that whoever is killed has done it or has not.  Who waits
   does so in poll(): a read() that blocked could not be told when its time is
   over.

   Falls short: all who wait are woken by one post, and go on waiting but one;
   handlers end a wait in spite of SA_RESTART (restart.sem_wait_set).  */

#include "ipcompat-posix.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>
#ifdef __sun
# include <sys/filio.h>
#endif

#include "cancel.h"
#include "semaphore-ends.h"
#include "sigpipe.h"

static int
refuse (int error)
{
  errno = error;
  return -1;
}

/* One byte.  Not to be cancelled in between: it would be lost.  */
static int
take (int fd)
{
  int cancel = cancel_forbid ();
  ssize_t n;
  char byte;

  do
    n = read (fd, &byte, 1);
  while (n == -1 && errno == EINTR);
  cancel_allow (cancel);
  if (n == 1)
    return 0;
  return refuse (n == 0 ? EINVAL : errno == EWOULDBLOCK ? EAGAIN : errno);
}

/* Milliseconds until UNTIL, never too few; -1 without it.  */
static int
left (const struct timespec *until)
{
  struct timespec now = { 0, 0 };
  long long seconds;

  if (until == NULL)
    return -1;
  clock_gettime (CLOCK_REALTIME, &now);
  if (until->tv_sec < now.tv_sec
      || (until->tv_sec == now.tv_sec && until->tv_nsec <= now.tv_nsec))
    return 0;
  seconds = (long long) until->tv_sec - now.tv_sec;
  if (seconds >= INT_MAX / 1000 - 1)
    return INT_MAX;
  return (int) (seconds * 1000
                + (until->tv_nsec - now.tv_nsec + 999999) / 1000000);
}

/* Take one, waiting for it if need be.  */
static int
wait_for (int fd, const struct timespec *until)
{
  struct pollfd p = { fd, POLLIN, 0 };
  int ms;

  while (take (fd) == -1)
    {
      if (errno != EAGAIN)
        return -1;
      if (until != NULL && (until->tv_nsec < 0
                            || until->tv_nsec >= 1000000000))
        return refuse (EINVAL);
      ms = left (until);
      if (ms == 0)
        return refuse (ETIMEDOUT);
      if (poll (&p, 1, ms) == -1)
        return -1;
    }
  return 0;
}

/* Not cancelled while it has a descriptor of its own.  */
int
ipc_semaphore_timedwait (struct ipc_semaphore *sem,
                         const struct timespec *until)
{
  int cancel = cancel_forbid (), opened, result;
  int fd = ipc_semaphore_find (sem, 0, &opened);

  if (fd != -1 && !opened)
    {
      cancel_allow (cancel);
      return wait_for (fd, until);
    }
  result = fd == -1 ? -1
           : ipc_semaphore_leave (fd, opened, wait_for (fd, until));
  cancel_allow (cancel);
  return result;
}

int
ipc_semaphore_wait (struct ipc_semaphore *sem)
{
  return ipc_semaphore_timedwait (sem, NULL);
}

int
ipc_semaphore_trywait (struct ipc_semaphore *sem)
{
  int cancel = cancel_forbid (), opened, result;
  int fd = ipc_semaphore_find (sem, 0, &opened);

  result = fd == -1 ? -1 : ipc_semaphore_leave (fd, opened, take (fd));
  cancel_allow (cancel);
  return result;
}

static int
give (int fd)
{
  ssize_t n;

  do
    n = write (fd, "", 1);
  while (n == -1 && errno == EINTR);
  if (n == 1)
    return 0;
  return refuse (errno == EAGAIN || errno == EWOULDBLOCK ? EOVERFLOW
                 : errno == EPIPE ? EINVAL : errno);
}

/* Nobody may be there any more to read it.  */
int
ipc_semaphore_post (struct ipc_semaphore *sem)
{
  struct sigpipe_guard guard;
  int cancel = cancel_forbid (), opened, result = -1;
  int fd = ipc_semaphore_find (sem, 1, &opened);

  if (fd != -1)
    {
      sigpipe_hold (&guard);
      result = give (fd);
      sigpipe_let_go (&guard, result == -1 && errno == EINVAL);
      ipc_semaphore_leave (fd, opened, result);
    }
  cancel_allow (cancel);
  return result;
}

static int
count (struct ipc_semaphore *sem, int *value)
{
  int opened, fd = ipc_semaphore_find (sem, 0, &opened), result = -1;

  if (fd == -1)
    return -1;
#ifdef FIONREAD
  result = ioctl (fd, FIONREAD, value);
#else
  (void) value;
  errno = ENOSYS;
#endif
  ipc_semaphore_leave (fd, opened, result);
  if (result == -1 || !opened || *value > 0)
    return result;
  /* To write it can only be opened if somebody else has it.  */
  fd = ipc_semaphore_find (sem, 1, &opened);
  return fd == -1 ? -1 : ipc_semaphore_leave (fd, opened, 0);
}

int
ipc_semaphore_getvalue (struct ipc_semaphore *sem, int *value)
{
  int cancel = cancel_forbid (), result = count (sem, value);

  cancel_allow (cancel);
  return result;
}
