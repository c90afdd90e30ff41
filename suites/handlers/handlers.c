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
  HANDLE (SIGINT, note_call, 0);
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

static const int several[] =
  { SIGHUP, SIGINT, SIGTERM, SIGUSR1, SIGUSR2, SIGALRM };
enum { SEVERAL = sizeof several / sizeof *several };

/* One by one, then all at once: each of the numbers once.  */
IPC_TEST (handler_number)
{
  int i, wrong = 0;

  for (i = 0; i < SEVERAL; i++)
    HANDLE (several[i], note_call, 0);
  for (i = 0; i < SEVERAL; i++)
    {
      IPC_SETUP (raise (several[i]) == 0);
      wrong += calls.n != i + 1 || calls.signo[i] != several[i];
    }
  calls.n = 0;
  for (i = 0; i < SEVERAL; i++)
    {
      ipc_block (several[i]);
      IPC_SETUP (raise (several[i]) == 0);
    }
  for (i = 0; i < SEVERAL; i++)
    ipc_unblock (several[i]);
  for (i = 0; i < SEVERAL; i++)
    wrong += calls_with (several[i]) != 1;
  if (wrong == 0 && calls.n == SEVERAL)
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

  HANDLE (SIGUSR1, one, 0);
  HANDLE (SIGUSR2, two, 0);
  IPC_SETUP (raise (SIGUSR1) == 0);
  first = by_one == 1 && by_two == 0;
  IPC_SETUP (raise (SIGUSR2) == 0);
  second = by_one == 1 && by_two == 1;
  ipc_detail ("%d and %d calls", (int) by_one, (int) by_two);
  ipc_observe (first && second ? "each its own"
               : by_one + by_two == 2 ? "one for both" : "calls are lost");
}

/* Default, one, two with a mask, ignored, default: each step hands back the
   one before, and nothing else of it is lost.  */
static const char *
actions_handed_back (int signo)
{
  struct sigaction sa, old;
  int i;
  static void (*const sequence[]) (int) = { one, two, SIG_IGN, SIG_DFL };

  for (i = 0; i < 4; i++)
    {
      sa.sa_handler = sequence[i];
      sa.sa_flags = i == 1 ? SA_NODEFER : 0;
      sigemptyset (&sa.sa_mask);
      if (i == 1)
        sigaddset (&sa.sa_mask, SIGTERM);
      IPC_SETUP (sigaction (signo, &sa, &old) == 0);
      if (old.sa_handler != (i == 0 ? SIG_DFL : sequence[i - 1]))
        return "another handler";
      if (i == 2 && (sigismember (&old.sa_mask, SIGTERM) != 1
                     || sigismember (&old.sa_mask, SIGHUP) != 0))
        return "another mask";
      if ((old.sa_flags & SA_NODEFER) != (i == 2 ? SA_NODEFER : 0))
        return "other flags";
    }
  return NULL;
}

static const char *
handlers_handed_back (int signo)
{
  static void (*const sequence[]) (int) = { one, two, SIG_IGN, SIG_DFL };
  int i;

  for (i = 0; i < 4; i++)
    if (signal (signo, sequence[i]) != (i == 0 ? SIG_DFL : sequence[i - 1]))
      return "another handler from signal()";
  return NULL;
}

/* Put in a handler for a while, and the old one back.  */
static const char *
put_back (int signo)
{
  struct sigaction sa, old;

  HANDLE (signo, one, 0);
  sa.sa_handler = two;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  IPC_SETUP (sigaction (signo, &sa, &old) == 0);
  IPC_SETUP (sigaction (signo, &old, NULL) == 0);
  by_one = by_two = 0;
  IPC_SETUP (raise (signo) == 0);
  return by_one == 1 && by_two == 0 ? NULL : "what cannot be put back";
}

IPC_TEST (install_returns_old)
{
  const char *wrong = actions_handed_back (SIGUSR1);

  if (wrong == NULL)
    wrong = handlers_handed_back (SIGUSR2);
  if (wrong == NULL)
    wrong = put_back (SIGUSR1);
  ipc_observe (wrong == NULL ? "the previous action" : wrong);
}

/* Ask for every signal, twice: asking may be what changes it.  */
static const char *
ask_all (int *refused)
{
  struct sigaction sa;
  int signo, round;

  for (round = *refused = 0; round < 2; round++)
    for (signo = 1; signo <= ipc_highest_signal (); signo++)
      {
        void (*expected) (int) = signo == SIGUSR1 ? one
                                 : signo == SIGUSR2 ? SIG_IGN : SIG_DFL;

        if (sigaction (signo, NULL, &sa) == 0)
          {
            if (sa.sa_handler != expected)
              return "tells another handler";
          }
        else if (errno != EINVAL)
          return "fails with another errno";
        else if (signo == SIGKILL || signo == SIGSTOP)
          return "refuses SIGKILL or SIGSTOP";
        else if (signo == SIGUSR1 || signo == SIGUSR2 || signo == SIGTERM)
          return "refuses a signal";
        else
          ++*refused;
      }
  return NULL;
}

static int
raise_term (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  raise (SIGTERM);
  return 0;
}

IPC_TEST (query_only)
{
  struct ipc_child child;
  const char *wrong;
  int refused, status;

  HANDLE (SIGUSR1, one, 0);
  HANDLE (SIGUSR2, SIG_IGN, 0);
  wrong = ask_all (&refused);
  ipc_detail ("%d numbers refused", refused / 2);
  if (wrong != NULL)
    {
      ipc_observe (wrong);
      return;
    }
  IPC_SETUP (raise (SIGUSR1) == 0 && raise (SIGUSR2) == 0);
  child = ipc_start (raise_term, NULL);
  status = ipc_join (&child);
  ipc_observe (by_one == 1 && WIFSIGNALED (status)
               && WTERMSIG (status) == SIGTERM
               ? "tells, changes nothing" : "changes what it tells");
}

/* What each of the calls does with NUMBER: NULL if all refuse it.  */
static const char *
accepts (int number)
{
  struct sigaction sa;

  sa.sa_handler = note_call;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
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

IPC_TEST (invalid_number)
{
  static const int numbers[] = { 0, -1, 1000, 65536 + SIGUSR1 };
  const char *wrong = NULL;
  int i;

  for (i = 0; i < 4 && wrong == NULL; i++)
    {
      wrong = accepts (numbers[i]);
      ipc_detail ("%d", numbers[i]);
    }
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
  HANDLE (signo, handler, 0);
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
