/* alarms.c - the timer of alarm().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "alarms.h"
#include "frame/suite.h"

static volatile sig_atomic_t caught;

static void
count (int signo)
{
  (void) signo;
  caught++;
}

/* The least and the most microseconds that can be left of SET seconds; both
   the clock's and the timer's are rounded down.  */
static void
left_of (unsigned set, const struct timespec *start, long passed,
         long bounds[2])
{
  struct timespec now = ipc_now ();

  bounds[0] = (long) set * 1000000 - ipc_us_between (start, &now) - 2;
  bounds[1] = (long) set * 1000000 - (passed - ALARMS_TICK) * 1000;
}

int
alarms_fits (unsigned left, unsigned set, const struct timespec *start,
             long passed)
{
  long bounds[2];

  left_of (set, start, passed, bounds);
  return left > 0 && left <= set
         && ((long) left + 1) * 1000000 > bounds[0]
         && ((long) left - 1) * 1000000 < bounds[1];
}

int
alarms_fits_us (long left, unsigned set, const struct timespec *start,
                long passed)
{
  long bounds[2];

  left_of (set, start, passed, bounds);
  return left >= bounds[0] && left <= bounds[1];
}

void
alarms_catch (void (*handler) (int), int flags)
{
  ipc_handle (SIGALRM, handler, flags);
}

void
alarms_expire_soon (void)
{
  if (ipc_start_timer (1) == -1)
    {
      IPC_SETUP (errno == ENOSYS);
      alarm (1);
    }
}

IPC_TEST (cancel)
{
  struct timespec start = ipc_now ();
  unsigned left, after;
  int fits;

  ipc_block (SIGALRM);
  alarm (ALARMS_FAR);
  ipc_let_pass (ALARMS_PASS);
  left = alarm (0);
  fits = alarms_fits (left, ALARMS_FAR, &start, ALARMS_PASS);
  after = alarm (0);
  ipc_detail ("%u s were left after %ld ms, then %u", left,
              ipc_ms_since (&start), after);
  if (!fits)
    ipc_observe (left == ALARMS_FAR ? "returns what was set"
                 : "returns something else");
  else if (after != 0)
    ipc_observe ("does not cancel");
  else
    ipc_observe (ipc_is_pending (SIGALRM) ? "makes a SIGALRM" : "cancels");
}

IPC_TEST (one_timer)
{
  struct timespec start = ipc_now ();
  unsigned first, second, after;
  int fits;

  alarm (ALARMS_FAR);
  ipc_let_pass (ALARMS_PASS);
  first = alarm (ALARMS_FAR / 2);
  second = alarm (0);
  fits = alarms_fits (first, ALARMS_FAR, &start, ALARMS_PASS);
  after = alarm (0);
  ipc_detail ("%u s were left, %u of the new alarm, then %u", first, second,
              after);
  if (!fits)
    ipc_observe (first == ALARMS_FAR ? "says what was set"
                 : "does not say what was left");
  else if (!alarms_fits (second, ALARMS_FAR / 2, &start, 0))
    ipc_observe ("the old alarm stays");
  else
    ipc_observe (after == 0 ? "replaces" : "there are two");
}

/* What is left of an alarm: as alarm() says, in seconds, and in microseconds
   as setitimer()'s timer says, 0 where that is another one.  */
struct left
{
  unsigned seconds;
  long us;
  long passed;                  /* milliseconds since it was set, at least */
};

static void
send_time (struct ipc_link *link, const char *name,
           const struct timespec *time)
{
  char text[80];

  snprintf (text, sizeof text, "%s: %ld %ld\n", name, (long) time->tv_sec,
            time->tv_nsec);
  ipc_send (link, text, strlen (text));
}

/* In the child: tell what is left, after NAME is executed or, if that is NULL,
   of what it inherited.  */
static void
tell_left (struct ipc_link *link, const char *name)
{
  struct timespec set = { 0, 0 };
  char text[80];

  if (name != NULL)
    {
      IPC_SETUP (dup2 (link->out, STDOUT_FILENO) == STDOUT_FILENO);
      alarm (ALARMS_FAR);
      set = ipc_now ();
      ipc_let_pass (ALARMS_PASS_SHORT);
      send_time (link, "set", &set);
      execl (name, name, "inherit", "clock", "timer", "alarm",
             (char *) NULL);
      ipc_broken ("cannot execute %s", name);
    }
  send_time (link, "set", &set);
  send_time (link, "clock", &set);
  snprintf (text, sizeof text, "timer: %ld\n", ipc_timer_left ());
  ipc_send (link, text, strlen (text));
  snprintf (text, sizeof text, "alarm: %u\n", alarm (0));
  ipc_send (link, text, strlen (text));
}

/* What a child has left, which execs NAME unless that is NULL: then it asks
   by itself.  An instrument's child might have an alarm of its own, and it
   is fork() that is looked at.  */
