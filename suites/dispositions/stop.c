/* stop.c - signals that cannot be refused; stopping.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "dispositions.h"

/* What a child tells before it takes the signal; NULL for as it should.  */
static const char *const troubles[] =
{
  NULL, "signal() catches it", "signal() ignores it",
  "sigaction() catches it", "sigaction() ignores it", "is not EINVAL",
  "has another action afterwards"
};

static int
refused (int result)
{
  return result == -1 && errno == EINVAL;
}

/* An index of the above.  */
static int
try_to_refuse (int signo)
{
  struct sigaction sa;

  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  errno = 0;
  if (signal (signo, catch_signal) != SIG_ERR)
    return 1;
  if (errno != EINVAL)
    return 5;
  if (signal (signo, SIG_IGN) != SIG_ERR)
    return 2;
  sa.sa_handler = catch_signal;
  if (!refused (sigaction (signo, &sa, NULL)))
    return errno == EINVAL ? 3 : 5;
  sa.sa_handler = SIG_IGN;
  if (!refused (sigaction (signo, &sa, NULL)))
    return errno == EINVAL ? 4 : 5;
  return installed_action (signo) == SIG_DFL ? 0 : 6;
}

static int
refuse_and_raise (struct ipc_link *link, void *arg)
{
  int signo = *(int *) arg;

  ipc_tell (link, (char) try_to_refuse (signo));
  raise (signo);
  return caught > 0;
}

/* What becomes of who has tried to refuse SIGNO.  */
static void
observe_refusal (int signo, const char *should)
{
  struct ipc_child child = ipc_start (refuse_and_raise, &signo);
  int trouble = ipc_hear (&child.link);
  int status = ipc_wait_status (child.pid, WUNTRACED);

  if (WIFSTOPPED (status))
    ipc_end (&child);
  else
    ipc_link_close (&child.link);
  if (trouble != 0)
    ipc_observe (troubles[trouble % 7]);
  else
    ipc_observef ("EINVAL, %s", effect_of (status, signo));
  ipc_detail ("should be EINVAL, %s", should);
}

IPC_TEST (kill_uncatchable)
{
  observe_refusal (SIGKILL, "terminates");
}

IPC_TEST (stop_uncatchable)
{
  observe_refusal (SIGSTOP, "stops");
}

/* Whether NOW has every signal of ALL but the two.  */
static int
has_others (const sigset_t *now, const sigset_t *all)
{
  int signo;

  for (signo = 1; signo <= ipc_highest_signal (); signo++)
    if (signo != SIGKILL && signo != SIGSTOP
        && sigismember (all, signo) == 1 && sigismember (now, signo) != 1)
      return 0;
  return 1;
}

/* Block everything; say how that went: 'e' an error, 'b' one of the two is
   blocked, 'o' another is not, 'n' as it should be.  Then take both.  */
static int
block_all (struct ipc_link *link, void *arg)
{
  sigset_t all, now;
  int how = *(int *) arg, failed;

  sigfillset (&all);
  failed = sigprocmask (how, &all, NULL) != 0;
  IPC_SETUP (ipc_ask_mask (&now) == 0);
  ipc_tell (link, failed ? 'e' : sigismember (&now, SIGKILL) != 0
                  || sigismember (&now, SIGSTOP) != 0 ? 'b'
                  : !has_others (&now, &all) ? 'o' : 'n');
  raise (SIGSTOP);
  ipc_tell (link, 'g');
  raise (SIGKILL);
  return 0;
}

static const char *
blocked_by (int how)
{
  struct ipc_child child = ipc_start (block_all, &how);
  char said = ipc_hear (&child.link);
  int status = ipc_wait_status (child.pid, WUNTRACED);
  int stops = WIFSTOPPED (status) && WSTOPSIG (status) == SIGSTOP;

  if (stops)
    {
      IPC_SETUP (kill (child.pid, SIGCONT) == 0);
      ipc_expect (&child.link, 'g');
      status = ipc_wait_status (child.pid, 0);
    }
  ipc_link_close (&child.link);
  return said == 'e' ? "an error" : said == 'b' ? "shown as blocked"
         : said == 'o' ? "does not block another"
         : !stops ? "SIGSTOP is blocked"
         : !WIFSIGNALED (status) || WTERMSIG (status) != SIGKILL
         ? "SIGKILL is blocked" : NULL;
}

IPC_TEST (kill_unblockable)
{
  const char *wrong = blocked_by (SIG_BLOCK);

  if (wrong == NULL)
    wrong = blocked_by (SIG_SETMASK);
  ipc_observe (wrong == NULL ? "no error, not blocked" : wrong);
}

/* In a group of its own, whose leader's parent is in another group of the
   session: there SIGTSTP stops.  */
