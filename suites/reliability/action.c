/* action.c - what sigaction() makes reliable.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "frame/suite.h"

enum { ROUNDS = 100 };

struct tally
{
  volatile sig_atomic_t deliveries, deepest;
};

static struct tally *tally;
static volatile sig_atomic_t depth;

static void
install (void (*handler) (int), int flags)
{
  ipc_handle (SIGUSR1, handler, flags);
}

static void
enter (void)
{
  tally->deliveries++;
  if (++depth > tally->deepest)
    tally->deepest = depth;
}

/* In the first delivery, a second one before the handler is installed
   again.  */
static void
careless (int signo)
{
  enter ();
  if (tally->deliveries == 1)
    raise (signo);
  install (careless, (int) SA_RESETHAND | SA_NODEFER);
  depth--;
}

/* The other order.  */
static void
defended (int signo)
{
  enter ();
  install (defended, (int) SA_RESETHAND | SA_NODEFER);
  if (tally->deliveries == 1)
    raise (signo);
  depth--;
}

static int
raise_with (struct ipc_link *link, void *arg)
{
  (void) link;
  install (arg == NULL ? careless : defended,
           (int) SA_RESETHAND | SA_NODEFER);
  raise (SIGUSR1);
  return 0;
}

/* How a child with that handler ends.  */
static int
end_of (void *with_defence)
{
  struct ipc_child child;

  tally->deliveries = tally->deepest = 0;
  child = ipc_start (raise_with, with_defence);
  return ipc_join (&child);
}

IPC_TEST (window)
{
  int careless_end, defended_end, killed, survived;

  tally = ipc_shared (sizeof *tally);
  careless_end = end_of (NULL);
  killed = WIFSIGNALED (careless_end) && WTERMSIG (careless_end) == SIGUSR1
           && tally->deliveries == 1;
  if (!killed && tally->deliveries != 2)
    {
      ipc_observe ("loses a signal");
      return;
    }
  defended_end = end_of (tally);
  survived = WIFEXITED (defended_end) && WEXITSTATUS (defended_end) == 0
             && tally->deliveries == 2;
  ipc_observe (!survived ? "undefended" : killed ? "shown" : "not shown");
}

/* Every round's end must find the handler, and nothing blocked or left.  */
static const char *
state_after (void (*handler) (int))
{
  struct sigaction now;

  IPC_SETUP (sigaction (SIGUSR1, NULL, &now) == 0);
  if (now.sa_handler != handler)
    return now.sa_handler == SIG_DFL ? "resets" : "changes the handler";
  if (ipc_is_blocked (SIGUSR1))
    return "stays blocked";
  return ipc_is_pending (SIGUSR1) ? "stays pending" : NULL;
}

/* What a child found, in its exit status: a signal that was lost or reset
   kills it, and not the case.  */
static const char *const findings[] =
{
  NULL, "resets", "changes the handler", "stays blocked", "stays pending",
  "nests", "loses signals"
};

static int
finding (const char *what)
{
  int i;

  for (i = 1; i < 7; i++)
    if (what != NULL && strcmp (what, findings[i]) == 0)
      return i;
  return 0;
}

/* Raise ROUNDS times; each time the handler raises once more.  */
static int
rounds (void (*handler) (int))
{
  const char *wrong = NULL;
  int i;

  for (i = 1; i <= ROUNDS && wrong == NULL; i++)
    {
      raise (SIGUSR1);
      wrong = tally->deepest > 1 ? "nests"
              : tally->deliveries != 2 * i ? "loses signals"
              : state_after (handler);
    }
  return finding (wrong);
}

static void
plain (int signo)
{
  enter ();
  if (tally->deliveries % 2 == 1)
    raise (signo);
  depth--;
}

/* Reinstalled in every other delivery only: what that did shows in the one
   between.  */
static void
reinstalling (int signo)
{
  enter ();
  if (tally->deliveries % 2 == 1)
    {
      install (reinstalling, 0);
      raise (signo);
      install (reinstalling, 0);
    }
  depth--;
}

static int
run_rounds (struct ipc_link *link, void *arg)
{
  void (*handler) (int) = arg == NULL ? plain : reinstalling;

  (void) link;
  install (handler, 0);
  return rounds (handler);
}

/* Observe RIGHT, or what the child found wrong.  */
static void
observe_rounds (void *reinstall, const char *right)
{
  struct ipc_child child;
  int status;

  tally = ipc_shared (sizeof *tally);
  child = ipc_start (run_rounds, reinstall);
  status = ipc_join (&child);
  ipc_detail ("%d deliveries", (int) tally->deliveries);
  if (WIFSIGNALED (status))
    ipc_observe ("is killed by the signal");
  else
    ipc_observe (WEXITSTATUS (status) == 0 ? right
                 : findings[WEXITSTATUS (status)]);
}

IPC_TEST (reinstall_harmless)
{
  static int yes;

  observe_rounds (&yes, "harmless");
}

IPC_TEST (sigaction_reliable)
{
  observe_rounds (NULL, "reliable");
}
