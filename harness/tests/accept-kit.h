/* accept-kit.h - systems that hand a listener's flags on, and others.
   SPDX-License-Identifier: BSD-2-Clause

   By a stand-in for accept(), over which the fallbacks are made once more.  */

#ifndef ACCEPT_KIT_H
#define ACCEPT_KIT_H

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>

#include "ipcompat-sockets.h"
#include "ipcompat-waits.h"
#include "net-kit.h"

/* The fallbacks once more, over that.  */
int fake_plain (int, struct sockaddr *, socklen_t *);
int fake_like (int, struct sockaddr *, socklen_t *);
int fake_accept4 (int, struct sockaddr *, socklen_t *, int);
int fake_wakeup (const struct ipc_wakeup *, int, struct sockaddr *,
                 socklen_t *, int);
static int fake (int fd, struct sockaddr *address, socklen_t *length);
static int fake_wait (const struct ipc_wakeup *, int, short, int);
static int counted_fcntl (int fd, int command, ...);
#define fcntl counted_fcntl
#define accept fake
#define ipc_wakeup_wait fake_wait
#define ipc_accept_plain fake_plain
#define ipc_accept_like fake_like
#define ipc_fb_accept4 fake_accept4
#define ipc_wakeup_accept fake_wakeup
#include "accept-flags.c"
#include "accept4.c"
#include "wakeup-accept.c"
#undef accept
#undef fcntl
#undef ipc_wakeup_wait
#undef ipc_accept_plain
#undef ipc_accept_like
#undef ipc_fb_accept4
#undef ipc_wakeup_accept

/* Whether it hands flags on, and the errors that it gives first.  */
static int hands_on;
static int errors[8], error_count;

/* Somebody closes the listener as soon as it has given a client.  */
static int is_closed;

/* How often a socket was given an owner.  */
static int owners;

static int
counted_fcntl (int fd, int command, ...)
{
  va_list args;
  int value;

  owners += command == F_SETOWN;
  if (command == F_GETFL || command == F_GETOWN)
    return fcntl (fd, command);
  va_start (args, command);
  value = va_arg (args, int);
  va_end (args);
  return fcntl (fd, command, value);
}

static int
fake (int fd, struct sockaddr *address, socklen_t *length)
{
  int flags = fcntl (fd, F_GETFL) & (O_NONBLOCK | O_ASYNC), result;

  if (error_count > 0)
    {
      errno = errors[--error_count];
      return -1;
    }
  result = accept (fd, address, length);
  if (result != -1 && hands_on)
    have_flags (result, flags);
  if (is_closed)
    close (fd);
  return result;
}

/* The first is interrupted.  */
static int interruptions;

static int
fake_wait (const struct ipc_wakeup *wakeup, int fd, short events, int timeout)
{
  if (interruptions == 0)
    return ipc_wakeup_wait (wakeup, fd, events, timeout);
  interruptions--;
  errno = EINTR;
  return -1;
}

#endif
