/* dispositions.c - signals that are ignored, blocked or queued.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "dispositions.h"

volatile sig_atomic_t caught;

void
catch_signal (int signo)
{
  (void) signo;
  caught++;
}

void
(*installed_action (int signo)) (int)
{
  struct sigaction sa;

  IPC_SETUP (sigaction (signo, NULL, &sa) == 0);
  return sa.sa_handler;
}

static int
exit_at_once (struct ipc_link *link, void *arg)
{
  (void) link;
  return *(int *) arg;
}

pid_t
ending_child (int code)
{
  struct ipc_child child = ipc_start (exit_at_once, &code);

  IPC_SETUP (ipc_hear_end (&child.link) == -1);
  ipc_link_close (&child.link);
  return child.pid;
}

int
has_continued (pid_t pid)
{
  int status;
  pid_t got;
  char call[32];

  for (;;)
    {
      got = waitpid (pid, &status, WNOHANG | WCONTINUED);
      IPC_SETUP (got != -1);
      if (got == pid)
        return ipc_has_continued (pid, status);
      if (ipc_state (pid, call, sizeof call) == IPC_STOPPED)
        return 0;
    }
}

const char *
effect_of (int status, int signo)
{
  return WIFSIGNALED (status) && WTERMSIG (status) == signo ? "terminates"
         : WIFSTOPPED (status) && WSTOPSIG (status) == signo ? "stops"
         : WIFEXITED (status) && WEXITSTATUS (status) == 0 ? "is ignored"
         : WIFEXITED (status) && WEXITSTATUS (status) == 1 ? "is caught"
         : "does something else";
}

/* Exit statuses of the child that ignores.  */
enum { DISCARDED, REFUSED, PENDING, CAUGHT_LATER };

/* Ignore SIGTERM when it is sent from here.  */
static int
ignore_own (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  IPC_SETUP (signal (SIGTERM, SIG_IGN) != SIG_ERR);
  if (kill (getpid (), SIGTERM) != 0 || raise (SIGTERM) != 0)
    return REFUSED;
  ipc_block (SIGTERM);
  if (ipc_is_pending (SIGTERM))
    return PENDING;
  ipc_handle (SIGTERM, catch_signal, 0);
  ipc_unblock (SIGTERM);
  return caught == 0 ? DISCARDED : CAUGHT_LATER;
}

IPC_TEST (ignore)
{
  static const char *const seen[] =
  {
    "is discarded", "cannot be sent", "stays pending", "is delivered later"
  };
  int signals[] = { SIGTERM, SIGINT, SIGALRM, SIGUSR1, SIGRTMIN, 0 };
  const char *spoilt = spoilt_call (signals, SIG_IGN);
  struct ipc_child child;
  int status;

  if (spoilt != NULL)
    {
      ipc_observe (spoilt);
      return;
    }
  child = ipc_start (ignore_own, NULL);
  status = ipc_join (&child);
  ipc_observe (WIFSIGNALED (status) ? "terminates"
               : seen[WEXITSTATUS (status) % 4]);
}

/* What becomes of SIGNO, sent twice and then ignored.  */
static const char *
pending_when_ignored (int signo)
{
  int pending;

  ipc_handle (signo, catch_signal, 0);
  ipc_block (signo);
  IPC_SETUP (raise (signo) == 0 && ipc_is_pending (signo));
  IPC_SETUP (raise (signo) == 0);
  IPC_SETUP (signal (signo, SIG_IGN) != SIG_ERR);
  pending = ipc_is_pending (signo);
  ipc_handle (signo, catch_signal, 0);
  ipc_unblock (signo);
  return caught > 0 ? "is delivered later"
         : pending ? "stays pending" : "is discarded";
}

/* A real-time signal may be pending twice.  */
IPC_TEST (ignore_drops_pending)
{
  const char *seen = pending_when_ignored (SIGUSR1);

  if (strcmp (seen, "is discarded") == 0 && SIGRTMIN > 0)
    seen = pending_when_ignored (SIGRTMIN);
  ipc_observe (seen);
}

