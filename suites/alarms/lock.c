/* lock.c - the page's timeout around a blocking lock.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "alarms.h"
#include "frame/suite.h"

static sigjmp_buf landing;
static volatile sig_atomic_t caught;

static void
jump (int signo)
{
  (void) signo;
  siglongjmp (landing, 1);
}

static void
note (int signo)
{
  (void) signo;
  caught = 1;
}

/* What the system calls that the lock waits in.  */
static const char *
lock_call (void)
{
  return ipc_mapped ("flock") ? "fcntl" : "flock";
}

static int
open_file (void)
{
  int fd = open ("file", O_RDWR | O_CREAT, 0600);

  IPC_SETUP (fd != -1);
  return fd;
}

/* The lock that others are to wait for; -1 where there is no flock().  */
static int
hold_lock (void)
{
  int fd = open_file ();

  if (flock (fd, LOCK_EX) == 0)
    return fd;
  IPC_SETUP (errno == ENOSYS);
  ipc_observe ("absent");
  close (fd);
  return -1;
}

/* The answers of a process that wants the lock: has got it, an interrupted
   call, another error, its time was up.  And for one that does not answer:
   it still waits, for the lock or for its handler.  */
enum { GOT = 'g', INTERRUPTED = 'i', ERROR = 'e', TIMEOUT = 't',
       MASKED = 'm', STUCK = 's', UNMOVED = 'u' };

static char
take_lock (int fd)
{
  if (flock (fd, LOCK_EX) == 0)
    return GOT;
  return errno == EINTR ? INTERRUPTED : ERROR;
}

/* The page's program: ARM sets the alarm.  */
static char
take_lock_in_time (int fd, void (*arm) (void))
{
  char result;

  if (sigsetjmp (landing, 1) != 0)
    {
      alarm (0);
      return ipc_is_blocked (SIGALRM) ? MASKED : TIMEOUT;
    }
  arm ();
  result = take_lock (fd);
  alarm (0);
  return result;
}

static void
arm_far (void)
{
  alarm (ALARMS_FAR);
}

/* The alarm strikes before the call that it is for.  */
static void
strike_early (void)
{
  ipc_block (SIGALRM);
  raise (SIGALRM);
  IPC_SETUP (ipc_is_pending (SIGALRM));
  ipc_unblock (SIGALRM);
}

/* Want the lock by the page's program, twice: first until the parent sends
   the signal, then until a timer really expires, before or in the call.  */
static int
want_and_jump (struct ipc_link *link, void *arg)
{
  void (*const *arm) (void) = arg;
  int fd = open_file ();

  alarms_catch (jump, SA_RESTART);
  ipc_tell (link, take_lock_in_time (fd, *arm));
  if (ipc_hear_end (link) == 'a')
    ipc_tell (link, take_lock_in_time (fd, alarms_expire_soon));
  ipc_hear_end (link);
  return 0;
}

/* Want it with a handler of these FLAGS that jumps nowhere.  */
static int
want (struct ipc_link *link, void *arg)
{
  int fd = open_file ();

  alarms_catch (ipc_restart_handler, *(int *) arg);
  ipc_tell (link, take_lock (fd));
  return 0;
}

/* The answer of VICTIM, for which the lock, or its signal, is there.  */
static char
answer_of (struct ipc_child *victim, char otherwise)
{
  return ipc_await_released (victim, lock_call ()) == IPC_BLOCKS ? otherwise
         : ipc_hear (&victim->link);
}

/* Start the former and send its signal when it waits; its first answer.  */
static char
jump_out (struct ipc_child *victim)
{
  static void (*arm) (void) = arm_far;

  *victim = ipc_start (want_and_jump, &arm);
  if (ipc_await_block_or_tell (victim, lock_call ()) == IPC_BLOCKS)
    IPC_SETUP (kill (victim->pid, SIGALRM) == 0);
  return answer_of (victim, UNMOVED);
}

static const char *
describe (char answer)
{
  return answer == GOT ? "gets the lock"
         : answer == INTERRUPTED ? "EINTR, and no jump"
         : answer == MASKED ? "leaves, and SIGALRM stays blocked"
         : answer == STUCK ? "is not woken by the release"
         : answer == UNMOVED ? "is not woken by the signal"
         : answer == TIMEOUT ? "leaves" : "another error";
}

IPC_TEST (breaks_flock)
{
  struct ipc_child victim;
  int fd = hold_lock ();
  char answer;

  if (fd == -1)
    return;
  answer = jump_out (&victim);
  if (answer == TIMEOUT)
    {
      ipc_tell (&victim.link, 'a');
      answer = ipc_hear (&victim.link);
    }
  if (answer != TIMEOUT)
    ipc_observe (describe (answer));
  else if (flock (fd, LOCK_UN) != 0 || flock (fd, LOCK_EX | LOCK_NB) != 0)
    ipc_observe ("leaves with the lock");
  else
    ipc_observe ("leaves the wait");
  ipc_end (&victim);
}

