/* epoll_wait.c - faults of epoll_wait().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <sys/epoll.h>

#include "faults.h"
#include "interruption.h"

CALL (epoll_wait)
FAULT (epoll_wait_restarts, "epoll_wait() restarts after any handler",
  KILLS ("restart.epoll_wait_clear", "restart.epoll_wait_set",
         "restart.epoll_wait_stopped", "deferral.tracer_stop"))

WAITS (int, epoll_wait,
  (int fd, struct epoll_event *events, int most, int timeout),
  (fd, events, most, timeout),
  .restarts = ipc_fault (epoll_wait_restarts))
