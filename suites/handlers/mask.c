/* mask.c - what holds while a handler runs, and after.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "handlers.h"

static volatile sig_atomic_t depth, deepest, entered, in_mask, pending;

/* The first time: look at the mask, and see whether it is true.  */
static void
raise_self (int signo)
{
  sigset_t set;

  if (++depth > deepest)
    deepest = depth;
  if (++entered == 1)
    {
      sigprocmask (SIG_BLOCK, NULL, &set);
      in_mask = sigismember (&set, signo);
      raise (signo);
      sigpending (&set);
      pending = sigismember (&set, signo);
    }
  depth--;
}

IPC_TEST (mask_during_handler)
{
  HANDLE (SIGUSR1, raise_self, 0);
  IPC_SETUP (raise (SIGUSR1) == 0);
  ipc_detail ("%d calls, %d deep", (int) entered, (int) deepest);
  ipc_observe (entered != 2 ? "a signal is lost" : deepest > 1 ? "nests"
               : !in_mask ? "not in the mask"
               : !pending ? "not pending" : "blocked");
}

/* What a handler does to the mask is undone with the rest.  */
static void
change_the_mask (int signo)
{
  sigset_t set;

  note_call (signo);
  sigemptyset (&set);
  sigaddset (&set, SIGHUP);
  sigprocmask (SIG_BLOCK, &set, NULL);
  sigemptyset (&set);
  sigaddset (&set, SIGTERM);
  sigaddset (&set, ipc_highest_signal ());
  sigprocmask (SIG_UNBLOCK, &set, NULL);
}

/* Among others the highest signals: a mask may be restored in part.  */
IPC_TEST (mask_restored)
{
  struct sigaction sa;
  sigset_t before, after;
  int wrong, high = ipc_highest_signal ();

  sa.sa_handler = change_the_mask;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  sigaddset (&sa.sa_mask, SIGUSR2);
  sigaddset (&sa.sa_mask, SIGTERM);
  sigaddset (&sa.sa_mask, high - 1);
  IPC_SETUP (sigaction (SIGUSR1, &sa, NULL) == 0);
  ipc_block (SIGTERM);
  ipc_block (high);
  ipc_get_mask (&before);
  IPC_SETUP (raise (SIGUSR1) == 0);
  ipc_get_mask (&after);
  wrong = ipc_sets_differ (&before, &after);
  if (calls.n != 1)
    ipc_observe ("the handler does not run");
  else if (wrong != 0)
    ipc_observef ("%s is %s", ipc_signal_name (wrong),
                  sigismember (&before, wrong) == 1
                  ? "no longer blocked" : "left blocked");
  else
    ipc_observe ("as before");
}

static char events[8];

static void
event (char what)
{
  size_t n = strlen (events);

  if (n + 1 < sizeof events)
    events[n] = what;
}

static void
raise_others (int signo)
{
  (void) signo;
  event ('(');
  raise (SIGUSR2);
  raise (SIGINT);
  event (')');
}

static void
note_other (int signo)
{
  event (signo == SIGUSR2 ? 'a' : 'b');
}

/* Which of the two comes first is nowhere said.  */
IPC_TEST (samask)
{
  struct sigaction sa;

  sa.sa_handler = raise_others;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  sigaddset (&sa.sa_mask, SIGUSR2);
  sigaddset (&sa.sa_mask, SIGINT);
  IPC_SETUP (sigaction (SIGUSR1, &sa, NULL) == 0);
  HANDLE (SIGUSR2, note_other, 0);
  HANDLE (SIGINT, note_other, 0);
  IPC_SETUP (raise (SIGUSR1) == 0);
  ipc_detail ("%s", events);
  ipc_observe (strcmp (events, "()ab") == 0 || strcmp (events, "()ba") == 0
               ? "held, then delivered"
               : strchr (events, 'a') == NULL || strchr (events, 'b') == NULL
               ? "a signal is lost" : "not held");
}

IPC_TEST (nodefer)
{
  if (SA_NODEFER == 0)
    {
      ipc_observe ("absent");
      return;
    }
  HANDLE (SIGUSR1, raise_self, SA_NODEFER);
  IPC_SETUP (raise (SIGUSR1) == 0);
  ipc_detail ("%d calls, %d deep", (int) entered, (int) deepest);
  ipc_observe (entered != 2 ? "a signal is lost" : deepest == 1 ? "waits"
               : in_mask || pending ? "nests, but is in the mask" : "nests");
}

static int
raise_again (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  raise (SIGUSR1);
  return 0;
}

IPC_TEST (resethand)
{
  struct ipc_child child;
  struct sigaction sa;
  int status;

  if (SA_RESETHAND == 0)
    {
      ipc_observe ("absent");
      return;
    }
  HANDLE (SIGUSR1, note_call, (int) SA_RESETHAND);
  IPC_SETUP (sigaction (SIGUSR1, NULL, &sa) == 0);
  if (sa.sa_handler != note_call)
    {
      ipc_observe ("not installed");
      return;
    }
  IPC_SETUP (raise (SIGUSR1) == 0);
  IPC_SETUP (sigaction (SIGUSR1, NULL, &sa) == 0);
  child = ipc_start (raise_again, NULL);
  status = ipc_join (&child);
  ipc_observe (calls.n != 1 ? "the handler does not run"
               : !WIFSIGNALED (status) || WTERMSIG (status) != SIGUSR1
               ? "the handler stays" : sa.sa_handler != SIG_DFL
               ? "tells a handler that is gone"
               : "once, then the default");
}

static void
fail_careless (int signo)
{
  note_call (signo);
  waitpid (-1, NULL, WNOHANG);
}

static void
fail_defended (int signo)
{
  int error = errno;

  fail_careless (signo);
  errno = error;
}

/* errno after a failing call and the delivery of SIGUSR1.  */
static int
errno_after (void)
{
  char byte;

  IPC_SETUP (read (-1, &byte, 1) == -1 && errno == EBADF);
  ipc_unblock (SIGUSR1);
  return errno;
}

/* The signal is pending when the call fails: unblocking delivers it.  */
IPC_TEST (errno_clobber)
{
  int careless, defended;

  ipc_block (SIGUSR1);
  HANDLE (SIGUSR1, fail_careless, 0);
  IPC_SETUP (raise (SIGUSR1) == 0);
  careless = errno_after ();
  ipc_block (SIGUSR1);
  HANDLE (SIGUSR1, fail_defended, 0);
  IPC_SETUP (raise (SIGUSR1) == 0);
  defended = errno_after ();
  IPC_SETUP (calls.n == 2);
  ipc_detail ("EBADF becomes %s", ipc_errno_name (careless));
  ipc_observe (defended != EBADF ? "undefended"
               : careless != EBADF ? "shown" : "not shown");
}
