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
      ipc_ask_mask (&set);
      in_mask = sigismember (&set, signo);
      raise (signo);
      ipc_pending (&set);
      pending = sigismember (&set, signo);
    }
  depth--;
}

IPC_TEST (mask_during_handler)
{
  ipc_handle (SIGUSR1, raise_self, 0);
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

  sa = ipc_action (change_the_mask, 0);
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

/* What a handler of SIGUSR1 holds back; 0 where there is no such signal.  The
   last one is itself, which SA_NODEFER must not let through.  */
enum { HELD = 5 };
static int held[HELD];
static volatile sig_atomic_t within, early[HELD], late[HELD];

static void
raise_held (int signo)
{
  int i;

  (void) signo;
  if (within++ > 0)
    early[HELD - 1]++;
  else if (late[HELD - 1]++ == 0)
    for (i = 0; i < HELD; i++)
      if (held[i] != 0)
        raise (held[i]);
  within--;
}

static void
note_held (int signo)
{
  int i;

  for (i = 0; i < HELD; i++)
    if (held[i] == signo && within > 0)
      early[i]++;
    else if (held[i] == signo)
      late[i]++;
}

/* What becomes of the signals in the sa_mask of a handler with FLAGS, or
   NULL.  In which order they come is nowhere said.  */
static const char *
lets_through (int flags)
{
  struct sigaction sa;
  int i, signo = 0, n;

  sa = ipc_action (raise_held, flags);
  for (i = 0; i < HELD; i++)
    {
      early[i] = late[i] = 0;
      if (held[i] != 0)
        sigaddset (&sa.sa_mask, held[i]);
    }
  IPC_SETUP (sigaction (SIGUSR1, &sa, NULL) == 0);
  IPC_SETUP (raise (SIGUSR1) == 0);
  for (i = 0; i < HELD; i++)
    {
      n = held[i] == 0 ? 0 : held[i] == SIGUSR1 ? 2 : 1;
      if (early[i] != 0 || late[i] != n)
        signo = held[i];
      if (signo != 0)
        break;
    }
  if (signo == 0)
    return NULL;
  ipc_detail ("%s%s", ipc_signal_name (signo),
              flags == 0 ? "" : ", with SA_NODEFER");
  return early[i] != 0 ? "not held" : "a signal is lost";
}

/* The real-time ones are in another half of the mask.  */
IPC_TEST (samask)
{
  const char *wrong;
  int i;

  held[0] = SIGUSR2;
  held[1] = SIGINT;
  held[2] = SIGRTMIN;
  held[3] = ipc_last_real_time ();
  held[4] = SIGUSR1;
  for (i = 0; i < HELD - 1; i++)
    if (held[i] != 0)
      ipc_handle (held[i], note_held, 0);
  wrong = lets_through (0);
  if (wrong == NULL && SA_NODEFER != 0)
    wrong = lets_through (SA_NODEFER);
  ipc_observe (wrong != NULL ? wrong : "held, then delivered");
}

IPC_TEST (nodefer)
{
  if (SA_NODEFER == 0)
    {
      ipc_observe ("absent");
      return;
    }
  ipc_handle (SIGUSR1, raise_self, SA_NODEFER);
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
  ipc_handle (SIGUSR1, note_call, (int) SA_RESETHAND);
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
  ipc_handle (SIGUSR1, fail_careless, 0);
  IPC_SETUP (raise (SIGUSR1) == 0);
  careless = errno_after ();
  ipc_block (SIGUSR1);
  ipc_handle (SIGUSR1, fail_defended, 0);
  IPC_SETUP (raise (SIGUSR1) == 0);
  defended = errno_after ();
  IPC_SETUP (calls.n == 2);
  ipc_detail ("EBADF becomes %s", ipc_errno_name (careless));
  ipc_observe (defended != EBADF ? "undefended"
               : careless != EBADF ? "shown" : "not shown");
}
