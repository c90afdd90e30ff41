/* action.c - what is told of an action that was installed.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "handlers.h"

static volatile sig_atomic_t by_one, by_two;

static void
one (int signo)
{
  by_one += signo == SIGUSR1 ? 1 : 100;
}

static void
two (int signo)
{
  (void) signo;
  by_two++;
}

static void
three (int signo, siginfo_t *info, void *context)
{
  (void) signo;
  (void) info;
  (void) context;
}

/* All flags that POSIX has, 0 where this platform lacks one.  */
static const int flags[] =
{
  0, SA_NODEFER, (int) SA_RESETHAND, SA_RESTART, SA_ONSTACK, SA_SIGINFO,
  SA_NOCLDSTOP, SA_NOCLDWAIT, SA_NODEFER | SA_RESTART
};
enum { FLAGS = sizeof flags / sizeof *flags };

/* Fill SA: FLAG, and a mask with members at both of its ends.  Two flags
   concern SIGCHLD alone.  Returns the signal that it is for.  */
static int
make_action (struct sigaction *sa, int flag)
{
  memset (sa, 0, sizeof *sa);
  sa->sa_handler = two;
  if (SA_SIGINFO != 0 && flag == SA_SIGINFO)
    sa->sa_sigaction = three;
  sa->sa_flags = flag;
  sigemptyset (&sa->sa_mask);
  sigaddset (&sa->sa_mask, SIGHUP);
  sigaddset (&sa->sa_mask, SIGTERM);
  if (SIGRTMAX > 0)
    sigaddset (&sa->sa_mask, SIGRTMAX);
  return flag != 0 && (flag == SA_NOCLDSTOP || flag == SA_NOCLDWAIT)
         ? SIGCHLD : SIGUSR1;
}

/* What TOLD has otherwise than WANTED, or NULL.  Flags and mask mean nothing
   where there is no handler; SA_RESETHAND may bring SA_NODEFER.  Where the
   member is wider than a flag, its other half says nothing.  */
static const char *
differs (const struct sigaction *told, const struct sigaction *wanted)
{
  unsigned int all = 0;
  int i, signo;

  for (i = 0; i < FLAGS; i++)
    all |= (unsigned int) flags[i];
  if ((wanted->sa_flags & (int) SA_RESETHAND) != 0)
    all &= ~(unsigned int) SA_NODEFER;
  if ((told->sa_flags & SA_SIGINFO) != 0
      ? told->sa_sigaction != wanted->sa_sigaction
      : told->sa_handler != wanted->sa_handler)
    return "another handler";
  if (wanted->sa_handler == SIG_DFL || wanted->sa_handler == SIG_IGN)
    return NULL;
  if (((unsigned int) told->sa_flags & all)
      != (unsigned int) wanted->sa_flags)
    return "other flags";
  for (signo = 1; signo <= ipc_highest_signal (); signo++)
    if (sigismember (&told->sa_mask, signo)
        != sigismember (&wanted->sa_mask, signo))
      return "another mask";
  return NULL;
}

/* Each action, asked for and then replaced.  A flag that is refused, as the
   fallback does, was not installed.  */
static const char *
actions_told (void)
{
  struct sigaction plain, sa, old, asked;
  const char *wrong = NULL;
  int i, signo, refused = 0;

  make_action (&plain, 0);
  plain.sa_handler = SIG_DFL;
  for (i = 0; i < FLAGS && wrong == NULL; i++)
    {
      signo = make_action (&sa, flags[i]);
      if (sigaction (signo, &sa, NULL) == -1 && errno == ENOSYS)
        {
          refused++;
          continue;
        }
      IPC_SETUP (sigaction (signo, NULL, &asked) == 0);
      IPC_SETUP (sigaction (signo, &plain, &old) == 0);
      wrong = differs (&old, &sa);
      if (wrong == NULL)
        wrong = differs (&asked, &sa);
    }
  ipc_detail ("%d of %d combinations of flags", i - refused, (int) FLAGS);
  return wrong;
}

/* Default, one, two with a mask, ignored, default: each step hands back the
   one before, and nothing else of it is lost.  */
static const char *
actions_handed_back (int signo)
{
  static void (*const sequence[]) (int) = { one, two, SIG_IGN, SIG_DFL };
  struct sigaction sa, old, before;
  const char *wrong = NULL;
  int i;

  make_action (&before, 0);
  before.sa_handler = SIG_DFL;
  for (i = 0; i < 4 && wrong == NULL; i++)
    {
      make_action (&sa, i == 1 ? SA_NODEFER : 0);
      sa.sa_handler = sequence[i];
      if (i != 1)
        sigemptyset (&sa.sa_mask);
      IPC_SETUP (sigaction (signo, &sa, &old) == 0);
      wrong = differs (&old, &before);
      before = sa;
    }
  return wrong;
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

  ipc_handle (signo, one, 0);
  sa = ipc_action (two, 0);
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
    wrong = actions_told ();
  if (wrong == NULL)
    wrong = handlers_handed_back (SIGUSR2);
  if (wrong == NULL)
    wrong = put_back (SIGUSR1);
  ipc_observe (wrong == NULL ? "the previous action" : wrong);
}

/* Ask for every signal, twice: asking may be what changes it.  */
static const char *
ask_all (const struct sigaction *usr1, int *refused)
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
            if (sa.sa_handler != expected && !ipc_is_reserved (signo))
              return "tells another handler";
            if (signo == SIGUSR1 && differs (&sa, usr1) != NULL)
              return "tells other flags or another mask";
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
  struct sigaction usr1;
  const char *wrong;
  int refused, status;

  make_action (&usr1, SA_NODEFER | SA_RESTART);
  usr1.sa_handler = one;
  IPC_SETUP (sigaction (SIGUSR1, &usr1, NULL) == 0);
  ipc_handle (SIGUSR2, SIG_IGN, 0);
  wrong = ask_all (&usr1, &refused);
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
