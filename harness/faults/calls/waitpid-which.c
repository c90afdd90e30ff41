/* waitpid-which.c - faults of which child is taken, and what it died of.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "waitpid.h"

#include <signal.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include "faults.h"

FAULT (wait_any, "waitpid() for one child takes any",
  KILLS ("reaper.waitpid_specific"))
FAULT (wait_drops, "waitpid() for one child drops another that has ended",
  KILLS ("reaper.waitpid_specific", "popen.sigchld_handler"))
FAULT (pgrp_any, "waitpid() for a process group takes any child",
  KILLS ("reaper.waitpid_pgrp"))
FAULT (pgrp_own, "waitpid() for a process group takes the caller's",
  KILLS ("reaper.waitpid_pgrp"))
FAULT (pgrp_leader, "waitpid() for another process group takes its leader",
  KILLS ("reaper.waitpid_pgrp"))
FAULT (last_first, "waitpid() takes the child that was made last",
  KILLS ("reaper.wait_order"))
FAULT (killed_vanish, "waitpid() for any child discards those killed",
  KILLS ("reaper.stop_at_signalled", "reaper.status_map"))
FAULT (wait_no_signal, "waitpid() reports a killed child as one that exited",
  KILLS ("reaper.status_map", "safe_pipes.close_reaps",
         "safe_pipes.list_read"),
  KILLS_FALLBACK ("reaper.status_map"))
FAULT (waitpid_hides_signal, "waitpid() reports a success for a kill",
  KILLS ("alarms.fork_exec_kill"),
  KILLS_FALLBACK ("alarms.fork_exec_kill"))
FAULT (waitpid_hides_pipe, "waitpid() reports a success for a broken pipe",
  KILLS ("safe_pipes.close_reaps"))
FAULT (core_unmade, "waitpid() tells of a core file that was not made",
  KILLS ("dispositions.default_coreflag"))
FAULT (wait_code_signed, "waitpid() has 7 bits of the exit code",
  KILLS ("reaper.status_map"),
  KILLS_FALLBACK ("reaper.status_map"))
FAULT (code_127_stops, "the exit code 127 looks like a stop",
  KILLS ("reaper.status_macros"))
FAULT (continued_stops, "the status of who continues is that of a stop",
  KILLS ("reaper.status_macros"))
FAULT (last_rt_stops, "death by the last real-time signal looks like a stop",
  KILLS ("reaper.status_macros"))
FAULT (core_continues, "death with a core file looks like a continuation",
  KILLS ("reaper.status_macros"))
FAULT (susp_is_stop, "waitpid() takes every stop for one by SIGSTOP",
  KILLS ("handlers.kbd_susp"))
FAULT (deferral_waitpid_status, "a waitpid() after EINTR has no status",
  KILLS ("deferral.wait_retried"),
  KILLS_FALLBACK ("deferral.wait_retried"))

static int after_eintr;

void
ipc_fault_was_interrupted (int interrupted)
{
  after_eintr = interrupted;
}

static int
is_zombie (idtype_t type, pid_t pid, pid_t *found)
{
  siginfo_t info;

  info.si_pid = 0;
  if (IPC_REAL (waitid) (type, (id_t) pid, &info,
                         WEXITED | WNOHANG | WNOWAIT) == -1)
    return 0;
  *found = info.si_pid;
  return info.si_pid != 0;
}

/* The pids after this one's, the greatest first.  */
static pid_t
greatest_zombie (void)
{
  pid_t pid, found;

  for (pid = getpid () + 200; pid > getpid (); pid--)
    if (is_zombie (P_PID, pid, &found))
      return pid;
  return -1;
}

/* Whom a call for PID is really for.  */
static pid_t
other_target (pid_t pid)
{
  if (pid > 0 && ipc_fault (wait_any))
    return -1;
  if ((pid == 0 || pid < -1) && ipc_fault (pgrp_any))
    return -1;
  if (pid == -1 && ipc_fault (last_first))
    return greatest_zombie ();
  if (pid < -1 && ipc_fault (pgrp_leader))
    return -pid;
  return pid < -1 && ipc_fault (pgrp_own) ? 0 : pid;
}

pid_t
ipc_fault_waitpid (pid_t pid, int *status, int options)
{
  pid_t got, other;

  if (pid > 0 && ipc_fault (wait_drops) && is_zombie (P_ALL, 0, &other)
      && other != pid)
    IPC_REAL (waitpid) (other, NULL, 0);
  do
    got = IPC_REAL (waitpid) (other_target (pid), status, options);
  while (got > 0 && pid == -1 && WIFSIGNALED (*status)
         && ipc_fault (killed_vanish));
  return got;
}

static int
dumps_core (int signo)
{
  static const int dumps[] = { SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGQUIT,
                               SIGSEGV, SIGSYS, SIGTRAP };
  size_t i;

  for (i = 0; i < sizeof dumps / sizeof *dumps; i++)
    if (dumps[i] == signo)
      return 1;
  return 0;
}

int
ipc_fault_status (int status)
{
  if (WIFSIGNALED (status) && ipc_fault_anywhere (core_unmade)
      && dumps_core (WTERMSIG (status)))
    status |= WCOREFLAG;
  if (WIFEXITED (status) && WEXITSTATUS (status) == 127
      && ipc_fault (code_127_stops))
    return 0x7f;
  if (WIFSIGNALED (status) && WTERMSIG (status) == SIGRTMAX
      && ipc_fault (last_rt_stops))
    return SIGRTMAX << 8 | 0x7f;
  if (WIFSIGNALED (status) && WTERMSIG (status) == SIGABRT
      && ipc_fault (core_continues))
    return 0xffff;
  if (WIFCONTINUED (status) && ipc_fault (continued_stops))
    return SIGCONT << 8 | 0x7f;
  if (WIFSTOPPED (status) && ipc_fault (susp_is_stop))
    return (status & 0xff) | SIGSTOP << 8;
  if ((WIFSIGNALED (status) && ipc_fault (waitpid_hides_signal))
      || (WIFSIGNALED (status) && WTERMSIG (status) == SIGPIPE
          && ipc_fault (waitpid_hides_pipe))
      || (after_eintr && ipc_fault (deferral_waitpid_status)))
    return 0;
  if (WIFSIGNALED (status) && ipc_fault (wait_no_signal))
    return (128 + WTERMSIG (status)) << 8;
  if (WIFEXITED (status) && ipc_fault (wait_code_signed))
    return status & 0x7f00;
  return status;
}
