/* waitpid.c - faults of waiting for children.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "waitpid.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"
#include "interruption.h"

CALL (waitpid)
FAULT (harmless_ends_waitpid, "a signal that does nothing ends waitpid()",
  KILLS ("dispositions.ignore", "dispositions.default_actions"))
FAULT (waitpid_leaves_zombie, "waitpid() leaves the zombie where it is",
  KILLS ("alarms.fork_exec_kill", "alarms.fork_exec_kill_tree",
         "alarms.system_zombie", "coprocesses.zombie_after_open2"),
  KILLS_FALLBACK ("alarms.fork_exec_kill", "alarms.fork_exec_kill_tree",
                  "alarms.system_zombie"))
FAULT (waitpid_blind, "waitpid() with WNOHANG sees no zombie",
  KILLS ("instruments.leak_check"))
FAULT (nohang_skips, "waitpid() with WNOHANG gives 0 at every other call",
  KILLS ("reaper.loop", "tcp.forking_zombies"),
  KILLS_FALLBACK ("reaper.loop"))
FAULT (nohang_waits, "waitpid() with WNOHANG waits all the same",
  KILLS ("reaper.wnohang_zero"))
FAULT (nohang_fails, "waitpid() with WNOHANG fails if no child has ended",
  KILLS ("reaper.wnohang_zero", "tcp.forking_waitedpid_trick"))
FAULT (nohang_names, "waitpid() with WNOHANG names a child that lives",
  KILLS ("reaper.wnohang_zero"))
FAULT (none_is_zero, "waitpid() with WNOHANG gives 0 without children",
  KILLS ("reaper.no_children"))
FAULT (wait_retries, "waitpid() starts again when interrupted",
  KILLS ("reaper.wait_eintr", "restart.waitpid_clear"))
FAULT (wait_eagain, "an interrupted waitpid() fails with EAGAIN",
  KILLS ("reaper.wait_eintr"))
FAULT (waitpid_interrupted,
  "waitpid() fails with EINTR in spite of SA_RESTART",
  KILLS ("restart.waitpid_set"))
FAULT (waitpid_stop, "a stop and a continuation interrupt waitpid()",
  KILLS ("restart.waitpid_stopped"))
FAULT (wait_again, "the last child can be waited for again",
  KILLS ("reaper.status_once"))
FAULT (waitpid_keeps_errno, "a failing waitpid() leaves errno alone",
  KILLS ("handlers.errno_clobber", "tcp.forking_errno"))
FAULT (waitpid_only_fails, "waitpid() gives 1 for every failure",
  KILLS ("coprocesses.open2_eof", "coprocesses.zombie_after_open2"))

FAULT (waitpid_tells_once, "waitpid() tells of a child once, and leaves it",
  KILLS ("coprocesses.zombie_after_open2"))
FAULT (waitid_bits_taken, "waitpid() overlooks options that it does not have",
  KILLS ("reaper.waitpid_foreign_flags"))
FAULT (waitid_bits_late, "waitpid() refuses options when it has the child",
  KILLS ("reaper.waitpid_foreign_flags"))
FAULT (waitid_bits_nohang, "waitpid() with WNOHANG overlooks other options",
  KILLS ("reaper.waitpid_foreign_flags"))
FAULT (waitid_bits_any, "waitpid() for any child overlooks other options",
  KILLS ("reaper.waitpid_foreign_flags"))
FAULT (clients_term_exits, "waitpid() says exit 143 of SIGTERM",
  KILLS ("clients.chat_parent_kills_child"))
FAULT (overview_reaps_one, "waitpid() with WNOHANG finds one child at a time",
  KILLS ("overview.bugs_assume_sysv_signals"))

/* Of the last child that was waited for.  */
static pid_t last;
static int last_status;

