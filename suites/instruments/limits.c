/* limits.c - failures on purpose.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "rlimits.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "case.h"

void
ipc_limit (int resource, unsigned long value)
{
  int held = ipc_hold ();
  struct rlimit limit;

  IPC_SETUP (getrlimit (resource, &limit) == 0);
  limit.rlim_cur = (rlim_t) value;
  IPC_SETUP (setrlimit (resource, &limit) == 0);
  ipc_release (held);
}

void
ipc_limit_descriptors (int spare)
{
  int held = ipc_hold ();
  int fd;

  /* The limit is on the number, not the count: plug the gaps.  */
  for (fd = 0; fd < IPC_FD_END && spare >= 0; fd++)
    if (fcntl (fd, F_GETFD) == -1)
      spare--;
  IPC_SETUP (spare < 0);
  ipc_limit (RLIMIT_NOFILE, (unsigned long) fd - 1);
  ipc_release (held);
}

int
ipc_count_descriptors (void)
{
  int held = ipc_hold ();
  int fd, n = 0;

  for (fd = 0; fd < IPC_FD_END; fd++)
    n += fcntl (fd, F_GETFD) != -1;
  ipc_release (held);
  return n;
}
