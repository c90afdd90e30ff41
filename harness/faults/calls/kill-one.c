/* kill-one.c - faults of kill() of one process.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "kill.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"
#include "processes.h"

FAULT (kill_of_self_late, "kill() of oneself delivers one call too late",
  KILLS ("kill.self_sync", "instruments.self_signal_sync"))
FAULT (kill_takes_group, "SIGKILL to a group's leader reaches the whole group",
  KILLS ("alarms.fork_exec_kill_tree"),
  KILLS_FALLBACK ("alarms.fork_exec_kill_tree"))
FAULT (kill_stopped_drops, "kill() of a stopped process drops the signal",
  KILLS ("kill.stopped_target"))
FAULT (kill_stopped_continues, "kill() of a stopped process continues it",
  KILLS ("kill.stopped_target"))

/* Signal 0.  */
FAULT (kill_0_einval, "kill() takes 0 for no signal",
  KILLS ("kill.zero_alive", "kill.zero_gone", "kill.zero_eperm",
         "kill.zero_uid_changed", "kill.zero_zombie", "kill.zero_looks_dead",
         "kill.saved_uid", "kill.zero_pid_reuse"),
  KILLS_FALLBACK ("kill.zero_pid_reuse"))
FAULT (kill_0_stopped, "signal 0 finds no stopped process",
  KILLS ("kill.zero_alive"))
FAULT (kill_0_wakes, "signal 0 continues a stopped process",
  KILLS ("kill.zero_alive"))
FAULT (kill_0_continues, "signal 0 sends SIGCONT",
  KILLS ("kill.zero_no_effect"))
FAULT (kill_0_pends, "signal 0 sends SIGURG to who blocks it",
  KILLS ("kill.zero_no_effect"))
FAULT (kill_0_permitted, "signal 0 is permitted to everybody",
  KILLS ("kill.zero_eperm", "kill.zero_uid_changed", "kill.zero_looks_dead",
         "kill.saved_uid"))
FAULT (kill_remembers, "kill() of who has been waited for succeeds",
  KILLS ("kill.zero_gone", "kill.zero_looks_dead", "kill.count",
         "kill.zero_pid_reuse"),
  KILLS_FALLBACK ("kill.zero_pid_reuse"))
FAULT (kill_zombie_esrch, "kill() finds no zombie",
  KILLS ("kill.zero_zombie"))

/* Permission.  */
FAULT (kill_hides_others, "kill() of another user's process gives ESRCH",
  KILLS ("kill.zero_eperm", "kill.zero_uid_changed", "kill.zero_looks_dead",
         "kill.saved_uid", "kill.pgrp_partial_perm",
         "kill.cont_same_session"),
  KILLS_FALLBACK ("kill.pgrp_partial_perm"))
FAULT (kill_drops_others, "kill() of another user's process drops the signal",
  KILLS ("kill.count", "kill.zero_eperm", "kill.saved_uid"))
FAULT (kill_real_only, "kill() compares the real user ids alone",
  KILLS ("kill.saved_uid"))
FAULT (kill_effective_too, "kill() compares the target's effective user id",
  KILLS ("kill.saved_uid"))
FAULT (kill_cont_checks, "SIGCONT is permitted as any other signal",
  KILLS ("kill.cont_same_session"))

int
ipc_fault_kill_late (pid_t pid, int signo)
{
  static int late;
  int now = late;

  late = signo;
  return now == 0 ? 0 : IPC_REAL (kill) (pid, now);
}

static int
probe (pid_t pid)
{
  int result;

  if (ipc_fault (kill_0_einval))
    return ipc_fault_fail (EINVAL);
  if (ipc_fault (kill_0_stopped) && ipc_fault_is_in_state (pid, 'T'))
    return ipc_fault_fail (ESRCH);
  if (ipc_fault (kill_0_wakes) && ipc_fault_is_in_state (pid, 'T'))
    return IPC_REAL (kill) (pid, SIGCONT);
  if (ipc_fault (kill_0_continues))
    return IPC_REAL (kill) (pid, SIGCONT);
  if (ipc_fault (kill_0_pends) && ipc_fault_blocks (pid, SIGURG))
    return IPC_REAL (kill) (pid, SIGURG);
  result = IPC_REAL (kill) (pid, 0);
  return result == -1 && errno == EPERM && ipc_fault (kill_0_permitted)
         ? 0 : result;
}

/* Whether a fault of permission refuses SIGNO to PID.  */
static int
is_refused (pid_t pid, int signo)
{
  unsigned id[2];

  if (!ipc_fault (kill_real_only) && !ipc_fault (kill_cont_checks))
    return 0;
  if (geteuid () == 0 || !ipc_fault_has_ids (pid, id))
    return 0;
  return (ipc_fault (kill_real_only) && id[0] != getuid ())
         || (signo == SIGCONT && ipc_fault (kill_cont_checks)
             && id[0] != getuid ());
}

/* What a kill() of PID that has failed says in the end.  */
static int
failed (pid_t pid)
{
  unsigned id[2];

  if (errno == ESRCH && ipc_fault (kill_remembers))
    return 0;
  if (errno == EPERM && ipc_fault (kill_drops_others))
    return 0;
  if (errno == EPERM && ipc_fault (kill_effective_too)
      && ipc_fault_has_ids (pid, id) && id[1] == geteuid ())
    return 0;
  if (errno == EPERM && ipc_fault (kill_hides_others))
    errno = ESRCH;
  return -1;
}

/* Whether a fault makes something else of SIGNO to PID, a stopped process;
   *RESULT is of that.  */
static int
is_stopped_differently (pid_t pid, int signo, int *result)
{
  if (!ipc_fault (kill_stopped_drops) && !ipc_fault (kill_stopped_continues))
    return 0;
  if (signo == 0 || signo == SIGCONT || signo == SIGKILL
      || !ipc_fault_is_in_state (pid, 'T'))
    return 0;
  *result = 0;
  if (ipc_fault (kill_stopped_drops))
    return 1;
  *result = IPC_REAL (kill) (pid, signo);
  IPC_REAL (kill) (pid, SIGCONT);
  return 1;
}

int
ipc_fault_kill_one (pid_t pid, int signo)
{
  int result;

  if (pid == getpid () && signo != 0 && ipc_fault (kill_of_self_late))
    return ipc_fault_kill_late (pid, signo);
  if (ipc_fault (kill_zombie_esrch) && ipc_fault_is_in_state (pid, 'Z'))
    return ipc_fault_fail (ESRCH);
  if (is_stopped_differently (pid, signo, &result))
    return result;
  if (is_refused (pid, signo))
    return ipc_fault_fail (EPERM);
  if (signo == SIGKILL && pid > 1 && ipc_fault (kill_takes_group)
      && getpgid (pid) == pid)
    pid = -pid;
  result = signo == 0 ? probe (pid) : IPC_REAL (kill) (pid, signo);
  return result == 0 ? 0 : failed (pid);
}
