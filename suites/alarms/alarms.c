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

struct timespec
alarms_now (void)
{
  struct timespec now;

  IPC_SETUP (clock_gettime (CLOCK_MONOTONIC, &now) == 0);
  return now;
}

long
alarms_since (const struct timespec *start)
{
  struct timespec now = alarms_now ();

  return (long) (now.tv_sec - start->tv_sec) * 1000
         + (now.tv_nsec - start->tv_nsec) / 1000000;
}

int
alarms_fits (unsigned left, unsigned set, const struct timespec *start)
{
  long passed = alarms_since (start) / 1000 + 1;

  return left > 0 && left <= set && (long) left + passed >= (long) set;
}

void
alarms_catch (void (*handler) (int), int flags)
{
  struct sigaction sa;

  sa.sa_handler = handler;
  sa.sa_flags = flags;
  sigemptyset (&sa.sa_mask);
  IPC_SETUP (sigaction (SIGALRM, &sa, NULL) == 0);
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

/* Let alarm (1) expire and wait for that; returns the milliseconds that it
   took.  *LEFT gets what alarm (0) says afterwards.  */
static long
one_second (unsigned *left)
{
  struct timespec start;
  sigset_t none;
  long took;

  sigemptyset (&none);
  ipc_block (SIGALRM);
  alarms_catch (count, 0);
  start = alarms_now ();
  IPC_SETUP (alarm (1) == 0);
  while (caught == 0)
    sigsuspend (&none);
  took = alarms_since (&start);
  *left = alarm (0);
  ipc_detail ("after %ld ms", took);
  return took;
}

/* A tick of the clock: so much too early is not early.  */
enum { TICK_MS = 20, SECOND_MS = 1000 };

IPC_TEST (fires)
{
  unsigned left;
  long took = one_second (&left);

  if (took < SECOND_MS - TICK_MS)
    ipc_observe ("too early");
  else if (left != 0)
    ipc_observe ("is still set");
  else
    ipc_observe (caught == 1 && !ipc_is_pending (SIGALRM) ? "one SIGALRM"
                 : "more than one SIGALRM");
}

IPC_TEST (rounding)
{
  unsigned left;
  long took = one_second (&left);

  ipc_observe (took >= SECOND_MS - TICK_MS ? "never early"
               : "up to a second early");
}

IPC_TEST (cancel)
{
  struct timespec start = alarms_now ();
  unsigned left, after;
  int fits;

  ipc_block (SIGALRM);
  alarm (ALARMS_FAR);
  left = alarm (0);
  fits = alarms_fits (left, ALARMS_FAR, &start);
  after = alarm (0);
  ipc_detail ("%u s were left, then %u", left, after);
  if (!fits)
    ipc_observe ("returns something else");
  else if (after != 0)
    ipc_observe ("does not cancel");
  else
    ipc_observe (ipc_is_pending (SIGALRM) ? "makes a SIGALRM" : "cancels");
}

IPC_TEST (one_timer)
{
  struct timespec start = alarms_now ();
  unsigned first, second, after;
  int fits;

  alarm (ALARMS_FAR);
  first = alarm (ALARMS_FAR / 2);
  second = alarm (0);
  fits = alarms_fits (first, ALARMS_FAR, &start);
  after = alarm (0);
  ipc_detail ("%u s were left, %u of the new alarm, then %u", first, second,
              after);
  if (!fits)
    ipc_observe ("does not say what was left");
  else if (!alarms_fits (second, ALARMS_FAR / 2, &start))
    ipc_observe ("the old alarm stays");
  else
    ipc_observe (after == 0 ? "replaces" : "there are two");
}

/* What a child has left, which execs NAME unless that is NULL: then it asks
   by itself.  An instrument's child might have an alarm of its own.  */
static unsigned
left_in_child (const char *name)
{
  struct ipc_link_pair pair;
  struct ipc_link link;
  char text[40] = "";
  unsigned left = 0;
  size_t used = 0;
  int c;
  pid_t pid;

  ipc_link_open (&pair);
  pid = ipc_fork_outliving ();
  if (pid == 0)
    {
      link = ipc_link_child (&pair);
      if (name != NULL)
        {
          IPC_SETUP (dup2 (link.out, STDOUT_FILENO) == STDOUT_FILENO);
          alarm (ALARMS_FAR);
          execl (name, name, "inherit", "alarm", (char *) NULL);
          ipc_broken ("cannot execute %s", name);
        }
      snprintf (text, sizeof text, "alarm: %u\n", alarm (0));
      ipc_send (&link, text, strlen (text));
      _exit (0);
    }
  link = ipc_link_parent (&pair);
  while (used + 1 < sizeof text && (c = ipc_hear_end (&link)) != -1)
    text[used++] = (char) c;
  ipc_join_pid (pid);
  ipc_link_close (&link);
  IPC_SETUP (sscanf (text, "alarm: %u", &left) == 1);
  return left;
}

IPC_TEST (fork_clears)
{
  struct timespec start = alarms_now ();
  unsigned child, left;

  alarm (ALARMS_FAR);
  child = left_in_child (NULL);
  left = alarm (0);
  ipc_detail ("child: %u s, parent: %u s", child, left);
  if (child != 0)
    ipc_observe ("a child inherits it");
  else
    ipc_observe (alarms_fits (left, ALARMS_FAR, &start) ? "clears"
                 : "the parent loses it");
}

IPC_TEST (exec_keeps)
{
  struct timespec start = alarms_now ();
  char helper[1100];
  unsigned left;

  ipc_helper_path ("ipc_helper", helper, sizeof helper);
  left = left_in_child (helper);
  ipc_detail ("%u s were left", left);
  ipc_observe (alarms_fits (left, ALARMS_FAR, &start) ? "keeps"
               : left == 0 ? "loses it" : "changes it");
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
  struct timespec start = alarms_now ();
  unsigned left;
  int set;

  if (ipc_start_timer (ALARMS_FAR * 1000000L) == -1)
    {
      ipc_observe (errno == ENOSYS ? "absent" : ipc_errno_name (errno));
      return;
    }
  left = alarm (0);
  set = ipc_itimer_set ();
  ipc_start_timer (0);
  if (left == 0)
    ipc_observe (set ? "two timers" : "cancelled, and not told");
  else if (!alarms_fits (left, ALARMS_FAR, &start))
    ipc_observe ("another number of seconds");
  else
    ipc_observe (set ? "told, and not cancelled" : "one timer");
}
