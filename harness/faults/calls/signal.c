/* signal.c - faults of signal(), in both environments.
   SPDX-License-Identifier: BSD-2-Clause

   In the strict environment it has another name, and System V's ways.  */

#include <signal.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include "actions.h"
#include "delivery.h"
#include "faults.h"

CALL (signal)
CALL (__sysv_signal)
FAULT (signal_one_shot,
  "signal() resets the handler on delivery, or just where it should",
  KILLS ("reliability.persist"))
FAULT (signal_not_blocked,
  "signal() does not block the signal meanwhile, or just where it should not",
  KILLS ("reliability.blocked"))
FAULT (signal_interrupts,
  "signal() does not restart slow calls, or just where it should not",
  KILLS ("reliability.restart"))
FAULT (signal_one_meaning, "signal() is BSD's for whoever asks",
  KILLS ("reliability.feature_macro"))
FAULT (signal_system_v, "signal() is System V's for whoever asks",
  KILLS ("reliability.feature_macro"))
FAULT (signal_restarts_once,
  "signal() restarts slow calls until the handler is installed anew",
  KILLS ("reliability.restart"))
FAULT (signal_not_installed, "signal() leaves the default action in place",
  KILLS ("reliability.anonymous"))
FAULT (signal_ignores, "signal() ignores the signal instead",
  KILLS ("reliability.anonymous",
         "overview.signals"))
FAULT (signal_claims, "signal() claims to catch SIGKILL and SIGSTOP",
  KILLS ("dispositions.kill_uncatchable", "dispositions.stop_uncatchable"))
FAULT (signal_takes_any, "signal() takes what is no signal",
  KILLS ("handlers.invalid_number"),
  KILLS_FALLBACK ("handlers.invalid_number"))
FAULT (signal_returns_new, "signal() returns the handler that it installs",
  KILLS ("handlers.install_returns_old"),
  KILLS_FALLBACK ("handlers.install_returns_old"))
FAULT (ignore_is_empty_handler, "signal() ignores by an empty handler",
  KILLS ("dispositions.ignore", "dispositions.ignored_survives_exec"))
FAULT (ignore_keeps_pending, "signal() to ignore keeps what is pending",
  KILLS ("dispositions.ignore_drops_pending"))
FAULT (ignore_keeps_queue, "to ignore a real-time signal drops all but one",
  KILLS ("dispositions.ignore_drops_pending"))
FAULT (ignored_xfsz_kills, "signal() cannot ignore SIGXFSZ",
  KILLS ("handlers.kernel_xfsz_ign"))
FAULT (servers_pipe_kills, "signal() cannot ignore SIGPIPE",
  KILLS ("servers.client_vanishes"))
FAULT (susp_ignored, "the default action of SIGTSTP is to go on",
  KILLS ("handlers.kbd_susp"))
FAULT (default_not_restored, "signal() does not restore the default",
  KILLS ("dispositions.default_restores", "dispositions.default_actions",
         "dispositions.tstp_catchable"))
FAULT (chld_ign_is_default, "signal() takes SIG_IGN for SIGCHLD as SIG_DFL",
  KILLS ("dispositions.chld_ign_nozombie", "dispositions.chld_ign_wait",
         "dispositions.chld_ign_wait_blocks", "dispositions.chld_rusage",
         "dispositions.chld_ign_system", "dispositions.chld_ign_pclose",
         "dispositions.chld_ign_across_exec"),
  KILLS_FALLBACK ("dispositions.chld_ign_pclose",
                  "dispositions.chld_ign_system"))
FAULT (chld_ign_reaps, "ignoring SIGCHLD takes the zombies that are there",
  KILLS ("dispositions.chld_ign_existing_zombie"))
FAULT (chld_default_is_ignore, "signal() takes SIGCHLD's default as SIG_IGN",
  KILLS ("dispositions.chld_default_keeps_zombie"))
FAULT (cld_reposts, "signal() calls SIGCHLD's handler while there is a zombie",
  KILLS ("dispositions.cld_level", "reaper.handler_reinstall_after"),
  KILLS_FALLBACK ("dispositions.cld_level", "reaper.handler_reinstall_after"))

