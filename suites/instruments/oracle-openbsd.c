/* oracle-openbsd.c - the blocked-oracle on OpenBSD: struct kinfo_proc.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifdef __OpenBSD__

#include <sys/param.h>
#include <sys/proc.h>
#include <sys/sysctl.h>

#include <errno.h>
#include <stdio.h>

#include "oracle-adapter.h"

enum ipc_state
ipc_native_state (pid_t pid, char *seen, size_t size)
{
  int mib[] = { CTL_KERN, KERN_PROC, KERN_PROC_PID, (int) pid,
                (int) sizeof (struct kinfo_proc), 1 };
  struct kinfo_proc p;
  size_t length = sizeof p;

  if (sysctl (mib, 6, &p, &length, NULL, 0) == -1)
    return errno == ESRCH ? IPC_GONE : IPC_UNKNOWN;
  if (length == 0)
    return IPC_GONE;
  switch (p.p_stat)
    {
    case SSTOP: return IPC_STOPPED;
    case SDEAD: return IPC_ZOMBIE;
    case SSLEEP: break;
    default: return IPC_RUNNING;
    }
  snprintf (seen, size, "%s", p.p_wmesg);
  return IPC_BLOCKED;
}

int
ipc_native_same_call (const char *call, const char *seen)
{
  return ipc_channel_is (call, seen);
}

#else
typedef int ipc_not_openbsd;
#endif
