/* kill.c - faults of what kill() sends, whomever it sends that to.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "kill.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"
#include "processes.h"
#include "sending.h"

CALL (kill)
FAULT (kill_takes_any, "kill() takes what is no signal",
  KILLS ("handlers.invalid_number"),
  KILLS_FALLBACK ("handlers.invalid_number"))
FAULT (kill_takes_next, "kill() takes the number after the last",
  KILLS ("handlers.invalid_number"),
  KILLS_FALLBACK ("handlers.invalid_number"))
FAULT (kill_zero_sends, "kill() with 0 sends a signal",
  KILLS ("handlers.names_zero"),
  KILLS_FALLBACK ("handlers.names_zero"))
FAULT (kill_keeps, "kill() succeeds and sends nothing to others",
  KILLS ("handlers.from_process", "handlers.names_xsi_numbers",
         "deferral.long_operation"),
  KILLS_FALLBACK ("deferral.long_operation"))
FAULT (kill_confuses, "kill() sends others another signal",
  KILLS ("handlers.from_process", "handlers.names_xsi_numbers",
         "handlers.catch_zap"))
FAULT (clients_term_is_kill, "kill() sends others SIGKILL for SIGTERM",
  KILLS ("clients.chat_parent_kills_child"))
FAULT (vfork_loses_signals, "a signal to a parent in vfork() is lost",
  KILLS ("safe_pipes.vfork_parent_signals"))
FAULT (cont_ignored, "SIGCONT does not continue",
  KILLS ("dispositions.cont_continues", "dispositions.default_actions"))
FAULT (hup_is_term, "kill() sends SIGTERM for SIGHUP",
  KILLS ("hangup.default_terminates"))
FAULT (hup_dropped, "kill() drops SIGHUP",
  KILLS ("hangup.default_terminates", "hangup.reread", "hangup.each_time"),
  KILLS_FALLBACK ("hangup.each_time", "hangup.reread"))

FAULT (kill_spares_init, "kill() of pid 1 succeeds and sends nothing",
  KILLS ("dispositions.pid1_defaults"))
FAULT (init_takes_defaults, "pid 1 ends by a signal that it sends itself",
  KILLS ("dispositions.pid1_defaults"))
FAULT (init_takes_int, "pid 1 ends by a SIGINT that it sends itself",
  KILLS ("dispositions.pid1_defaults"))
FAULT (init_takes_outside, "pid 1 ends by any signal from outside",
  KILLS ("dispositions.pid1_defaults"))
FAULT (overview_kill_hup, "SIGHUP does not come from another process",
  KILLS ("overview.signals"))

/* Whether PID is in another namespace.  */
static int
is_inside (pid_t pid)
{
  char path[64], own[64] = "", other[64] = "";

  snprintf (path, sizeof path, "/proc/%ld/ns/pid", (long) pid);
  return IPC_REAL (readlink) ("/proc/self/ns/pid", own, sizeof own - 1) > 0
         && IPC_REAL (readlink) (path, other, sizeof other - 1) > 0
         && strcmp (own, other) != 0;
}

static int
confuse (int signo)
{
  switch (signo)
    {
    case SIGUSR1: return SIGUSR2;
    case SIGINT: return SIGTERM;
    case SIGALRM: return SIGVTALRM;
    default: return signo;
    }
}

/* What is sent in place of SIGNO; -1: nothing.  */
static int
other_signal (pid_t pid, int signo)
{
  int others = signo > 0 && pid != getpid ();

  if (signo > 0 && pid == 1 && !others && !ipc_fault_is_caught (signo)
      && (ipc_fault (init_takes_defaults)
          || (signo == SIGINT && ipc_fault (init_takes_int))))
    IPC_REAL (_exit) (1);
  if (signo > 0 && pid > 1 && ipc_fault (init_takes_outside)
      && is_inside (pid))
    return SIGKILL;
  if (((signo < 0 || signo >= NSIG) && ipc_fault (kill_takes_any))
      || (signo == NSIG && ipc_fault (kill_takes_next))
      || (others && ipc_fault (kill_keeps))
      || (others && signo == SIGHUP && ipc_fault (overview_kill_hup))
      || (others && ipc_fault (vfork_loses_signals)
          && ipc_fault_is_in_state (pid, 'D'))
      || (signo == SIGHUP && ipc_fault (hup_dropped))
      || (pid == 1 && ipc_fault (kill_spares_init)))
    return -1;
  if (signo == 0 && ipc_fault (kill_zero_sends))
    signo = SIGURG;
  if (signo == SIGCONT && ipc_fault (cont_ignored))
    signo = 0;
  if (others && signo == SIGTERM && ipc_fault (clients_term_is_kill))
    signo = SIGKILL;
  if (signo == SIGHUP && ipc_fault (hup_is_term))
    signo = SIGTERM;
  return others && ipc_fault (kill_confuses) ? confuse (signo) : signo;
}

int
kill (pid_t pid, int signo)
{
  int other = other_signal (pid, signo);

  if (signo != other && other == -1)
    return 0;
  if (pid == getpid () && other > 0 && ipc_fault_drops (other))
    return 0;
  if (pid == getpid () && other == SIGCONT)
    ipc_fault_cont_sent = 1;
  if (pid == -1)
    return ipc_fault_kill_all (other);
  if (pid == 0)
    return ipc_fault_kill_own_group (other);
  return pid < 0 ? ipc_fault_kill_group (-pid, other)
         : ipc_fault_kill_one (pid, other);
}
