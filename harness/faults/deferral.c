/* deferral.c - faults of handlers, and of how signals reach them.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"
#include "deferral.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SIGNALS = 65 };

static void (*handlers[SIGNALS]) (int);
static volatile sig_atomic_t delivered;

int
deliveries (void)
{
  return delivered;
}

/* Stands before each handler.  */
static void
deliver (int signo)
{
  struct sigaction ignore;

  delivered++;
  if (ipc_fault ("deferral_one_shot"))
    {
      memset (&ignore, 0, sizeof ignore);
      ignore.sa_handler = SIG_IGN;
      IPC_REAL (sigaction) (signo, &ignore, NULL);
    }
  handlers[signo] (ipc_fault ("deferral_wrong_number") && signo == SIGUSR2
                   ? SIGUSR1 : signo);
}

static int
is_caught (const struct sigaction *act)
{
  return (act->sa_flags & SA_SIGINFO) == 0 && act->sa_handler != SIG_DFL
         && act->sa_handler != SIG_IGN;
}

static int
has_zombie (void)
{
  siginfo_t info;

  info.si_pid = 0;
  return waitid (P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0
         && info.si_pid != 0;
}

/* As long as SIGCHLD is caught, and a zombie is there; but not for ever.  */
static void
send_again (void)
{
  struct sigaction now;
  int turns;

  for (turns = 0; turns < 100 && has_zombie (); turns++)
    if (IPC_REAL (sigaction) (SIGCHLD, NULL, &now) == 0 && is_caught (&now))
      IPC_REAL (raise) (SIGCHLD);
}

static int
set_action (int signo, const struct sigaction *act, struct sigaction *old)
{
  struct sigaction changed = *act;

  handlers[signo] = act->sa_handler;
  changed.sa_handler = deliver;
  if (ipc_fault ("deferral_nodefer"))
    {
      changed.sa_flags |= SA_NODEFER;
      sigdelset (&changed.sa_mask, signo);
    }
  if (ipc_fault ("deferral_no_mask"))
    sigemptyset (&changed.sa_mask);
  if (ipc_fault ("deferral_restart"))
    changed.sa_flags |= SA_RESTART;
  if (ipc_fault ("deferral_no_restart"))
    changed.sa_flags &= ~SA_RESTART;
  return IPC_REAL (sigaction) (signo, &changed, old);
}

int
sigaction (int signo, const struct sigaction *act, struct sigaction *old)
{
  int result;

  if (!ipc_fault_armed || act == NULL || !is_caught (act)
      || signo <= 0 || signo >= SIGNALS)
    return IPC_REAL (sigaction) (signo, act, old);
  result = set_action (signo, act, old);
  if (ipc_fault ("deferral_cld_level") && signo == SIGCHLD && has_zombie ())
    IPC_REAL (raise) (SIGCHLD);
  return result;
}

int
sigprocmask (int how, const sigset_t *set, sigset_t *old)
{
  int result = IPC_REAL (sigprocmask) (how, set, old);

  if (result == 0 && how == SIG_UNBLOCK && ipc_fault ("deferral_cld_level"))
    send_again ();
  return result;
}

int
raise (int signo)
{
  sigset_t set;

  if (ipc_fault ("deferral_raise_twice"))
    IPC_REAL (raise) (signo);
  if (ipc_fault ("deferral_raise_late"))
    {
      sigemptyset (&set);
      sigaddset (&set, signo);
      IPC_REAL (sigprocmask) (SIG_BLOCK, &set, NULL);
    }
  return IPC_REAL (raise) (signo);
}

void
qsort (void *base, size_t count, size_t size,
       int (*compare) (const void *, const void *))
{
  int before = delivered;

  IPC_REAL (qsort) (base, count, size, compare);
  if (ipc_fault ("deferral_qsort") && delivered != before)
    memcpy (base, (char *) base + size, size);
}

void
siglongjmp (sigjmp_buf env, int value)
{
#ifdef __GLIBC__
  if (ipc_fault ("deferral_jump_mask"))
    env->__mask_was_saved = 0;
#endif
  IPC_REAL (siglongjmp) (env, value);
  abort ();
}

static int interrupted;

pid_t
waitpid (pid_t pid, int *status, int options)
{
  int error;
  pid_t got = IPC_REAL (waitpid) (pid, status, options);

  error = errno;
  if (got > 0 && interrupted && status != NULL
      && ipc_fault ("deferral_waitpid_status"))
    *status = 0;
  interrupted = got == -1 && error == EINTR;
  errno = error;
  return got;
}

pid_t
wait (int *status)
{
  static int before;
  pid_t got;

  if (before && ipc_fault ("deferral_wait_echild"))
    {
      errno = ECHILD;
      return -1;
    }
  got = IPC_REAL (wait) (status);
  before = got == -1 && errno == EINTR;
  return got;
}