/* How a wait for the lock that FD holds goes on after a handler with FLAGS:
   1 if it restarts and then gets the lock.  Else *ANSWER is what it says.  */
static int
waits_on (int fd, int flags, char *answer)
{
  struct ipc_child victim;
  enum ipc_restart verdict;

  ipc_restart_prepare ();
  victim = ipc_start (want, &flags);
  verdict = ipc_restart_once (&victim, lock_call (), SIGALRM);
  if (verdict == IPC_RESTARTS)
    IPC_SETUP (flock (fd, LOCK_UN) == 0);
  *answer = verdict == IPC_UNMOVED ? UNMOVED : answer_of (&victim, STUCK);
  ipc_end (&victim);
  if (verdict == IPC_RESTARTS)
    IPC_SETUP (flock (fd, LOCK_EX) == 0);
  return verdict == IPC_RESTARTS && *answer == GOT;
}

IPC_TEST (no_exception_needed)
{
  int fd = hold_lock ();
  char answer;

  if (fd == -1)
    return;
  if (waits_on (fd, 0, &answer))
    ipc_observe ("restarts");
  else
    ipc_observe (answer == INTERRUPTED ? "EINTR" : describe (answer));
}

IPC_TEST (flag_only_hangs)
{
  struct ipc_child victim;
  int fd = hold_lock (), hangs;
  char answer, jumped;

  if (fd == -1)
    return;
  hangs = waits_on (fd, SA_RESTART, &answer);
  jumped = jump_out (&victim);
  ipc_end (&victim);
  if (jumped != TIMEOUT)
    ipc_observe ("undefended");
  else if (hangs || answer == INTERRUPTED)
    ipc_observe (hangs ? "shown" : "not shown");
  else
    ipc_observe (describe (answer));
}

/* Want the lock when the alarm has struck already, and nothing restarts.  */
static int
want_too_late (struct ipc_link *link, void *arg)
{
  int fd = open_file ();

  (void) arg;
  alarms_catch (ipc_restart_handler, 0);
  strike_early ();
  ipc_tell (link, take_lock (fd));
  return 0;
}

IPC_TEST (race_before_call)
{
  static void (*arm) (void) = strike_early;
  struct ipc_child flagged, jumper;
  int fd = hold_lock (), hangs;
  char answer;

  if (fd == -1)
    return;
  ipc_restart_prepare ();
  flagged = ipc_start (want_too_late, NULL);
  hangs = ipc_await_block_or_tell (&flagged, lock_call ()) == IPC_BLOCKS;
  IPC_SETUP (ipc_restart_handled () == 1);
  ipc_end (&flagged);
  jumper = ipc_start (want_and_jump, &arm);
  answer = ipc_await_block_or_tell (&jumper, lock_call ()) == IPC_BLOCKS
           ? ERROR : ipc_hear (&jumper.link);
  ipc_end (&jumper);
  if (answer != TIMEOUT)
    ipc_observe ("undefended");
  else
    ipc_observe (hangs ? "shown" : "not shown");
}

/* A protected block and what it leaves behind.  */
struct block
{
  int careful;                  /* cancels before the handler goes */
  int strike;                   /* after which of its steps the time is up */
};

/* The time is up: the alarm strikes, if it is set.  */
static void
strike_after (const struct block *b, int step)
{
  if (b->strike == step && alarm (0) > 0)
    raise (SIGALRM);
}

static int
leave_block (struct ipc_link *link, void *arg)
{
  const struct block *b = arg;

  (void) link;
  alarms_catch (note, 0);
  alarm (ALARMS_FAR);
  strike_after (b, 0);
  if (b->careful)
    alarm (0);
  else
    alarms_catch (SIG_DFL, 0);
  strike_after (b, 1);
  if (b->careful)
    alarms_catch (SIG_DFL, 0);
  else
    alarm (0);
  strike_after (b, 2);
  return caught;
}

static int
block_status (int careful, int strike)
{
  struct block b;
  struct ipc_child child;

  b.careful = careful;
  b.strike = strike;
  child = ipc_start (leave_block, &b);
  return ipc_join (&child);
}

IPC_TEST (nested_eval)
{
  int careless = block_status (0, 1), status, strike, survives = 1;

  /* Inside it is the handler's, afterwards it does not come.  */
  for (strike = 0; strike < 3; strike++)
    {
      status = block_status (1, strike);
      survives &= WIFEXITED (status) && WEXITSTATUS (status) == (strike == 0);
    }
  if (!survives)
    ipc_observe ("undefended");
  else
    ipc_observe (WIFSIGNALED (careless) && WTERMSIG (careless) == SIGALRM
                 ? "shown" : "not shown");
}
