/* aside.c - descriptors that the body does not meet.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "aside.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "frame/descriptors.h"
#include "frame/hold.h"
#include "frame/report.h"

/* Above what bodies count on; where so many are not allowed, half of those
   that are.  */
enum { LOWEST_FD = 100 };
static int lowest = LOWEST_FD;

void
ipc_aside_prepare (void)
{
  struct rlimit limit;

  IPC_SETUP (getrlimit (RLIMIT_NOFILE, &limit) == 0);
  if (limit.rlim_cur < IPC_FD_END)
    {
      limit.rlim_cur = limit.rlim_max < IPC_FD_END ? limit.rlim_max
                       : IPC_FD_END;
      IPC_SETUP (setrlimit (RLIMIT_NOFILE, &limit) == 0);
    }
  if (limit.rlim_cur < 2 * LOWEST_FD)
    lowest = (int) limit.rlim_cur / 2;
}

int
ipc_set_aside (int fd)
{
  int held = ipc_hold ();
  int high = fcntl (fd, F_DUPFD, lowest);

  IPC_SETUP (high != -1);
  IPC_SETUP (fcntl (high, F_SETFD, FD_CLOEXEC) == 0);
  close (fd);
  ipc_release (held);
  return high;
}