static int
handle_tstp (struct ipc_link *link, void *arg)
{
  (void) arg;
  IPC_SETUP (setpgid (0, 0) == 0);
  ipc_handle (SIGTSTP, catch_signal, 0);
  IPC_SETUP (raise (SIGTSTP) == 0);
  ipc_tell (link, caught == 1 ? 'c' : 'n');
  IPC_SETUP (signal (SIGTSTP, SIG_IGN) == catch_signal);
  IPC_SETUP (raise (SIGTSTP) == 0);
  ipc_tell (link, caught == 1 ? 'i' : 'n');
  IPC_SETUP (signal (SIGTSTP, SIG_DFL) == SIG_IGN);
  raise (SIGTSTP);
  ipc_tell (link, 'd');
  return 0;
}

IPC_TEST (tstp_catchable)
{
  struct ipc_child child = ipc_start (handle_tstp, NULL);
  int status = ipc_wait_status (child.pid, WUNTRACED);
  char said[3] = { '-', '-', '-' };
  int i, c, stops = WIFSTOPPED (status);

  for (i = 0; i < 3 && ipc_heard (&child.link); i++)
    if ((c = ipc_hear_end (&child.link)) == -1)
      break;
    else
      said[i] = (char) c;
  if (stops)
    ipc_end (&child);
  else
    ipc_link_close (&child.link);
  ipc_observe (said[0] != 'c' ? "is not caught"
               : said[1] != 'i' ? "is not ignored"
               : said[2] == 'd' || !stops ? "does not stop"
               : "caught, ignored, stops");
}

/* How the child refuses SIGCONT.  */
enum refusal { BLOCKS, IGNORES, BLOCKS_AND_IGNORES, CATCHES, REFUSALS };

static int
stop_and_go_on (struct ipc_link *link, void *arg)
{
  int how = *(int *) arg;

  if (how == BLOCKS || how == BLOCKS_AND_IGNORES)
    ipc_block (SIGCONT);
  if (how == IGNORES || how == BLOCKS_AND_IGNORES)
    IPC_SETUP (signal (SIGCONT, SIG_IGN) != SIG_ERR);
  else
    ipc_handle (SIGCONT, catch_signal, 0);
  IPC_SETUP (raise (SIGSTOP) == 0);
  /* It is delivered by now, or as soon as it may be, or never.  */
  ipc_tell (link, caught == (how == CATCHES) ? 'g' : 'w');
  /* Its parent has to see it continued before it has ended.  */
  ipc_hear_end (link);
  if (how == BLOCKS)
    {
      ipc_unblock (SIGCONT);
      return caught == 1 ? 0 : 1;
    }
  return 0;
}

/* What is wrong, or NULL.  */
static const char *
continue_child (int how)
{
  struct ipc_child child = ipc_start (stop_and_go_on, &how);

  if (ipc_await_stopped (child.pid) != SIGSTOP)
    ipc_broken ("SIGSTOP does not stop");
  IPC_SETUP (kill (child.pid, SIGCONT) == 0);
  if (!has_continued (child.pid))
    {
      ipc_end (&child);
      return "stays stopped";
    }
  if (ipc_hear (&child.link) != 'g')
    {
      ipc_join (&child);
      return "calls the handler at another time";
    }
  return ipc_join_exit (&child) == 0 ? NULL : "forgets the handler";
}

IPC_TEST (cont_continues)
{
  const char *wrong = NULL;
  int how;

  for (how = 0; how < REFUSALS && wrong == NULL; how++)
    wrong = continue_child (how);
  ipc_detail ("%d of %d ways to refuse it", how, (int) REFUSALS);
  ipc_observe (wrong == NULL ? "continues" : wrong);
}

/* FIRST and then SECOND are sent, blocked, and with handlers, without which
   SIGCONT need not become pending: is the second one left alone?  */
static int
discards (int first, int second)
{
  int alone, none = 0;

  IPC_SETUP (kill (getpid (), first) == 0 && ipc_is_pending (first));
  IPC_SETUP (kill (getpid (), second) == 0);
  alone = !ipc_is_pending (first) && ipc_is_pending (second);
  caught = 0;
  ipc_unblock (first);
  none = caught == 0;
  ipc_unblock (second);
  ipc_block (first);
  ipc_block (second);
  return alone && none && caught == 1;
}

IPC_TEST (stop_discards_cont)
{
  static const int stops[] = { SIGTSTP, SIGTTIN, SIGTTOU };
  int i;

  ipc_block (SIGCONT);
  ipc_handle (SIGCONT, catch_signal, 0);
  for (i = 0; i < 3; i++)
    {
      ipc_block (stops[i]);
      ipc_handle (stops[i], catch_signal, 0);
    }
  for (i = 0; i < 3; i++)
    if (!discards (SIGCONT, stops[i]))
      {
        ipc_observef ("%s leaves SIGCONT", ipc_signal_name (stops[i]));
        return;
      }
    else if (!discards (stops[i], SIGCONT))
      {
        ipc_observef ("SIGCONT leaves %s", ipc_signal_name (stops[i]));
        return;
      }
  ipc_observe ("the last one stays");
}
