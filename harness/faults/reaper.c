/* reaper.c - faults of waiting, and of SIGCHLD.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* Of the last child that was waited for.  */
static pid_t last;
static int last_status;

static int
has_zombie (void)
{
  siginfo_t info;

  info.si_pid = 0;
  return waitid (P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0
         && info.si_pid != 0;
}

pid_t
wait (int *status)
{
  int own;
  pid_t pid = IPC_REAL (wait) (&own);

  if (ipc_fault ("wait_no_code") && pid > 0 && WIFEXITED (own))
    own = 0;
  if (status != NULL)
    *status = own;
  return pid;
}

/* Whom a call for PID is really for.  */
static pid_t
other_target (pid_t pid)
{
  if (ipc_fault ("wait_any") && pid > 0)
    return -1;
  if (ipc_fault ("pgrp_any") && (pid == 0 || pid < -1))
    return -1;
  return ipc_fault ("pgrp_own") && pid < -1 ? 0 : pid;
}

/* The pids after this one's, the greatest first.  */
static pid_t
greatest_zombie (void)
{
  siginfo_t info;
  pid_t pid;

  for (pid = getpid () + 200; pid > getpid (); pid--)
    {
      info.si_pid = 0;
      if (waitid (P_PID, (id_t) pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0
          && info.si_pid != 0)
        return pid;
    }
  return -1;
}

/* waitpid() without what is to be wrong with its answer.  */
static pid_t
ask (pid_t pid, int *status, int options)
{
  pid_t got;

  if (ipc_fault ("wait_again") && last != 0 && pid == last)
    {
      *status = last_status;
      return last;
    }
  if (ipc_fault ("wait_drops") && pid > 0)
    {
      siginfo_t info;

      info.si_pid = 0;
      if (waitid (P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0
          && info.si_pid != 0 && info.si_pid != pid)
        IPC_REAL (waitpid) (info.si_pid, NULL, 0);
    }
  if (ipc_fault ("last_first") && pid == -1)
    pid = greatest_zombie ();
  do
    got = IPC_REAL (waitpid) (other_target (pid), status, options);
  while ((got == -1 && errno == EINTR && ipc_fault ("wait_retries"))
         || (got > 0 && pid == -1 && WIFSIGNALED (*status)
             && ipc_fault ("killed_vanish")));
  return got;
}

/* What is said instead of GOT, which is 0 or a failure.  */
static pid_t
answer_none (pid_t got, pid_t pid, int options)
{
  if (got == 0 && ipc_fault ("nohang_fails"))
    {
      errno = ECHILD;
      return -1;
    }
  if (got == 0 && ipc_fault ("nohang_names"))
    return pid > 0 ? pid : getpid ();
  if (got == -1 && errno == ECHILD && (options & WNOHANG) != 0
      && ipc_fault ("none_is_zero"))
    return 0;
  if (got == -1 && errno == EINTR && ipc_fault ("wait_eagain"))
    errno = EAGAIN;
  return got;
}

pid_t
waitpid (pid_t pid, int *status, int options)
{
  static int calls;
  int own = 0;
  pid_t got;

  if (ipc_fault ("nohang_skips") && (options & WNOHANG) != 0
      && calls++ % 2 == 1)
    return 0;
  got = ask (pid, &own, options);
  if (got <= 0)
    return answer_none (got, pid, options);
  last = got;
  last_status = own;
  if (ipc_fault ("wait_no_signal") && WIFSIGNALED (own))
    own = (128 + WTERMSIG (own)) << 8;
  if (ipc_fault ("wait_code_signed") && WIFEXITED (own))
    own &= 0x7f00;
  if (status != NULL)
    *status = own;
  return got;
}

int
sigaction (int signo, const struct sigaction *act, struct sigaction *old)
{
  struct sigaction changed;

  if (!ipc_fault ("sigaction_forgets_handler") || act == NULL)
    return IPC_REAL (sigaction) (signo, act, old);
  changed = *act;
  changed.sa_flags |= SA_RESETHAND;
  return IPC_REAL (sigaction) (signo, &changed, old);
}

int
sigprocmask (int how, const sigset_t *set, sigset_t *old)
{
  int result = IPC_REAL (sigprocmask) (how, set, old);

  int turns;

  if (result == 0 && how == SIG_UNBLOCK && ipc_fault ("unblock_errno"))
    errno = ECHILD;
  if (result == 0 && how == SIG_UNBLOCK && ipc_fault ("sigchld_queued"))
    for (turns = 0; turns < 100 && has_zombie (); turns++)
      raise (SIGCHLD);
  return result;
}

int
sigsuspend (const sigset_t *set)
{
  int result = IPC_REAL (sigsuspend) (set);

  if (ipc_fault ("suspend_errno"))
    errno = ECHILD;
  return result;
}

pid_t
getppid (void)
{
  static pid_t first;

  if (!ipc_fault ("getppid_cached"))
    return IPC_REAL (getppid) ();
  if (first == 0)
    first = IPC_REAL (getppid) ();
  return first;
}

static void
(*install (int signo, void (*handler) (int))) (int)
{
  struct sigaction sa, old;

  sa.sa_handler = handler;
  sa.sa_flags = SA_RESTART;
  sigemptyset (&sa.sa_mask);
  return IPC_REAL (sigaction) (signo, &sa, &old) == -1
         ? SIG_ERR : old.sa_handler;
}

/* In the strict environment signal() has another name.  */
void
(*signal (int signo, void (*handler) (int))) (int)
{
  void (*old) (int);

  if (!ipc_fault ("sigcld_reposts") || signo != SIGCHLD)
    return IPC_REAL (signal) (signo, handler);
  old = install (signo, handler);
  if (handler != SIG_DFL && handler != SIG_IGN && has_zombie ())
    handler (signo);
  return old;
}

int
system (const char *command)
{
  struct timespec now = { 0, 0 };
  sigset_t chld, old;
  int status;

  if (!ipc_fault ("system_takes_sigchld"))
    return IPC_REAL (system) (command);
  sigemptyset (&chld);
  sigaddset (&chld, SIGCHLD);
  IPC_REAL (sigprocmask) (SIG_BLOCK, &chld, &old);
  status = IPC_REAL (system) (command);
  sigtimedwait (&chld, NULL, &now);
  IPC_REAL (sigprocmask) (SIG_SETMASK, &old, NULL);
  return status;
}
