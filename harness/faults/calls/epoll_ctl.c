/* epoll_ctl.c - faults of what a queue of events watches.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stddef.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <sys/timerfd.h>

#include "descriptors.h"
#include "faults.h"

CALL (epoll_ctl)
CALL (timerfd_settime)
FAULT (epoll_edge_once, "an edge-triggered FIFO is told of just once",
  KILLS ("sockets.edge_rearm"))
FAULT (epoll_no_rdhup, "epoll_ctl() ignores EPOLLRDHUP",
  KILLS ("sockets.event_eof"))
FAULT (epoll_directories, "epoll_ctl() takes directories",
  KILLS ("sockets.event_regular"))
FAULT (sock_timer_zero, "timerfd_settime() takes no time for a moment",
  KILLS ("sockets.event_timer_edge"))
FAULT (timerfd_negative, "timerfd_settime() takes a negative time for none",
  KILLS ("sockets.event_timer_edge"))

int
epoll_ctl (int queue, int operation, int fd, struct epoll_event *event)
{
  int result;

  if (event != NULL && (event->events & EPOLLET) != 0
      && ipc_fault (epoll_edge_once) && ipc_fault_is (fd, S_IFIFO))
    event->events |= EPOLLONESHOT;
  if (event != NULL && ipc_fault (epoll_no_rdhup))
    event->events &= ~(unsigned) EPOLLRDHUP;
  result = IPC_REAL (epoll_ctl) (queue, operation, fd, event);
  if (result == -1 && errno == EPERM && ipc_fault (epoll_directories)
      && ipc_fault_is (fd, S_IFDIR))
    return 0;
  return result;
}

int
timerfd_settime (int fd, int flags, const struct itimerspec *value,
                 struct itimerspec *old)
{
  struct itimerspec none = { { 0, 0 }, { 0, 0 } };
  struct itimerspec moment = { { 0, 0 }, { 0, 1 } };

  if ((value->it_value.tv_sec < 0 || value->it_value.tv_nsec < 0)
      && ipc_fault (timerfd_negative))
    value = &none;
  if (value->it_value.tv_sec == 0 && value->it_value.tv_nsec == 0
      && ipc_fault (sock_timer_zero))
    value = &moment;
  return IPC_REAL (timerfd_settime) (fd, flags, value, old);
}