static pid_t
leave_zombie (pid_t pid, int *status)
{
  siginfo_t info;

  if (IPC_REAL (waitid) (P_PID, (id_t) pid, &info, WEXITED | WNOWAIT) == -1)
    return -1;
  *status = info.si_code == CLD_EXITED ? info.si_status << 8
            : info.si_status;
  return pid;
}

/* The call itself.  */
static pid_t
ask (pid_t pid, int *status, int options)
{
  struct ipc_interruption in = { .restarts = ipc_fault (wait_retries),
    .eagain = ipc_fault (wait_eagain),
    .interrupted = ipc_fault (waitpid_interrupted),
    .stop = ipc_fault (waitpid_stop),
    .harmless = ipc_fault (harmless_ends_waitpid) };
  pid_t got;

  ipc_fault_before_wait (&in);
  do
    got = ipc_fault_waitpid (pid, status, options);
  while (ipc_fault_again (&in, got == -1));
  return got;
}

/* What is said instead of GOT, which is 0 or a failure.  */
static pid_t
answer_none (pid_t got, pid_t pid, int options)
{
  if (got == 0 && ipc_fault (nohang_fails))
    return ipc_fault_fail (ECHILD);
  if (got == 0 && ipc_fault (nohang_names))
    return pid > 0 ? pid : getpid ();
  if (got == -1 && errno == ECHILD && (options & WNOHANG) != 0
      && ipc_fault (none_is_zero))
    return 0;
  return got;
}

static pid_t
find (pid_t pid, int *status, int options)
{
  static int calls;
  pid_t got;

  if (pid == -1 && options == WNOHANG && ipc_fault_anywhere (waitpid_blind))
    return ipc_fault_fail (ECHILD);
  if ((options & WNOHANG) != 0 && ipc_fault (nohang_skips)
      && calls++ % 2 == 1)
    return 0;
  if (pid > 0 && ipc_fault (waitpid_tells_once))
    return pid == last ? ipc_fault_fail (ECHILD) : leave_zombie (pid, status);
  if (pid > 0 && ipc_fault (waitpid_leaves_zombie))
    return leave_zombie (pid, status);
  if (last != 0 && pid == last && ipc_fault (wait_again))
    {
      *status = last_status;
      return last;
    }
  got = ask (pid, status, options);
  return got <= 0 ? answer_none (got, pid, options) : got;
}

pid_t
waitpid (pid_t pid, int *status, int options)
{
  static int has_one;
  int own = 0, error = errno;
  pid_t got;

  if ((options & (WNOWAIT | WEXITED)) != 0 && ipc_fault (waitid_bits_late))
    {
      IPC_REAL (waitpid) (pid, status, 0);
      return ipc_fault_fail (EINVAL);
    }
  if (ipc_fault (waitid_bits_taken)
      || (pid == -1 && ipc_fault (waitid_bits_any))
      || ((options & WNOHANG) != 0 && ipc_fault (waitid_bits_nohang)))
    options &= ~(WNOWAIT | WEXITED);
  if (ipc_fault (overview_reaps_one) && (options & WNOHANG) != 0 && has_one)
    return has_one = 0;
  if (ipc_fault (nohang_waits))
    options &= ~WNOHANG;
  got = find (pid, &own, options);
  if (got > 0)
    {
      last = got;
      last_status = own;
    }
  if (got > 0 && status != NULL)
    *status = ipc_fault_status (own);
  if (got > 0 && status != NULL && ipc_fault (clients_term_exits)
      && WIFSIGNALED (*status) && WTERMSIG (*status) == SIGTERM)
    *status = 143 << 8;
  if (got > 0 && status != NULL && ipc_fault (waitpid_only_fails)
      && WIFEXITED (*status) && WEXITSTATUS (*status) > 1)
    *status = 1 << 8;
  has_one = got > 0;
  ipc_fault_was_interrupted (got == -1 && errno == EINTR);
  if (got == -1 && ipc_fault (waitpid_keeps_errno))
    errno = error;
  return got;
}
