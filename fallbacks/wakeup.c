/* wakeup.c - waits for a descriptor that somebody else can end.
   SPDX-License-Identifier: BSD-2-Clause

   By a pipe that is polled beside the descriptor.  What else ends a blocked
   call is not the same everywhere: to close the descriptor in another thread
   (tcp.close_other_thread), or to shut a listening socket down
   (tcp.shutdown_listener).  A wake is a byte, which one wait takes: so it is
   not lost if nobody waits yet, and as many waits end as there were wakes.
   Each process that inherits the pipe may wake and wait.

   Falls short: wakes that nobody takes add up only until the pipe is full,
   which is thousands; then further ones are lost.  */

#include "probed.h"
#include "ipcompat-wakeup.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "deadline.h"
#include "pipe.h"

int
ipc_wakeup_open (struct ipc_wakeup *w)
{
  int fd[2], error;

  if (ipc_high_pipe (fd) == -1)
    return -1;
  if (fcntl (fd[0], F_SETFL, O_NONBLOCK) == -1
      || fcntl (fd[1], F_SETFL, O_NONBLOCK) == -1)
    {
      error = errno;
      close (fd[0]);
      close (fd[1]);
      errno = error;
      return -1;
    }
  w->fd[0] = fd[0];
  w->fd[1] = fd[1];
  return 0;
}

int
ipc_wakeup_wake (const struct ipc_wakeup *w)
{
  int error = errno;
  ssize_t n;

  do
    n = write (w->fd[1], "", 1);
  while (n == -1 && errno == EINTR);
  /* A full pipe wakes all the same.  */
  if (n == -1 && errno != EAGAIN && errno != EWOULDBLOCK)
    return -1;
  errno = error;
  return 0;
}

/* Whether there was a wake that no other wait has taken; -1 with errno.  */
static int
take (const struct ipc_wakeup *w)
{
  char byte;
  ssize_t n = read (w->fd[0], &byte, 1);

  if (n == 1)
    return 1;
  if (n == 0)
    errno = EPIPE;
  return n == -1 && (errno == EAGAIN || errno == EWOULDBLOCK
                     || errno == EINTR) ? 0 : -1;
}

int
ipc_wakeup_wait (const struct ipc_wakeup *w, int fd, short events,
                 int timeout)
{
  ipc_deadline end = deadline_in (timeout);
  struct pollfd p[2];
  int result;

  /* poll() would take no notice of it.  */
  if (w->fd[0] == -1)
    {
      errno = EBADF;
      return -1;
    }
  p[0].fd = w->fd[0];
  p[0].events = POLLIN;
  p[1].fd = fd;
  p[1].events = events;
  for (;;)
    {
      result = poll (p, 2, deadline_left (end));
      if (result == -1)
        return -1;
      /* Who ends the wait has its reason: that comes first.  */
      if (result > 0 && p[0].revents != 0 && (result = take (w)) != 0)
        return result == 1 ? IPC_WAKEUP_WOKEN : -1;
      if (p[1].revents != 0)
        return IPC_WAKEUP_READY;
      if (deadline_left (end) == 0)
        return 0;
    }
}

void
ipc_wakeup_close (struct ipc_wakeup *w)
{
  int i, error = errno;

  for (i = 0; i < 2; i++)
    if (w->fd[i] != -1)
      close (w->fd[i]);
  w->fd[0] = w->fd[1] = -1;
  errno = error;
}
