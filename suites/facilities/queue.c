/* queue.c - the queue of events that a system has.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "queue.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "probes.h"

#if IPC_PROBE_EPOLL == 1
# include <sys/epoll.h>
# if IPC_PROBE_TIMERFD == 1
#  include <sys/timerfd.h>
# endif

const char *
ipc_queue_kind (void)
{
  return "epoll";
}

int
ipc_queue_open (void)
{
  return epoll_create1 (EPOLL_CLOEXEC);
}

/* The data are a timer's number, or 0.  */
static int
add (int queue, int fd, unsigned events, unsigned data)
{
  struct epoll_event event;

  memset (&event, 0, sizeof event);
  event.events = events;
  event.data.u32 = data;
  return epoll_ctl (queue, EPOLL_CTL_ADD, fd, &event);
}

int
ipc_queue_add (int queue, int fd, int flags)
{
  unsigned events = EPOLLIN;

  if (flags & IPC_QUEUE_EDGE)
    events |= EPOLLET;
  if (flags & IPC_QUEUE_ASK_END)
    events |= EPOLLRDHUP;
  return add (queue, fd, events, 0);
}

static int
take (int queue, int timeout)
{
  struct epoll_event event;
  int flags = 0, n = epoll_wait (queue, &event, 1, timeout);

  if (n <= 0)
    return n;
  if (event.data.u32 != 0)
    return IPC_QUEUE_TIMER + (int) event.data.u32 * IPC_QUEUE_NUMBER;
  if (event.events & EPOLLIN)
    flags |= IPC_QUEUE_IN;
  if (event.events & (EPOLLRDHUP | EPOLLHUP))
    flags |= IPC_QUEUE_END;
  if (event.events & EPOLLERR)
    flags |= IPC_QUEUE_ERROR;
  return flags;
}

int
ipc_queue_timer (int queue, long milliseconds, int *fd)
{
# if IPC_PROBE_TIMERFD == 1
  static int number;
  struct itimerspec span;

  memset (&span, 0, sizeof span);
  span.it_value.tv_sec = milliseconds / 1000;
  span.it_value.tv_nsec = milliseconds % 1000 * 1000000;
  *fd = timerfd_create (CLOCK_MONOTONIC, 0);
  if (*fd == -1 && errno == EINVAL)
    errno = ENOSYS;             /* dietlibc's does not make that call */
  return *fd == -1 || timerfd_settime (*fd, 0, &span, NULL) == -1
         || add (queue, *fd, EPOLLIN, (unsigned) ++number) == -1 ? -1
         : number;
# else
  (void) queue;
  (void) milliseconds;
  *fd = -1;
  errno = ENOSYS;
  return -1;
# endif
}

#elif IPC_PROBE_KQUEUE == 1
# include <sys/types.h>
# include <sys/event.h>
# include <sys/time.h>

const char *
ipc_queue_kind (void)
{
  return "kqueue";
}

int
ipc_queue_open (void)
{
  return kqueue ();
}

int
ipc_queue_add (int queue, int fd, int flags)
{
  struct kevent change;

  EV_SET (&change, fd, EVFILT_READ,
          EV_ADD | (flags & IPC_QUEUE_EDGE ? EV_CLEAR : 0), 0, 0, 0);
  return kevent (queue, &change, 1, NULL, 0, NULL);
}

static int
take (int queue, int timeout)
{
  struct timespec now = { 0, 0 };
  struct kevent event;
  int flags = 0;
  int n = kevent (queue, NULL, 0, &event, 1, timeout == 0 ? &now : NULL);

  if (n <= 0)
    return n;
  if (event.filter == EVFILT_TIMER)
    return IPC_QUEUE_TIMER + (int) event.ident * IPC_QUEUE_NUMBER;
  if (event.data > 0 || (event.flags & EV_EOF) == 0)
    flags |= IPC_QUEUE_IN;
  if (event.flags & EV_EOF)
    flags |= IPC_QUEUE_END;
  return flags;
}

int
ipc_queue_timer (int queue, long milliseconds, int *fd)
{
  static int number;
  struct kevent change;

  *fd = -1;
  EV_SET (&change, ++number, EVFILT_TIMER, EV_ADD | EV_ONESHOT, 0,
          milliseconds, 0);
  return kevent (queue, &change, 1, NULL, 0, NULL) == -1 ? -1 : number;
}

#elif IPC_PROBE_EVENT_PORTS == 1
# include <poll.h>
# include <port.h>

const char *
ipc_queue_kind (void)
{
  return "event ports";
}

int
ipc_queue_open (void)
{
  return port_create ();
}

/* A port tells once, and forgets.  */
int
ipc_queue_add (int queue, int fd, int flags)
{
  (void) flags;
  return port_associate (queue, PORT_SOURCE_FD, (uintptr_t) fd, POLLIN, NULL);
}

static int
take (int queue, int timeout)
{
  struct timespec now = { 0, 0 };
  port_event_t event;
  int flags = 0;

  if (port_get (queue, &event, timeout == 0 ? &now : NULL) == -1)
    return errno == ETIME ? 0 : -1;
  if (event.portev_events & POLLIN)
    flags |= IPC_QUEUE_IN;
  if (event.portev_events & POLLHUP)
    flags |= IPC_QUEUE_END;
  if (event.portev_events & POLLERR)
    flags |= IPC_QUEUE_ERROR;
  return flags;
}

int
ipc_queue_timer (int queue, long milliseconds, int *fd)
{
  (void) queue;
  (void) milliseconds;
  *fd = -1;
  errno = ENOSYS;
  return -1;
}

#else
# if IPC_PROBE_DEV_POLL == 1
#  include <poll.h>
#  include <sys/ioctl.h>
#  include <sys/devpoll.h>
# endif

const char *
ipc_queue_kind (void)
{
# if IPC_PROBE_DEV_POLL == 1
  return "/dev/poll";
# else
  return "none";
# endif
}

int
ipc_queue_open (void)
{
# if IPC_PROBE_DEV_POLL == 1
  return open ("/dev/poll", O_RDWR);
# else
  errno = ENOSYS;
  return -1;
# endif
}

int
ipc_queue_add (int queue, int fd, int flags)
{
# if IPC_PROBE_DEV_POLL == 1
  struct pollfd p = { fd, POLLIN, 0 };

  (void) flags;
  return write (queue, &p, sizeof p) == (ssize_t) sizeof p ? 0 : -1;
# else
  (void) queue;
  (void) fd;
  (void) flags;
  errno = ENOSYS;
  return -1;
# endif
}

static int
take (int queue, int timeout)
{
# if IPC_PROBE_DEV_POLL == 1
  struct pollfd p;
  struct dvpoll look = { &p, 1, timeout };
  int n = ioctl (queue, DP_POLL, &look);

  return n <= 0 ? n : ((p.revents & POLLIN) ? IPC_QUEUE_IN : 0)
                      | ((p.revents & POLLHUP) ? IPC_QUEUE_END : 0)
                      | ((p.revents & POLLERR) ? IPC_QUEUE_ERROR : 0);
# else
  (void) queue;
  (void) timeout;
  errno = ENOSYS;
  return -1;
# endif
}

int
ipc_queue_timer (int queue, long milliseconds, int *fd)
{
  (void) queue;
  (void) milliseconds;
  *fd = -1;
  errno = ENOSYS;
  return -1;
}
#endif

int
ipc_queue_look (int queue)
{
  return take (queue, 0);
}

int
ipc_queue_wait (int queue)
{
  return take (queue, -1);
}
