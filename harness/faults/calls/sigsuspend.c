/* sigsuspend.c - faults of waiting for signals.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <time.h>

#include "faults.h"
#include "interruption.h"

CALL (sigsuspend)
CALL (sigwait)
CALL (sigwaitinfo)
CALL (sigtimedwait)
FAULT (harmless_ends_sigsuspend, "a signal that does nothing ends sigsuspend()",
  KILLS ("dispositions.ignore", "dispositions.default_actions"))
FAULT (suspend_errno, "sigsuspend() leaves the errno of the handler",
  KILLS ("reaper.errno_status_kept"),
  KILLS_FALLBACK ("reaper.errno_status_kept"))
FAULT (suspend_keeps_mask, "sigsuspend() keeps the mask that there is",
  KILLS ("alarms.fires", "handlers.from_process", "handlers.kernel_alrm",
         "hangup.reread", "hangup.each_time", "kill.zero_no_effect",
         "reaper.errno_status_kept", "restart.sigsuspend_clear",
         "restart.sigsuspend_set"),
  KILLS_FALLBACK ("alarms.fires", "hangup.each_time", "hangup.reread",
                  "reaper.errno_status_kept"))
FAULT (suspend_leaves_mask, "sigsuspend() leaves its mask in force",
  KILLS ("restart.sigsuspend_clear", "restart.sigsuspend_set"))
FAULT (sigsuspend_restarts, "sigsuspend() waits on after a handler",
  KILLS ("restart.sigsuspend_clear", "restart.sigsuspend_set"))
FAULT (sigsuspend_stop, "a stop and a continuation end sigsuspend()",
  KILLS ("restart.sigsuspend_stopped"))
FAULT (sigwait_eintr, "sigwait() fails with EINTR",
  KILLS ("restart.sigwait_other_clear", "restart.sigwait_other_set",
         "restart.sigwait_other_stopped"))
FAULT (sigwait_names_other, "sigwait() names another signal",
  KILLS ("deferral.sigwait_family"))
FAULT (sigtimedwait_leaves, "sigtimedwait() leaves its signal pending",
  KILLS ("deferral.sigwait_family"))
FAULT (queue_loses_value, "sigwaitinfo() gives no value",
  KILLS ("dispositions.rt_queued", "deferral.sigwait_family"))
FAULT (sigwait_takes_any, "sigwait() waits for any signal",
  KILLS ("deferral.sigwait_family"))
FAULT (sigtimedwait_no_value, "sigtimedwait() gives no value",
  KILLS ("deferral.sigwait_family"))
FAULT (sigwaitinfo_restarts, "sigwaitinfo() restarts after any handler",
  KILLS ("restart.sigwaitinfo_other_clear", "restart.sigwaitinfo_other_set"))
FAULT (sigwaitinfo_eagain, "an interrupted sigwaitinfo() fails with EAGAIN",
  KILLS ("restart.sigwaitinfo_other_stopped"),
  KILLS_FALLBACK ("restart.sigwaitinfo_other_set",
                  "restart.sigwaitinfo_other_stopped"))
FAULT (sigtimedwait_restarts, "sigtimedwait() restarts after any handler",
  KILLS ("restart.sigtimedwait_other_clear",
         "restart.sigtimedwait_other_set"))
FAULT (sigtimedwait_eagain, "an interrupted sigtimedwait() fails with EAGAIN",
  KILLS ("restart.sigtimedwait_other_stopped"),
  KILLS_FALLBACK ("restart.sigtimedwait_other_set",
                  "restart.sigtimedwait_other_stopped"))

int
sigsuspend (const sigset_t *set)
{
  struct ipc_interruption in = { .restarts = ipc_fault (sigsuspend_restarts),
    .stop = ipc_fault (sigsuspend_stop),
    .harmless = ipc_fault (harmless_ends_sigsuspend) };
  sigset_t now, own = *set;
  int result;

  IPC_REAL (sigprocmask) (SIG_BLOCK, NULL, &now);
  ipc_fault_before_wait (&in);
  do
    result = IPC_REAL (sigsuspend) (ipc_fault (suspend_keeps_mask) ? &now
                                    : set);
  while (ipc_fault_again (&in, result == -1));
  if (ipc_fault (suspend_leaves_mask))
    IPC_REAL (sigprocmask) (SIG_SETMASK, &own, NULL);
  if (ipc_fault (suspend_errno))
    errno = ECHILD;
  return result;
}

int
sigwait (const sigset_t *set, int *signo)
{
  sigset_t any;
  int error;

  sigfillset (&any);
  if (ipc_fault (sigwait_takes_any))
    set = &any;
  if (!ipc_fault (sigwait_eintr))
    {
      error = IPC_REAL (sigwait) (set, signo);
      if (error == 0 && ipc_fault (sigwait_names_other))
        *signo = SIGUSR1;
      return error;
    }
  *signo = IPC_REAL (sigwaitinfo) (set, NULL);
  return *signo == -1 ? errno : 0;
}

int
sigwaitinfo (const sigset_t *set, siginfo_t *info)
{
  struct ipc_interruption in = { .restarts = ipc_fault (sigwaitinfo_restarts),
    .eagain = ipc_fault (sigwaitinfo_eagain) };
  int result;

  ipc_fault_before_wait (&in);
  do
    result = IPC_REAL (sigwaitinfo) (set, info);
  while (ipc_fault_again (&in, result == -1));
  if (info != NULL && ipc_fault (queue_loses_value))
    info->si_value.sival_int = 0;
  return result;
}

int
sigtimedwait (const sigset_t *set, siginfo_t *info, const struct timespec *t)
{
  struct ipc_interruption in = { .restarts = ipc_fault (sigtimedwait_restarts),
    .eagain = ipc_fault (sigtimedwait_eagain) };
  int result;

  ipc_fault_before_wait (&in);
  do
    result = IPC_REAL (sigtimedwait) (set, info, t);
  while (ipc_fault_again (&in, result == -1));
  if (result > 0 && info != NULL && ipc_fault (sigtimedwait_no_value))
    info->si_value.sival_int = 0;
  if (result > 0 && ipc_fault (sigtimedwait_leaves))
    IPC_REAL (raise) (result);
  return result;
}
