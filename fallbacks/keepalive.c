/* keepalive.c - when a silent peer is asked whether it is there.
   SPDX-License-Identifier: BSD-2-Clause

   SO_KEEPALIVE is everywhere, its times are the system's, two hours mostly.
   A socket's own go by names and units that differ; some systems have the
   first of the three alone, or none.  What was had is read back.

   Falls short: what there is no option for stays the system's, and the result
   says so.  */

#include "ipcompat-sockets.h"

#ifdef IPCOMPAT_NO_SOCKETS
typedef int ipc_no_sockets;
#else

# include <errno.h>
# include <limits.h>
# include <stddef.h>
# ifdef __DragonFly__
#  include <sys/param.h>
# endif

# include "pair.h"
# ifndef IPC_PAIR_NO_TCP_H
#  include <netinet/tcp.h>
# endif

/* Milliseconds, or seconds.  */
# if defined __DragonFly_version && __DragonFly_version < 500702
enum { UNIT = 1000 };
# else
enum { UNIT = 1 };
# endif

# if defined TCP_KEEPIDLE
enum { IDLE = TCP_KEEPIDLE, IDLE_UNIT = UNIT };
# elif defined TCP_KEEPALIVE
enum { IDLE = TCP_KEEPALIVE, IDLE_UNIT = 1 };
# elif defined TCP_KEEPALIVE_THRESHOLD
enum { IDLE = TCP_KEEPALIVE_THRESHOLD, IDLE_UNIT = 1000 };
# else
enum { IDLE = -1, IDLE_UNIT = 1 };
# endif

# ifdef TCP_KEEPINTVL
enum { INTERVAL = TCP_KEEPINTVL };
# else
enum { INTERVAL = -1 };
# endif

# ifdef TCP_KEEPCNT
enum { COUNT = TCP_KEEPCNT };
# else
enum { COUNT = -1 };
# endif

/* WHICH if OPTION of FD is VALUE units, 0 if it is not; 0: to be left as it
   is.  */
static int
set_one (int fd, int option, int value, int unit, int which)
{
  int got = -1;
  socklen_t size = sizeof got;

  if (value == 0 || option == -1 || value > INT_MAX / unit)
    return 0;
  value *= unit;
  return setsockopt (fd, IPPROTO_TCP, option, &value, sizeof value) == 0
         && getsockopt (fd, IPPROTO_TCP, option, &got, &size) == 0
         && got == value ? which : 0;
}

int
ipc_keepalive (int fd, int idle, int interval, int count)
{
  int on = 1, error = errno, had = IPC_KEEPALIVE_ON;

  if (idle < 0 || interval < 0 || count < 0)
    {
      errno = EINVAL;
      return -1;
    }
  /* On last: it begins to count then.  */
  had |= set_one (fd, IDLE, idle, IDLE_UNIT, IPC_KEEPALIVE_IDLE);
  had |= set_one (fd, INTERVAL, interval, UNIT, IPC_KEEPALIVE_INTERVAL);
  had |= set_one (fd, COUNT, count, 1, IPC_KEEPALIVE_COUNT);
  if (setsockopt (fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on) == -1)
    return -1;
  errno = error;
  return had;
}

#endif
