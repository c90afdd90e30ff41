/* kill-group.c - faults of kill() of groups, and of all.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "kill.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"
#include "processes.h"

FAULT (kill_group_leader, "kill() of a group reaches just its leader",
  KILLS ("kill.pgrp_negative", "kill.pgrp_sender_ignores", "kill.killpg",
         "kill.pgrp_needs_leader"),
  KILLS_FALLBACK ("kill.killpg"))
FAULT (kill_spares_group, "SIGKILL to a group reaches just its leader",
  KILLS ("alarms.fork_exec_kill_tree"))
FAULT (kill_group_children, "signals to a group reach only one's children",
  KILLS ("kill.killpg"),
  KILLS_FALLBACK ("kill.killpg"))
FAULT (kill_group_sender, "kill() of a group reaches the sender, too",
  KILLS ("kill.pgrp_spares_others"))
FAULT (kill_group_own, "kill() of a group reaches the sender's group, too",
  KILLS ("kill.pgrp_spares_others"))
FAULT (kill_group_esrch, "kill() takes no negative pid",
  KILLS ("kill.pgrp_negative", "kill.pgrp_spares_others",
         "kill.pgrp_sender_ignores", "kill.pgrp_needs_leader",
         "kill.pgrp_partial_perm", "kill.pgrp_zombies"))
FAULT (kill_group_all_or_none, "kill() of a group needs leave for all of it",
  KILLS ("kill.pgrp_partial_perm"))
FAULT (kill_group_last_counts,
  "kill() of a group says at times what came of one member alone",
  KILLS ("kill.pgrp_partial_perm"))
FAULT (kill_group_lenient, "kill() of a group is content with reaching nobody",
  KILLS ("kill.pgrp_partial_perm"))
FAULT (kill_group_by_member, "kill() of a group takes any member's pid",
  KILLS ("kill.pgrp_needs_leader", "kill.pgrp_spares_others"))
FAULT (kill_group_needs_leader, "kill() finds no group without its leader",
  KILLS ("kill.pgrp_negative"))
FAULT (kill_group_wakes, "kill() of a group continues its stopped members",
  KILLS ("kill.pgrp_negative"))
FAULT (kill_group_skips_stopped, "kill() of a group passes the stopped over",
  KILLS ("kill.pgrp_negative"))
FAULT (kill_zombies_eperm, "kill() of a group of zombies gives EPERM",
  KILLS ("kill.pgrp_zombies"))
FAULT (kill_pid_zero_self, "kill() of pid 0 reaches just the sender",
  KILLS ("kill.pgrp_zero"))
FAULT (kill_pid_zero_others, "kill() of pid 0 spares the sender",
  KILLS ("kill.pgrp_zero"))
FAULT (kill_all_included, "kill() of pid -1 reaches the sender",
  KILLS ("kill.minus_one"))
FAULT (kill_own_group_late, "kill() of one's own group delivers late",
  KILLS ("kill.self_sync"))

int
ipc_fault_kill_all (int signo)
{
  int result = IPC_REAL (kill) (-1, signo);

  if (ipc_fault (kill_all_included))
    IPC_REAL (kill) (getpid (), signo);
  return result;
}

static int
kill_but_sender (int signo)
{
  struct sigaction ignore, old;
  int result;

  ignore.sa_handler = SIG_IGN;
  ignore.sa_flags = 0;
  sigemptyset (&ignore.sa_mask);
  IPC_REAL (sigaction) (signo, &ignore, &old);
  result = IPC_REAL (kill) (0, signo);
  IPC_REAL (sigaction) (signo, &old, NULL);
  return result;
}

int
ipc_fault_kill_own_group (int signo)
{
  if (ipc_fault (kill_own_group_late))
    return ipc_fault_kill_late (0, signo);
  if (ipc_fault (kill_pid_zero_self))
    return IPC_REAL (kill) (getpid (), signo);
  return ipc_fault (kill_pid_zero_others) ? kill_but_sender (signo)
         : IPC_REAL (kill) (0, signo);
}

/* What a failed kill() of GROUP says in the end.  */
static int
failed (pid_t group, int signo)
{
  if (errno == ESRCH && ipc_fault (kill_group_by_member))
    return IPC_REAL (kill) (-getpgid (group), signo);
  if (errno == EPERM && ipc_fault (kill_group_lenient))
    return 0;
  if (errno == EPERM && ipc_fault (kill_hides_others))
    errno = ESRCH;
  return -1;
}

enum { MOST_MEMBERS = 16 };

/* Send SIGNO to the members of GROUP that are STOPPED, or to those that are
   not; to how many.  */
static int
kill_some (pid_t group, int stopped, int signo)
{
  pid_t pids[MOST_MEMBERS];
  int n = ipc_fault_members (group, pids, MOST_MEMBERS), sent = 0;

  while (n-- > 0)
    if (ipc_fault_is_in_state (pids[n], 'T') == stopped)
      sent += IPC_REAL (kill) (pids[n], signo) == 0;
  return sent;
}

int
ipc_fault_kill_children (pid_t group, int signo)
{
  siginfo_t info;
  pid_t pid;

  for (pid = group; pid < group + 100; pid++)
    if (getpgid (pid) == group
        && IPC_REAL (waitid) (P_PID, (id_t) pid, &info,
                              WEXITED | WNOHANG | WNOWAIT) == 0)
      IPC_REAL (kill) (pid, signo);
  return 0;
}

/* What a kill() of a group that has worked says: every third time that one of
   another user's may not be signalled.  */
static int
worked (pid_t group)
{
  static int times;

  if (ipc_fault (kill_group_last_counts) && times++ % 3 == 2)
    return IPC_REAL (kill) (group, 0);
  return 0;
}

int
ipc_fault_kill_group (pid_t group, int signo)
{
  if (ipc_fault (kill_group_children))
    return ipc_fault_kill_children (group, signo);
  if (ipc_fault (kill_group_leader)
      || (signo == SIGKILL && ipc_fault (kill_spares_group)))
    return IPC_REAL (kill) (group, signo);
  if (ipc_fault (kill_group_esrch)
      || (ipc_fault (kill_group_needs_leader)
          && IPC_REAL (kill) (group, 0) == -1))
    return ipc_fault_fail (ESRCH);
  if (signo == 0 && ipc_fault (kill_zombies_eperm)
      && ipc_fault_is_in_state (group, 'Z'))
    return ipc_fault_fail (EPERM);
  if (geteuid () != 0 && ipc_fault (kill_group_all_or_none))
    return ipc_fault_fail (EPERM);
  if (ipc_fault (kill_own_group_late) && group == IPC_REAL (getpgrp) ())
    return ipc_fault_kill_late (-group, signo);
  if (ipc_fault (kill_group_wakes))
    kill_some (group, 1, SIGCONT);
  if (signo != 0 && ipc_fault (kill_group_skips_stopped))
    return kill_some (group, 0, signo) > 0 ? 0 : ipc_fault_fail (ESRCH);
  if (ipc_fault (kill_group_sender))
    IPC_REAL (kill) (getpid (), signo);
  if (ipc_fault (kill_group_own))
    IPC_REAL (kill) (0, signo);
  return IPC_REAL (kill) (-group, signo) == 0 ? worked (group)
         : failed (group, signo);
}
