/* poll.c - restarting: waiting for readiness.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/select.h>
#include <unistd.h>

#include "restart.h"

enum { HOUR_MS = 3600 * 1000 };

static struct pollfd polled;
static fd_set selected;

static long
poll_for (struct restart *r, int timeout)
{
  polled.fd = r->fd[0];
  polled.events = POLLIN;
  polled.revents = 0;
  return poll (&polled, 1, timeout);
}

static long
poll_forever (struct restart *r)
{
  return poll_for (r, -1);
}

static long
poll_hour (struct restart *r)
{
  return poll_for (r, HOUR_MS);
}

static long
ppoll_forever (struct restart *r)
{
  sigset_t none;

  sigemptyset (&none);
  polled.fd = r->fd[0];
  polled.events = POLLIN;
  polled.revents = 0;
  return restart_mask_kept (r, ppoll (&polled, 1, NULL, &none));
}

static int
polled_readable (struct restart *r, long value)
{
  return value == 1 && (polled.revents & POLLIN) != 0
         && restart_got_hello (r, restart_read (r));
}

static const struct restart_call poll_call =
{
  .call = "poll", .prepare = restart_pipe, .block = poll_forever,
  .whole = polled_readable, .release = restart_say_hello
};
RESTART_CASES (poll)

static const struct restart_call poll_timeout_call =
{
  .call = "poll", .prepare = restart_pipe, .block = poll_hour,
  .whole = polled_readable, .release = restart_say_hello
};
RESTART_CASES (poll_timeout)

static const struct restart_call ppoll_call =
{
  .call = "poll", .prepare = restart_pipe, .enter = restart_block_usr1,
  .block = ppoll_forever, .whole = polled_readable, .release = restart_say_hello
};
RESTART_CASES (ppoll)

static void
select_set (struct restart *r)
{
  FD_ZERO (&selected);
  FD_SET (r->fd[0], &selected);
}

static long
select_forever (struct restart *r)
{
  select_set (r);
  return select (r->fd[0] + 1, &selected, NULL, NULL, NULL);
}

static long
select_hour (struct restart *r)
{
  struct timeval hour = { 3600, 0 };

  select_set (r);
  return select (r->fd[0] + 1, &selected, NULL, NULL, &hour);
}

static long
pselect_forever (struct restart *r)
{
  sigset_t none;

  sigemptyset (&none);
  select_set (r);
  return restart_mask_kept (r, pselect (r->fd[0] + 1, &selected, NULL,
                                        NULL, NULL, &none));
}

static int
selected_readable (struct restart *r, long value)
{
  return value == 1 && FD_ISSET (r->fd[0], &selected)
         && restart_got_hello (r, restart_read (r));
}

static const struct restart_call select_call =
{
  .call = "select", .prepare = restart_pipe, .block = select_forever,
  .whole = selected_readable, .release = restart_say_hello
};
RESTART_CASES (select)

static const struct restart_call select_timeout_call =
{
  .call = "select", .prepare = restart_pipe, .block = select_hour,
  .whole = selected_readable, .release = restart_say_hello
};
RESTART_CASES (select_timeout)

static const struct restart_call pselect_call =
{
  .call = "select", .prepare = restart_pipe, .enter = restart_block_usr1,
  .block = pselect_forever, .whole = selected_readable,
  .release = restart_say_hello
};
RESTART_CASES (pselect)

static int
epoll_on_pipe (struct restart *r)
{
  restart_pipe (r);
  r->extra = ipc_epoll_open (r->fd[0]);
  return r->extra != -1 || errno != ENOSYS;
}

static long
wait_epoll (struct restart *r)
{
  return ipc_epoll_wait (r->extra);
}

static int
epoll_readable (struct restart *r, long value)
{
  return value == 1 && restart_got_hello (r, restart_read (r));
}

static const struct restart_call epoll_wait_call =
{
  .call = "epoll_wait", .prepare = epoll_on_pipe, .block = wait_epoll,
  .whole = epoll_readable, .release = restart_say_hello
};
RESTART_CASES (epoll_wait)
