/* rlimits.c - failures on purpose.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "rlimits.h"

#include <errno.h>
#include <sys/resource.h>
#include <unistd.h>

#include "frame/descriptors.h"
#include "frame/hold.h"
#include "frame/report.h"
#include "facilities/limits.h"
#include "uid.h"

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

/* Whether just SPARE more descriptors can be opened.  */
static int
descriptors_are_limited (int spare)
{
  int fd[IPC_FD_END], n, limited;

  for (n = 0; n < IPC_FD_END && n <= spare; n++)
    if ((fd[n] = dup (STDIN_FILENO)) == -1)
      break;
  limited = n == spare && errno == EMFILE;
  while (n-- > 0)
    close (fd[n]);
  return limited;
}

void
ipc_limit_descriptors (int spare)
{
  int held = ipc_hold ();
  char is_open[IPC_FD_END];
  int fd, left = spare;

  ipc_find_open (is_open);
  /* The limit is on the number, not the count: plug the gaps.  */
  for (fd = 0; fd < IPC_FD_END && left >= 0; fd++)
    if (!is_open[fd])
      left--;
  IPC_SETUP (left < 0);
  ipc_limit (RLIMIT_NOFILE, (unsigned long) fd - 1);
  if (!descriptors_are_limited (spare))
    ipc_not_exercised ("RLIMIT_NOFILE does not limit descriptors");
  ipc_release (held);
}

int
ipc_count_descriptors (void)
{
  int held = ipc_hold ();
  char is_open[IPC_FD_END];
  int fd, n = 0;

  ipc_find_open (is_open);
  for (fd = 0; fd < IPC_FD_END; fd++)
    n += is_open[fd];
  ipc_release (held);
  return n;
}

static uid_t plain_uid;
static gid_t plain_gid;

void
ipc_need_fork_limit (void)
{
  if (IPC_RLIMIT_NPROC == -1)
    ipc_not_exercised ("no limit on processes");
  if (geteuid () == 0)
    ipc_second_uid (&plain_uid, &plain_gid);
}

void
ipc_forbid_forks (void)
{
  if (geteuid () == 0)
    ipc_become (plain_uid, plain_gid);
  ipc_limit (IPC_RLIMIT_NPROC, 1);
}

void
ipc_allow_forks (void)
{
  struct rlimit limit;

  IPC_SETUP (getrlimit (IPC_RLIMIT_NPROC, &limit) == 0);
  limit.rlim_cur = limit.rlim_max;
  IPC_SETUP (setrlimit (IPC_RLIMIT_NPROC, &limit) == 0);
}
