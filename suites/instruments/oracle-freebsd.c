/* oracle-freebsd.c - the blocked-oracle on FreeBSD: struct kinfo_proc.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifdef __FreeBSD__

#include <sys/param.h>
#include <sys/sysctl.h>
#include <sys/user.h>

#include <errno.h>
#include <stdio.h>

#include "oracle-adapter.h"

enum ipc_state
ipc_native_state (pid_t pid, char *seen, size_t size)
{
  int mib[] = { CTL_KERN, KERN_PROC, KERN_PROC_PID, (int) pid };
  struct kinfo_proc p;
  size_t length = sizeof p;

  if (sysctl (mib, 4, &p, &length, NULL, 0) == -1)
    return errno == ESRCH ? IPC_GONE : IPC_UNKNOWN;
  if (length != sizeof p)
    return length == 0 ? IPC_GONE : IPC_UNKNOWN;
  switch (p.ki_stat)
    {
    case SSTOP: return IPC_STOPPED;
    case SZOMB: return IPC_ZOMBIE;
    case SSLEEP: break;
    default: return IPC_RUNNING;
    }
  snprintf (seen, size, "%s", p.ki_wmesg);
  return IPC_BLOCKED;
}

int
ipc_native_same_call (const char *call, const char *seen)
{
  return ipc_channel_is (call, seen);
}

#else
typedef int ipc_not_freebsd;
#endif