static struct left
left_in_child (const char *name)
{
  struct ipc_link_pair pair;
  struct ipc_link link;
  struct left left;
  long set[2], then[2];
  char text[160] = "";
  size_t used = 0;
  int c;
  pid_t pid;

  ipc_link_open (&pair);
  pid = fork ();
  IPC_SETUP (pid != -1);
  if (pid == 0)
    {
      link = ipc_link_child (&pair);
      tell_left (&link, name);
      _exit (0);
    }
  link = ipc_link_parent (&pair);
  while (used + 1 < sizeof text && (c = ipc_hear_end (&link)) != -1)
    text[used++] = (char) c;
  ipc_join_pid (pid);
  ipc_link_close (&link);
  IPC_SETUP (sscanf (text, "set: %ld %ld clock: %ld %ld timer: %ld alarm: %u",
                     &set[0], &set[1], &then[0], &then[1], &left.us,
                     &left.seconds) == 6);
  left.passed = (then[0] - set[0]) * 1000 + (then[1] - set[1]) / 1000000;
  return left;
}

/* Whether that can be left of ALARMS_FAR seconds, of which some passed.  */
static int
some_is_left (const struct left *left, const struct timespec *start)
{
  return alarms_fits (left->seconds, ALARMS_FAR, start, left->passed)
         && (left->us <= 0
             || alarms_fits_us (left->us, ALARMS_FAR, start, left->passed));
}

IPC_TEST (fork_clears)
{
  struct timespec start = ipc_now (), set;
  struct left child, left;

  alarm (ALARMS_FAR);
  set = ipc_now ();
  ipc_let_pass (ALARMS_PASS_SHORT);
  child = left_in_child (NULL);
  left.passed = ipc_ms_since (&set);
  left.us = ipc_timer_left ();
  left.seconds = alarm (0);
  ipc_detail ("child: %u s, parent: %u s, %ld us", child.seconds,
              left.seconds, left.us);
  if (child.seconds != 0 || child.us > 0)
    ipc_observe ("a child inherits it");
  else if (left.seconds == 0)
    ipc_observe ("the parent loses it");
  else
    ipc_observe (some_is_left (&left, &start) ? "clears"
                 : "the parent's is changed");
}

IPC_TEST (exec_keeps)
{
  struct timespec start = ipc_now ();
  char helper[1100];
  const char *spoilt;
  struct left left;

  ipc_helper_path ("ipc_helper", helper, sizeof helper);
  spoilt = ipc_mapped ("alarm") ? NULL : alarms_after_exec ();
  left = left_in_child (helper);
  ipc_detail ("%u s, %ld us were left", left.seconds, left.us);
  ipc_observe (left.seconds == 0 ? "loses it"
               : !some_is_left (&left, &start) ? "changes it"
               : spoilt != NULL ? spoilt : "keeps");
}

/* How often the handler runs for a SIGALRM that came before alarm (0).  */
static int
late (int careful)
{
  caught = 0;
  alarms_catch (count, 0);
  ipc_block (SIGALRM);
  alarms_expire_soon ();
  while (!ipc_is_pending (SIGALRM))
    sched_yield ();
  alarm (0);
  if (careful)
    {
      /* To ignore a signal is to drop it.  */
      alarms_catch (SIG_IGN, 0);
      alarms_catch (count, 0);
    }
  ipc_unblock (SIGALRM);
  return caught;
}

IPC_TEST (late_after_cancel)
{
  int careless = late (0), careful = late (1);

  raise (SIGALRM);
  if (careful != 0 || caught != 1)
    ipc_observe ("undefended");
  else
    ipc_observe (careless == 1 ? "shown" : "not shown");
}

/* The wait status of a program that has SIGALRM ignored when it starts, and
   does HOW with it before its timer expires.  */
static int
status_of_ignorer (const char *how)
{
  char helper[1100];
  pid_t pid;

  ipc_helper_path ("ipc_helper", helper, sizeof helper);
  pid = ipc_fork ();
  if (pid == 0)
    {
      alarms_catch (SIG_IGN, 0);
      execl (helper, helper, "alarm", how, (char *) NULL);
      ipc_broken ("cannot execute %s", helper);
    }
  return ipc_join_pid (pid);
}

IPC_TEST (ignored_inherited)
{
  int trusting = status_of_ignorer ("keep");
  int careful = status_of_ignorer ("default");

  IPC_SETUP (!WIFEXITED (trusting) || WEXITSTATUS (trusting) == 0);
  if (!WIFSIGNALED (careful) || WTERMSIG (careful) != SIGALRM)
    ipc_observe ("undefended");
  else
    ipc_observe (WIFEXITED (trusting) ? "shown" : "not shown");
}

IPC_TEST (itimer_shared)
{
  struct timespec start = ipc_now ();
  unsigned left;
  int set;

  if (ipc_start_timer (ALARMS_FAR * 1000000L) == -1)
    {
      ipc_observe (ipc_failure_name (errno));
      return;
    }
  left = alarm (0);
  set = ipc_itimer_set ();
  ipc_start_timer (0);
  if (left == 0)
    ipc_observe (set ? "two timers" : "cancelled, and not told");
  else if (!alarms_fits (left, ALARMS_FAR, &start, 0))
    ipc_observe ("another number of seconds");
  else
    ipc_observe (set ? "told, and not cancelled" : "one timer");
}
