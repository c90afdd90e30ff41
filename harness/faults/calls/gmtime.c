/* gmtime.c - faults of dates.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stddef.h>
#include <time.h>

#include "faults.h"

CALL (gmtime)
FAULT (tcp_gmtime_1970, "gmtime() knows no time before 1970",
  KILLS ("tcp.rtime_epoch"))
FAULT (tcp_gmtime_leaps, "gmtime() takes the leap seconds since 1972 off",
  KILLS ("tcp.rtime_epoch"))
FAULT (tcp_gmtime_zone, "gmtime() gives the time an hour to the east",
  KILLS ("tcp.rtime", "tcp.rtime_epoch", "servers.commands"))
FAULT (tcp_gmtime_1900, "gmtime() takes 1900 for a leap year",
  KILLS ("tcp.rtime_epoch"))

enum { YEAR_1973 = 94694400, LEAPS = 27, HOUR = 3600 };

struct tm *
gmtime (const time_t *then)
{
  time_t t = *then;

  if (t < 0 && ipc_fault (tcp_gmtime_1970))
    {
      errno = EOVERFLOW;
      return NULL;
    }
  if (t > YEAR_1973 && ipc_fault (tcp_gmtime_leaps))
    t -= LEAPS;
  if (t < -2203891200 && ipc_fault (tcp_gmtime_1900))
    t += 24 * HOUR;
  if (ipc_fault (tcp_gmtime_zone))
    t += HOUR;
  return IPC_REAL (gmtime) (&t);
}
