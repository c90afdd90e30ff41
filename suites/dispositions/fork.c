/* fork.c - dispositions over fork().
   SPDX-License-Identifier: BSD-2-Clause

   Every signal in turn is caught, ignored and at its default, with all sorts
   of flags and masks, blocked and not, pending and not.  */

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "dispositions.h"

enum { MOST = 512, ROUNDS = 3 };

static void
catch_with_facts (int signo, siginfo_t *info, void *context)
{
  (void) info;
  (void) context;
  catch_signal (signo);
}

/* Flags of the Nth handler, apart from SA_SIGINFO.  */
static int
flags_for (int n)
{
  static const unsigned flags[] =
    { 0, SA_RESTART, SA_NODEFER, SA_RESETHAND, SA_ONSTACK,
      SA_RESTART | SA_NODEFER | SA_ONSTACK };

  return (int) flags[(unsigned) n % (sizeof flags / sizeof *flags)];
}

/* What SIGNO has in ROUND: a handler, SIG_IGN or SIG_DFL.  */
static struct sigaction
action_for (int signo, int round)
{
  struct sigaction sa;
  int other;

  memset (&sa, 0, sizeof sa);
  sigemptyset (&sa.sa_mask);
  sa.sa_handler = (signo + round) % 3 == 1 ? SIG_IGN : SIG_DFL;
  if ((signo + round) % 3 == 0)
    {
      sa.sa_flags = flags_for ((signo + round) / 3);
      for (other = 1; other <= ipc_highest_signal (); other++)
        if ((other + round) % 5 == signo % 5)
          sigaddset (&sa.sa_mask, other);
      if (signo % 2 == 0 && SA_SIGINFO != 0)
        {
          sa.sa_sigaction = catch_with_facts;
          sa.sa_flags |= SA_SIGINFO;
        }
      else
        sa.sa_handler = catch_signal;
    }
  if (signo == SIGCHLD)
    sa.sa_flags |= (int) SA_NOCLDSTOP
                   | (sa.sa_handler == SIG_DFL ? (int) SA_NOCLDWAIT : 0);
  return sa;
}

/* The actions of the parent; of numbers that have none, all zero.  */
static struct sigaction actions[MOST];

static void
set_actions (int round)
{
  int signo;

  for (signo = 1; signo <= ipc_highest_signal (); signo++)
    {
      struct sigaction sa = action_for (signo, round);

      memset (&actions[signo], 0, sizeof actions[signo]);
      if (signo != SIGKILL && signo != SIGSTOP)
        sigaction (signo, &sa, NULL);   /* fails for reserved numbers */
      sigaction (signo, NULL, &actions[signo]);
    }
}

static int
is_caught (int signo)
{
  return actions[signo].sa_handler != SIG_DFL
         && actions[signo].sa_handler != SIG_IGN;
}

/* Those of which one undoes another.  */
static int
stops_or_continues (int signo)
{
  return signo == SIGCONT || signo == SIGTSTP || signo == SIGTTIN
         || signo == SIGTTOU;
}

/* Block every other signal, and have those pending that are caught.  */
static void
block_and_raise (int round)
{
  sigset_t set;
  int signo;

  sigemptyset (&set);
  for (signo = 1; signo <= ipc_highest_signal (); signo++)
    if ((signo / 3 + round) % 2 == 0)
      sigaddset (&set, signo);
  IPC_SETUP (sigprocmask (SIG_SETMASK, &set, NULL) == 0);
  for (signo = 1; signo <= ipc_highest_signal (); signo++)
    if (ipc_is_blocked (signo) && is_caught (signo)
        && !stops_or_continues (signo))
      IPC_SETUP (raise (signo) == 0);
}

/* What is not as it was, and for which signal.  */
struct birth
{
  char wrong[40];
  int signo;
};

