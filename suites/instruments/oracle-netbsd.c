/* oracle-netbsd.c - the blocked-oracle on NetBSD: struct kinfo_proc2.
   SPDX-License-Identifier: BSD-2-Clause

   p_realstat is the process's own state, p_stat that of one of its LWPs,
   which is all of a process with one thread.  p_wmesg has no terminator if a
   name fills it.  */

#ifdef __NetBSD__

#include <sys/param.h>
#include <sys/sysctl.h>
#include <sys/lwp.h>
#include <sys/proc.h>

#include <errno.h>
#include <stdio.h>

#include "oracle-adapter.h"

enum ipc_state
ipc_native_state (pid_t pid, char *seen, size_t size)
{
  int mib[] = { CTL_KERN, KERN_PROC2, KERN_PROC_PID, (int) pid,
                (int) sizeof (struct kinfo_proc2), 1 };
  struct kinfo_proc2 p;
  size_t length = sizeof p;

  if (sysctl (mib, 6, &p, &length, NULL, 0) == -1)
    return errno == ESRCH ? IPC_GONE : IPC_UNKNOWN;
  if (length == 0)
    return IPC_GONE;
  if (p.p_realstat == SZOMB || p.p_realstat == SDEAD)
    return IPC_ZOMBIE;
  if (p.p_realstat == SSTOP || p.p_stat == LSSTOP)
    return IPC_STOPPED;
  if (p.p_stat != LSSLEEP)
    return IPC_RUNNING;
  snprintf (seen, size, "%.*s", (int) sizeof p.p_wmesg, p.p_wmesg);
  return IPC_BLOCKED;
}

int
ipc_native_same_call (const char *call, const char *seen)
{
  return ipc_channel_is (call, seen);
}

#else
typedef int ipc_not_netbsd;
#endif
