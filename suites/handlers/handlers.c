/* handlers.c - installing handlers, and asking for them.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "frame/suite.h"
#include "handlers.h"

static int
raise_int (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  ipc_handle (SIGINT, note_call, 0);
  if (calls.n != 0 || raise (SIGINT) != 0)
    return 9;
  return calls.n > 2 ? 2 : calls.n;
}

/* In a child, which a platform that installs nothing kills.  */
IPC_TEST (handler_called)
{
  static const char *const words[] =
    { "not called", "called once", "called more than once" };
  struct ipc_child child = ipc_start (raise_int, NULL);
  int status = ipc_join (&child);

  if (WIFSIGNALED (status))
    ipc_observe ("the process is killed");
  else
    ipc_observe (WEXITSTATUS (status) <= 2 ? words[WEXITSTATUS (status)]
                 : "raise() fails");
}

/* The last two are no constants, or are not there.  */
static int several[] =
  { SIGHUP, SIGINT, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM, 0, 0 };
enum { LOW = 6 };

/* raise(), which a platform may refuse for a signal that it lets a program
   handle.  */
static int
raises (int signo)
{
  if (raise (signo) == 0)
    return 1;
  ipc_detail ("raise (%s): %s", ipc_signal_name (signo),
              ipc_errno_name (errno));
  ipc_observe ("raise() fails");
  return 0;
}

/* One by one, then all at once: each of the numbers once.  */
IPC_TEST (handler_number)
{
  const int last = ipc_last_real_time (), n = last > 0 ? LOW + 2 : LOW;
  sigset_t set;
  int i, wrong = 0;

  several[LOW] = SIGRTMIN;
  several[LOW + 1] = last;
  for (i = 0; i < n; i++)
    ipc_handle (several[i], note_call, 0);
  for (i = 0; i < n; i++)
    {
      if (!raises (several[i]))
        return;
      wrong += calls.n != i + 1 || calls.signo[i] != several[i];
    }
  calls.n = 0;
  sigemptyset (&set);
  for (i = 0; i < n; i++)
    {
      sigaddset (&set, several[i]);
      ipc_block (several[i]);
      if (!raises (several[i]))
        return;
    }
  IPC_SETUP (sigprocmask (SIG_UNBLOCK, &set, NULL) == 0);
  for (i = 0; i < n; i++)
    wrong += calls_with (several[i]) != 1;
  if (wrong == 0 && calls.n == n)
    ipc_observe ("the signal's number");
  else
    ipc_observef ("%d times another number", wrong);
}

static volatile sig_atomic_t by_one, by_two;

static void
one (int signo)
{
  by_one += signo == SIGUSR1 ? 1 : 100;
}

static void
two (int signo)
{
  by_two += signo == SIGUSR2 ? 1 : 100;
}

IPC_TEST (handler_distinct)
{
  int first, second;

  ipc_handle (SIGUSR1, one, 0);
  ipc_handle (SIGUSR2, two, 0);
  IPC_SETUP (raise (SIGUSR1) == 0);
  first = by_one == 1 && by_two == 0;
  IPC_SETUP (raise (SIGUSR2) == 0);
  second = by_one == 1 && by_two == 1;
  ipc_detail ("%d and %d calls", (int) by_one, (int) by_two);
  ipc_observe (first && second ? "each its own"
               : by_one + by_two == 2 ? "one for both" : "calls are lost");
}

/* What each of the calls does with NUMBER: NULL if all refuse it.  */
static const char *
accepts (int number)
{
  struct sigaction sa = ipc_action (note_call, 0);

  errno = 0;
  if (sigaction (number, &sa, NULL) != -1)
    return "sigaction() takes it";
  if (errno != EINVAL)
    return "sigaction() fails with another errno";
  errno = 0;
  if (sigaction (number, NULL, &sa) != -1 || errno != EINVAL)
    return "sigaction() tells an action";
  errno = 0;
  if (signal (number, note_call) != SIG_ERR)
    return "signal() takes it";
  if (errno != EINVAL)
    return "signal() fails with another errno";
  if (number == 0)
    return NULL;
  errno = 0;
  if (kill (getpid (), number) != -1)
    return "kill() takes it";
  return errno == EINVAL ? NULL : "kill() fails with another errno";
}

/* Whether NUMBER, which has no name, is a signal all the same, as are a few
   on FreeBSD: a handler of it runs.  */
static int
is_signal (int number)
{
  struct sigaction sa = ipc_action (note_call, 0);

  return sigaction (number, &sa, NULL) == 0 && kill (getpid (), number) == 0
         && calls_with (number) == 1;
}

/* A few, from the first one that has no name, and some that are far off.  */
IPC_TEST (invalid_number)
{
  static const int far[] = { 0, -1, 1000, 65536 + SIGUSR1 };
  enum { NEAR = 4, NUMBERS = NEAR + sizeof far / sizeof *far };
  const char *wrong = NULL;
  int i, number = 0;

  for (i = 0; i < NUMBERS && wrong == NULL; i++)
    {
      number = i < NEAR ? ipc_highest_signal () + 1 + i : far[i - NEAR];
      wrong = accepts (number);
      if (wrong != NULL && i < NEAR && is_signal (number))
        wrong = NULL;
    }
  if (wrong != NULL)
    ipc_detail ("%d", number);
  ipc_observe (wrong == NULL ? "EINVAL" : wrong);
}

/* Whether what INSTALL installs runs.  */
static int
runs (void (*(*install) (int, void (*) (int))) (int))
{
  int before = calls_with (SIGUSR1);

  if (install (SIGUSR1, note_call) == SIG_ERR)
    return 0;
  IPC_SETUP (raise (SIGUSR1) == 0);
  signal (SIGUSR1, SIG_IGN);
  return calls_with (SIGUSR1) == before + 1;
}

static void
(*by_signal (int signo, void (*handler) (int))) (int)
{
  return signal (signo, handler);
}

static void
(*by_sigaction (int signo, void (*handler) (int))) (int)
{
  ipc_handle (signo, handler, 0);
  return handler;
}

IPC_TEST (exec_two_styles)
{
  int by[3];

  by[0] = runs (by_signal);
  by[2] = runs (ipc_sigset);
  by[1] = runs (by_sigaction);
  ipc_observe (!by[0] ? "signal() does not install"
               : !by[1] ? "sigaction() does not install"
               : by[2] ? "signal, sigaction, sigset" : "signal, sigaction");
}