/* What is wrong with the action of SIGNO, or "".  */
static const char *
difference (int signo)
{
  const struct sigaction *was = &actions[signo];
  struct sigaction is;

  memset (&is, 0, sizeof is);
  sigaction (signo, NULL, &is);
  return (was->sa_flags & SA_SIGINFO) != (is.sa_flags & SA_SIGINFO)
         ? "other flags"
         : was->sa_handler != is.sa_handler ? "another action"
         : was->sa_flags != is.sa_flags ? "other flags"
         : ipc_sets_differ (&was->sa_mask, &is.sa_mask) != 0
         ? "another sa_mask" : "";
}

/* Whether a handler that is installed is called.  */
static int
calls_handler (void)
{
  static const int tried[] = { SIGUSR1, SIGUSR2, SIGTERM, SIGHUP, SIGINT };
  int i;

  for (i = 0; i < 5; i++)
    if (is_caught (tried[i]) && !ipc_is_blocked (tried[i]))
      {
        raise (tried[i]);
        return caught == 1;
      }
  return 1;
}

static void
look_at_birth (const sigset_t *mask, struct birth *b)
{
  sigset_t now;
  int signo;

  memset (b, 0, sizeof *b);
  ipc_get_mask (&now);
  for (signo = 1; signo <= ipc_highest_signal () && *b->wrong == '\0';
       signo++)
    {
      b->signo = signo;
      if (ipc_is_pending (signo))
        strcpy (b->wrong, "a signal is pending");
      else if (sigismember (&now, signo) != sigismember (mask, signo))
        strcpy (b->wrong, "another mask");
      else
        strcpy (b->wrong, difference (signo));
    }
  if (*b->wrong == '\0' && !calls_handler ())
    strcpy (b->wrong, "the handler is not called");
}

/* fork() itself is what is looked at, so no instrument calls it.  */
static void
compare_child (struct birth *b)
{
  struct ipc_link_pair pair;
  struct ipc_link link;
  sigset_t mask;
  pid_t pid;

  ipc_get_mask (&mask);
  ipc_link_open (&pair);
  pid = fork ();
  IPC_SETUP (pid != -1);
  if (pid == 0)
    {
      look_at_birth (&mask, b);
      link = ipc_link_child (&pair);
      ipc_send (&link, b, sizeof *b);
      ipc_hear_end (&link);
      _exit (0);
    }
  link = ipc_link_parent (&pair);
  ipc_receive (&link, b, sizeof *b);
  /* So that it can be waited for, whatever SIGCHLD did in this round.  */
  ipc_handle (SIGCHLD, SIG_DFL, 0);
  ipc_tell (&link, 'e');
  ipc_join_pid (pid);
  ipc_link_close (&link);
}

/* One round, up to what the child found; or what the parent lost.  */
static void
play_round (int round, struct birth *b)
{
  sigset_t before, after;
  int signo;

  set_actions (round);
  block_and_raise (round);
  IPC_SETUP (ipc_pending (&before) == 0);
  compare_child (b);
  IPC_SETUP (ipc_pending (&after) == 0);
  /* To ignore it is to drop it; that it was set to its default, too.  */
  sigdelset (&before, SIGCHLD);
  sigdelset (&after, SIGCHLD);
  if (*b->wrong == '\0' && ipc_sets_differ (&before, &after) != 0)
    strcpy (b->wrong, "the parent's pending signals are gone");
  for (signo = 1; signo <= ipc_highest_signal (); signo++)
    if (signo != SIGKILL && signo != SIGSTOP && signo != SIGCHLD)
      signal (signo, SIG_IGN);
}

IPC_TEST (fork_inherits)
{
  struct birth b;
  int round;

  IPC_SETUP (ipc_highest_signal () < MOST);
  memset (&b, 0, sizeof b);
  for (round = 0; round < ROUNDS && *b.wrong == '\0'; round++)
    play_round (round, &b);
  if (*b.wrong != '\0')
    ipc_detail ("%s, in round %d", ipc_signal_name (b.signo), round);
  ipc_observe (*b.wrong == '\0' ? "mask and actions, nothing pending"
               : b.wrong);
}
