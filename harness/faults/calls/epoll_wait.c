/* epoll_wait.c - faults of epoll_wait().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <sys/epoll.h>

#include "faults.h"
#include "interruption.h"
#include "network.h"

CALL (epoll_wait)
FAULT (epoll_wait_restarts, "epoll_wait() restarts after any handler",
  KILLS ("restart.epoll_wait_clear", "restart.epoll_wait_set",
         "restart.epoll_wait_stopped", "deferral.tracer_stop"))
FAULT (epoll_wait_eagain, "an interrupted epoll_wait() fails with EAGAIN",
  KILLS ("restart.epoll_wait_clear", "restart.epoll_wait_set",
         "restart.epoll_wait_stopped"),
  KILLS_FALLBACK ("restart.epoll_wait_set", "restart.epoll_wait_stopped"))

int
epoll_wait (int fd, struct epoll_event *events, int most, int timeout)
{
  struct ipc_interruption in =
  { .restarts = ipc_fault (epoll_wait_restarts),
    .eagain = ipc_fault (epoll_wait_eagain) };
  int result;

  ipc_fault_before_wait (&in);
  do
    result = IPC_REAL (epoll_wait) (fd, events, most, timeout);
  while (ipc_fault_again (&in, result == -1));
  if (result != 1 || !ipc_fault_armed)
    return result;
  events->events = ipc_fault_queued_events (events->events);
  return events->events != 0;
}
