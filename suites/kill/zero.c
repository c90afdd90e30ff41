/* zero.c - signal 0 and processes of one user.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "nsig.h"
#include "frame/suite.h"

#include "kill.h"

/* Who waits in a call, who is stopped, who asks, and the parent.  */
IPC_TEST (zero_alive)
{
  static const char *const whom[] =
    { "a child", "a stopped child", "the caller", "the parent" };
  struct member m, stopped;
  int error[4], i, wakes;

  member_start (&m, NULL);
  member_start (&stopped, NULL);
  error[0] = kill_error (m.child.pid, 0);
  member_stop (&stopped);
  error[1] = kill_error (stopped.child.pid, 0);
  wakes = !member_is_stopped (&stopped);
  IPC_SETUP (kill (stopped.child.pid, SIGCONT) == 0);
  error[2] = kill_error (getpid (), 0);
  error[3] = member_kill (&m, getpid (), 0);
  member_end (&m);
  member_end (&stopped);
  for (i = 0; i < 4 && error[i] == 0; i++)
    continue;
  if (i == 4)
    ipc_observe (wakes ? "continues a stopped child" : "0");
  else
    ipc_observef ("%s for %s", ipc_errno_name (error[i]), whom[i]);
}

/* What a process has noticed, of any signal.  */
struct notice
{
  volatile int n, last;
};
static struct notice *notice;

static void
note (int signo)
{
  notice->n++;
  notice->last = signo;
}

/* Install HANDLER for all signals that there are.  */
static void
handle_all (void (*handler) (int))
{
  struct sigaction sa;
  int signo;

  sa.sa_handler = handler;
  sa.sa_flags = 0;
  sigfillset (&sa.sa_mask);
  for (signo = 1; signo < NSIG; signo++)
    if (signo != SIGKILL && signo != SIGSTOP)
      sigaction (signo, &sa, NULL);     /* fails for reserved numbers */
}

/* Wait for one signal, whichever it is.  */
static int
suspend (struct ipc_link *link, void *arg)
{
  sigset_t all, none;

  (void) arg;
  sigfillset (&all);
  sigemptyset (&none);
  IPC_SETUP (sigprocmask (SIG_SETMASK, &all, NULL) == 0);
  handle_all (note);
  ipc_tell (link, 'r');
  sigsuspend (&none);
  return 0;
}

static int
ignore_all (struct ipc_link *link, void *arg)
{
  handle_all (SIG_IGN);
  ipc_tell (link, 'r');
  return ipc_serve (link, NULL, arg);
}

static int
default_all (struct ipc_link *link, void *arg)
{
  ipc_tell (link, 'r');
  return ipc_serve (link, NULL, arg);
}

/* With all blocked; returns how many are pending in the end.  */
static int
block_all (struct ipc_link *link, void *arg)
{
  sigset_t all, pending;
  int signo, n = 0;

  sigfillset (&all);
  IPC_SETUP (sigprocmask (SIG_SETMASK, &all, NULL) == 0);
  ipc_tell (link, 'r');
  ipc_serve (link, NULL, arg);
  IPC_SETUP (ipc_pending (&pending) == 0);
  for (signo = 1; signo < NSIG; signo++)
    n += sigismember (&pending, signo) == 1;
  return n;
}

/* Signal 0 to a process that runs BODY; whether it ends as it should.  */
static int
unmoved (int (*body) (struct ipc_link *, void *))
{
  struct ipc_child child = ipc_start (body, NULL);
  int i, status;

  ipc_expect (&child.link, 'r');
  for (i = 0; i < 1000; i++)
    IPC_SETUP (kill (child.pid, 0) == 0);
  status = ipc_join (&child);
  return WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

IPC_TEST (zero_no_effect)
{
  struct ipc_child child;
  int i, early;

  notice = ipc_shared (sizeof *notice);
  child = ipc_start (suspend, NULL);
  ipc_expect (&child.link, 'r');
  ipc_await_blocked (child.pid, "sigsuspend");
  for (i = 0; i < 1000; i++)
    IPC_SETUP (kill (child.pid, 0) == 0);
  /* Had one come, sigsuspend() would be over and all the rest blocked.  */
  kill (child.pid, SIGUSR1);
  if (ipc_await_released (&child, "sigsuspend") == IPC_BLOCKS)
    {
      ipc_observe ("sigsuspend() lets no signal in");
      ipc_end (&child);
      return;
    }
  IPC_SETUP (ipc_join_exit (&child) == 0);
  early = notice->n != 1 || notice->last != SIGUSR1;
  if (early)
    ipc_detail ("%d handlers, the last for %s", notice->n,
                ipc_signal_name (notice->last));
  ipc_observe (early ? "runs a handler"
               : !unmoved (default_all) ? "disturbs by a default"
               : !unmoved (ignore_all) ? "disturbs though ignored"
               : !unmoved (block_all) ? "is pending" : "none");
}

/* A child that has exited, or was killed, and was waited for.  */
static int
error_when_gone (int signo)
{
  struct member m;
  int status;

  member_start (&m, NULL);
  if (signo == 0)
    member_end (&m);
  else
    {
      IPC_SETUP (kill (m.child.pid, signo) == 0);
      status = ipc_join (&m.child);
      IPC_SETUP (WIFSIGNALED (status));
    }
  return kill_error (m.child.pid, 0);
}

IPC_TEST (zero_gone)
{
  int exited = error_when_gone (0), killed = error_when_gone (SIGKILL);

  if (exited == ESRCH && killed == ESRCH)
    ipc_observe ("ESRCH");
  else
    ipc_observef ("%s after an exit, %s after SIGKILL", error_word (exited),
                  error_word (killed));
}

static int
exit_seven (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  return 7;
}

IPC_TEST (zero_zombie)
{
  struct ipc_child child = ipc_start (exit_seven, NULL);
  int zero, term, status;

  ipc_await_zombie (child.pid);
  zero = kill_error (child.pid, 0);
  term = kill_error (child.pid, SIGTERM);
  status = ipc_join (&child);
  if (!WIFEXITED (status) || WEXITSTATUS (status) != 7)
    ipc_observe ("changes the zombie's status");
  else if (zero != term)
    ipc_observef ("%s, but %s for SIGTERM", error_word (zero),
                  error_word (term));
  else
    ipc_observe (zero == 0 ? "succeeds" : ipc_errno_name (zero));
}
