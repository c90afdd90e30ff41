/* fork.c - faults of what a child inherits.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "alarm.h"
#include "differ.h"
#include "fork.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "actions.h"
#include "delivery.h"
#include "faults.h"
#include "segments.h"
#include "semaphores.h"

CALL (fork)
FAULT (fork_leads, "a process made by fork() leads a group",
  KILLS ("daemons.fork_makes_nonleader", "daemons.complete"),
  KILLS_FALLBACK ("daemons.complete", "daemons.fork_makes_nonleader"))
FAULT (fork_restarts_alarm, "fork() sets the parent's alarm anew",
  KILLS ("alarms.fork_clears"),
  KILLS_FALLBACK ("alarms.fork_clears"))
FAULT (fork_keeps_pending, "a child has its parent's pending signals",
  KILLS ("dispositions.fork_inherits"))
FAULT (fork_moves_pending, "fork() takes the parent's pending signals away",
  KILLS ("dispositions.fork_inherits"))
FAULT (fork_empties_mask, "a child blocks no signal",
  KILLS ("dispositions.fork_inherits"))
FAULT (fork_resets_actions, "a child has the default actions",
  KILLS ("dispositions.fork_inherits"))
FAULT (fork_in_handler, "fork() fails in a handler",
  KILLS ("handlers.asyncsafe_list"))
FAULT (fork_flushes, "fork() flushes all streams first",
  KILLS ("popen.fork_buffer_dup"),
  KILLS_FALLBACK ("popen.fork_buffer_dup"))
FAULT (fork_strays, "a process made by fork() is two, to its end",
  KILLS ("daemons.supervised"),
  KILLS_FALLBACK ("daemons.supervised"))

/* Leave another process, which ends with this one.  */
static void
leave_stray (void)
{
  static const struct timespec moment = { 0, 10 * 1000 * 1000 };
  pid_t own = getpid ();

  if (IPC_REAL (fork) () != 0)
    return;
  while (getppid () == own)
    IPC_REAL (nanosleep) (&moment, NULL);
  IPC_REAL (_exit) (0);
}

static void
set_up_child (const sigset_t *pending)
{
  int signo;

  if (ipc_fault (fork_leads))
    IPC_REAL (setpgid) (0, 0);
  if (ipc_fault (fork_strays))
    leave_stray ();
  for (signo = 1; signo < 32; signo++)
    {
      if (ipc_fault (fork_keeps_pending) && sigismember (pending, signo) == 1)
        IPC_REAL (kill) (getpid (), signo);
      if (ipc_fault (fork_resets_actions) && ipc_fault_is_caught (signo))
        ipc_fault_install (signo, SIG_DFL, 0);
    }
  if (ipc_fault (fork_empties_mask))
    ipc_fault_unblock_all ();
  ipc_fault_spoil_child (pending);
  ipc_fault_spoil_descriptors ();
  ipc_fault_undo_in_child ();
  ipc_fault_segments_in_child ();
}

pid_t
fork (void)
{
  sigset_t pending;
  pid_t pid;
  int signo;

  if (ipc_fault_depth > 0 && ipc_fault (fork_in_handler))
    return ipc_fault_fail (EAGAIN);
  ipc_fault_know_numbers ();
  if (ipc_fault_armed && ipc_fault_before_fork () == -1)
    return -1;
  IPC_REAL (sigpending) (&pending);
  if (ipc_fault (fork_flushes))
    IPC_REAL (fflush) (NULL);
  pid = IPC_REAL (fork) ();
  if (pid == 0)
    set_up_child (&pending);
  if (pid > 0 && ipc_fault (fork_restarts_alarm)
      && IPC_REAL (alarm) (0) > 0)
    IPC_REAL (alarm) (ipc_fault_last_alarm ());
  for (signo = 1; pid > 0 && signo < 32 && ipc_fault (fork_moves_pending);
       signo++)
    ipc_fault_discard (signo);
  return ipc_fault_armed ? ipc_fault_after_fork (pid) : pid;
}
