/* kill.c - kill() where it takes no negative pid.
   SPDX-License-Identifier: BSD-2-Clause

   By killpg(), as 4.2BSD had it, or by ipc_fb_killpg() where probes found
   none (or IPC_NO_KILLPG is defined).  What this does not preserve:
     all processes are refused with ENOSYS                  kill.minus_one  */

#include "process-calls.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#if defined IPC_PROBE_KILLPG && !IPC_PROBE_KILLPG && !defined IPC_NO_KILLPG
# define IPC_NO_KILLPG
#endif
#ifdef IPC_NO_KILLPG
# undef killpg
# define killpg(group, signo) ipc_fb_killpg (group, signo)
#endif

int
ipc_fb_kill (pid_t pid, int signo)
{
  if (pid == -1)
    {
      errno = ENOSYS;
      return -1;
    }
  if (pid > 0)
    return kill (pid, signo);
  return killpg (pid == 0 ? getpgrp () : -pid, signo);
}