/* What is pending must also arrive, as soon as it is not ignored.  */
IPC_TEST (ignore_blocked_generate)
{
  int pending;

  ipc_block (SIGUSR1);
  IPC_SETUP (signal (SIGUSR1, SIG_IGN) != SIG_ERR);
  IPC_SETUP (raise (SIGUSR1) == 0);
  pending = ipc_is_pending (SIGUSR1);
  ipc_handle (SIGUSR1, catch_signal, 0);
  ipc_unblock (SIGUSR1);
  if (caught != pending)
    ipc_observef ("%s pending, delivered %d times", pending ? "is" : "not",
                  (int) caught);
  else
    ipc_observe (pending ? "stays pending" : "is discarded");
}

IPC_TEST (ignore_loses)
{
  int ignored, blocked;

  ipc_handle (SIGUSR1, catch_signal, 0);
  ipc_handle (SIGUSR2, catch_signal, 0);
  IPC_SETUP (signal (SIGUSR1, SIG_IGN) != SIG_ERR);
  IPC_SETUP (raise (SIGUSR1) == 0);
  ipc_handle (SIGUSR1, catch_signal, 0);
  ignored = caught;

  caught = 0;
  ipc_block (SIGUSR2);
  IPC_SETUP (raise (SIGUSR2) == 0);
  IPC_SETUP (caught == 0);
  ipc_unblock (SIGUSR2);
  blocked = caught;
  if (ignored == 0 && blocked == 1)
    ipc_observe ("ignored: never, blocked: once");
  else
    ipc_observef ("ignored: %d times, blocked: %d times", ignored, blocked);
}

IPC_TEST (block_coalesce)
{
  enum { TIMES = 5 };
  int i, arrived;

  ipc_handle (SIGUSR1, catch_signal, 0);
  ipc_block (SIGUSR1);
  for (i = 0; i < TIMES; i++)
    IPC_SETUP (raise (SIGUSR1) == 0);
  IPC_SETUP (caught == 0);
  ipc_unblock (SIGUSR1);
  arrived = caught;
  ipc_detail ("%d of %d arrived", arrived, TIMES);
  ipc_block (SIGUSR1);
  ipc_observe (ipc_is_pending (SIGUSR1) ? "stays pending"
               : arrived < 1 ? "none arrives"
               : arrived > TIMES ? "more arrive than were sent"
               : "at least one arrives");
}

static void
never_called (int signo, siginfo_t *info, void *context)
{
  (void) signo;
  (void) info;
  (void) context;
  caught++;
}

/* Only with SA_SIGINFO must a signal queue.  */
static void
block_queued (void)
{
  struct sigaction sa;

  sa.sa_sigaction = never_called;
  sa.sa_flags = SA_SIGINFO;
  sigemptyset (&sa.sa_mask);
  IPC_SETUP (sigaction (SIGRTMIN, &sa, NULL) == 0);
  ipc_block (SIGRTMIN);
}

/* Take the next signal of SET: 1 if it has VALUE, else -1; 0 if there is
   none.  */
static int
take_queued (const sigset_t *set, int value)
{
  siginfo_t info;
  int signo;

  if (!ipc_is_pending (SIGRTMIN))
    return 0;
  signo = sigwaitinfo (set, &info);
  return signo == SIGRTMIN && info.si_code == SI_QUEUE
         && info.si_value.sival_int == value ? 1 : -1;
}

/* A signal of another number between them does not disturb the order.  */
IPC_TEST (rt_queued)
{
  enum { TIMES = 5 };
  sigset_t set;
  int i, taken = 0, got = 1;

  if (ipc_sigqueue (0, 0) == -1 && errno == ENOSYS)
    {
      ipc_observe ("absent");
      return;
    }
  block_queued ();
  ipc_block (SIGUSR1);
  for (i = 0; i < TIMES; i++)
    {
      IPC_SETUP (ipc_sigqueue (SIGRTMIN, 100 - i) == 0);
      IPC_SETUP (raise (SIGUSR1) == 0);
    }
  sigemptyset (&set);
  sigaddset (&set, SIGRTMIN);
  for (i = 0; i < TIMES && got == 1; i++)
    taken += (got = take_queued (&set, 100 - i)) == 1;
  if (got == -1)
    ipc_observe ("another value or order");
  else if (taken < TIMES)
    ipc_observef ("%d of %d arrive", taken, TIMES);
  else
    ipc_observe (ipc_is_pending (SIGRTMIN) ? "one more is pending"
                 : "queue in order");
}
