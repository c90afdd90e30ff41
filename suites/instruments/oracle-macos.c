/* oracle-macos.c - the blocked-oracle on macOS: proc_pidinfo().
   SPDX-License-Identifier: BSD-2-Clause

   The process's own status says "running" of most that sleep; its thread
   tells.  No call is named.  */

#ifdef __APPLE__

#include <errno.h>
#include <libproc.h>
#include <mach/thread_info.h>
#include <stdint.h>
#include <sys/proc.h>
#include <sys/proc_info.h>

#include "oracle-adapter.h"

enum ipc_state
ipc_native_state (pid_t pid, char *seen, size_t size)
{
  struct proc_bsdinfo p;
  struct proc_threadinfo t;
  uint64_t thread;

  (void) seen;
  (void) size;
  errno = 0;
  /* With this argument zombies are found too.  */
  if (proc_pidinfo (pid, PROC_PIDTBSDINFO, 1, &p, sizeof p) < (int) sizeof p)
    return errno == ESRCH ? IPC_GONE : IPC_UNKNOWN;
  if (p.pbi_status == SZOMB)
    return IPC_ZOMBIE;
  if (p.pbi_status == SSTOP)
    return IPC_STOPPED;
  if (proc_pidinfo (pid, PROC_PIDLISTTHREADS, 0, &thread, sizeof thread)
        < (int) sizeof thread
      || proc_pidinfo (pid, PROC_PIDTHREADINFO, thread, &t, sizeof t)
         < (int) sizeof t)
    return IPC_RUNNING;         /* on its way in or out */
  return t.pth_run_state == TH_STATE_WAITING ? IPC_BLOCKED : IPC_RUNNING;
}

int
ipc_native_same_call (const char *call, const char *seen)
{
  (void) call;
  (void) seen;
  return 1;
}

#else
typedef int ipc_not_macos;
#endif
