/* process-calls.h - what the fallbacks of processes call.
   SPDX-License-Identifier: BSD-2-Clause

   Their own fallbacks, where configure has found that a native call is
   missing or of no use; what nobody has asked counts as there.  Private, and
   to be included before any header of the system.  */

#ifndef IPC_PROCESS_CALLS_H
#define IPC_PROCESS_CALLS_H

#include "probed.h"

#include <errno.h>
#include <signal.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ipcompat-processes.h"
#include "ipcompat-signals.h"
#include "nsig.h"

/* Whether nothing at all waits without blocking.  */
#if defined IPC_PROBE_WAITPID && !IPC_PROBE_WAITPID \
  && defined IPC_PROBE_WAIT3 && !IPC_PROBE_WAIT3
enum { IPC_NO_WNOHANG = 1 };
#else
enum { IPC_NO_WNOHANG = 0 };
#endif

#if defined IPC_PROBE_WAITPID && !IPC_PROBE_WAITPID
# define waitpid(pid, status, options) ipc_fb_waitpid (pid, status, options)
#endif

#if defined IPC_PROBE_SETPGID && !IPC_PROBE_SETPGID
# define setpgid(pid, group) ipc_fb_setpgid (pid, group)
#endif

#if (defined IPC_PROBE_SETSID && !IPC_PROBE_SETSID) \
  || (defined IPC_PROBE_SETSID_DETACHES && !IPC_PROBE_SETSID_DETACHES) \
  || (defined IPC_PROBE_SETSID_REFUSES_LEADER \
      && !IPC_PROBE_SETSID_REFUSES_LEADER)
# define setsid() ipc_fb_setsid ()
#endif

/* For a group that the caller has made; ipc_fb_killpg() knows only those
   that are registered.  */
#if defined IPC_PROBE_KILLPG && !IPC_PROBE_KILLPG
# define killpg(group, signo) kill (-(group), signo)
#endif

/* 4.2BSD's.  */
#if defined IPC_PROBE_GETPGRP_VOID && !IPC_PROBE_GETPGRP_VOID
# define getpgid(pid) (getpgrp) (pid)
# define getpgrp() (getpgrp) (0)
#endif

#if defined IPC_PROBE_SIGACTION && !IPC_PROBE_SIGACTION
# define sigaction(signo, new_action, old_action) \
  ipc_fb_sigaction (signo, new_action, old_action)
#endif

/* Block all signals; back to OLD, and to ERROR, whatever handlers do by
   then.  */
static inline void
signals_block (sigset_t *old)
{
  sigset_t all;

  sigfillset (&all);
  sigprocmask (SIG_SETMASK, &all, old);
}

static inline void
signals_unblock (const sigset_t *old, int error)
{
  sigprocmask (SIG_SETMASK, old, NULL);
  errno = error;
}

/* Have ACTION taken for each signal in WHICH.  Async-signal-safe.  */
static inline void
signals_set (const sigset_t *which, void (*action) (int))
{
  struct sigaction sa;
  int signo;

  sa.sa_handler = action;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  for (signo = 1; signo < NSIG; signo++)
    if (sigismember (which, signo) == 1)
      sigaction (signo, &sa, NULL);
}

#endif