typedef ipc_handler signal_function (int, ipc_handler);

static ipc_handler
ignore (int signo, signal_function *real)
{
  int pending = (ipc_fault (ignore_keeps_pending)
                 || (signo >= SIGRTMIN && ipc_fault (ignore_keeps_queue)))
                && ipc_fault_is_pending (signo);
  ipc_handler old;

  if (ipc_fault (ignore_is_empty_handler))
    return ipc_fault_install (signo, ipc_fault_nothing, 0);
  if ((signo == SIGCHLD && ipc_fault (chld_ign_is_default))
      || (signo == SIGXFSZ && ipc_fault (ignored_xfsz_kills))
      || (signo == SIGPIPE && ipc_fault (servers_pipe_kills)))
    return real (signo, SIG_DFL);
  old = real (signo, SIG_IGN);
  if (signo == SIGCHLD && ipc_fault (chld_ign_reaps))
    while (IPC_REAL (waitpid) (-1, NULL, WNOHANG) > 0)
      continue;
  if (pending)
    IPC_REAL (kill) (getpid (), signo);
  return old;
}

static ipc_handler
set_default (int signo, signal_function *real)
{
  if (ipc_fault (default_not_restored))
    return ipc_fault_installed (signo);
  if ((signo == SIGCHLD && ipc_fault (chld_default_is_ignore))
      || (signo == SIGTSTP && ipc_fault (susp_ignored)))
    return real (signo, SIG_IGN);
  return real (signo, SIG_DFL);
}

/* Catch SIGNO in another way than this environment does.  */
static ipc_handler
catch (int signo, ipc_handler handler, signal_function *real)
{
  static ipc_handler last;
  struct sigaction sa;
  ipc_handler old;

  if (ipc_fault (signal_not_installed))
    return SIG_DFL;
  if (ipc_fault (signal_ignores))
    return ipc_fault_install (signo, SIG_IGN, 0);
  old = real (signo, handler);
  if (old == SIG_ERR || IPC_REAL (sigaction) (signo, NULL, &sa) == -1)
    return old;
  if (ipc_fault (signal_one_shot))
    sa.sa_flags ^= (int) SA_RESETHAND;
  if (ipc_fault (signal_not_blocked))
    {
      /* BSD's form has the signal in its mask, too.  */
      sa.sa_flags ^= SA_NODEFER;
      sigemptyset (&sa.sa_mask);
    }
  if (ipc_fault (signal_interrupts))
    sa.sa_flags ^= SA_RESTART;
  if (ipc_fault (signal_restarts_once))
    sa.sa_flags = handler == last ? sa.sa_flags & ~SA_RESTART
                  : sa.sa_flags | SA_RESTART;
  last = handler;
  IPC_REAL (sigaction) (signo, &sa, NULL);
  if (signo == SIGCHLD && ipc_fault (cld_reposts)
      && ipc_fault_has_zombie ())
    handler (signo);
  return old;
}

static ipc_handler
set (int signo, ipc_handler handler, signal_function *real)
{
  struct sigaction before;
  ipc_handler old;

  if ((signo <= 0 || signo >= NSIG) && ipc_fault (signal_takes_any))
    return SIG_DFL;
  if ((signo == SIGKILL || signo == SIGSTOP) && ipc_fault (signal_claims))
    return SIG_DFL;
  if (IPC_REAL (sigaction) (signo, NULL, &before) == -1)
    return real (signo, handler);
  ipc_fault_show_wanted (signo, &before);
  old = handler == SIG_IGN ? ignore (signo, real)
        : handler == SIG_DFL ? set_default (signo, real)
        : catch (signo, handler, real);
  if (old == SIG_ERR)
    return old;
  return ipc_fault (signal_returns_new) ? handler : before.sa_handler;
}

ipc_handler
signal (int signo, ipc_handler handler)
{
  return set (signo, handler, ipc_fault (signal_system_v)
              ? IPC_REAL (__sysv_signal) : IPC_REAL (signal));
}

ipc_handler
__sysv_signal (int signo, ipc_handler handler)
{
  return set (signo, handler, ipc_fault (signal_one_meaning)
              ? IPC_REAL (signal) : IPC_REAL (__sysv_signal));
}
