/* oracle-illumos.c - the blocked-oracle on illumos: /proc/PID/psinfo.
   SPDX-License-Identifier: BSD-2-Clause  */

#if defined __sun && defined __SVR4

#define _STRUCTURED_PROC 1

#include <errno.h>
#include <fcntl.h>
#include <procfs.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "oracle-adapter.h"

static const struct { const char *name; int number; } calls[] =
{
#define CALL(posix, name) { posix, SYS_##name },
#include "oracle-calls.h"
#undef CALL
  { NULL, 0 }
};

/* Returns -1 with errno.  */
static int
read_psinfo (pid_t pid, psinfo_t *info)
{
  char path[64];
  ssize_t n;
  int fd, error;

  snprintf (path, sizeof path, "/proc/%ld/psinfo", (long) pid);
  fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd == -1)
    return -1;
  n = read (fd, info, sizeof *info);
  error = n == -1 ? errno : EIO;
  close (fd);
  errno = error;
  return n == (ssize_t) sizeof *info ? 0 : -1;
}

enum ipc_state
ipc_native_state (pid_t pid, char *seen, size_t size)
{
  psinfo_t info;
  int i;

  if (read_psinfo (pid, &info) == -1)
    return errno == ENOENT ? IPC_GONE : IPC_UNKNOWN;
  if (info.pr_nlwp == 0 || info.pr_lwp.pr_sname == 'Z')
    return IPC_ZOMBIE;
  if (info.pr_lwp.pr_sname == 'T')
    return IPC_STOPPED;
  if (info.pr_lwp.pr_sname != 'S' || info.pr_lwp.pr_syscall == 0)
    return IPC_RUNNING;
  for (i = 0; calls[i].name != NULL; i++)
    if (calls[i].number == info.pr_lwp.pr_syscall)
      break;
  if (calls[i].name != NULL)
    snprintf (seen, size, "%s", calls[i].name);
  else
    snprintf (seen, size, "%d", (int) info.pr_lwp.pr_syscall);
  return IPC_BLOCKED;
}

int
ipc_native_same_call (const char *call, const char *seen)
{
  return ipc_system_call_is (call, seen);
}

#else
typedef int ipc_not_illumos;
#endif
