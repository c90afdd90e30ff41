/* storm.c - callbacks that do anything.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "frame/suite.h"
#include "deferral.h"

enum { STORM = 200 };

static struct ipc_child storm;
static FILE *lines;
static char *text;
static size_t length;
static int called, written, called_for[2];
static const int kinds[2] = { SIGUSR1, SIGUSR2 };

/* One of each kind, and the next ones only after the callbacks for these.  */
static int
send_storm (struct ipc_link *link, void *arg)
{
  int i;

  (void) arg;
  for (i = 0; i < STORM; i++)
    {
      IPC_SETUP (kill (getppid (), kinds[i / 2 % 2]) == 0);
      IPC_SETUP (kill (getppid (), kinds[1 - i / 2 % 2]) == 0);
      ipc_tell (link, 's');
      ipc_expect (link, 'a');
    }
  return 0;
}

/* Allocate and print, as no handler may.  */
static void
allocate_and_print (int signo)
{
  char line[40];
  char *longer;

  called_for[signo == SIGUSR2]++;
  sprintf (line, "callback %d\n", called++);
  longer = realloc (text, length + strlen (line) + 1);
  IPC_SETUP (longer != NULL);
  text = longer;
  strcpy (text + length, line);
  length += strlen (line);
  IPC_SETUP (fputs (line, lines) != EOF);
}

/* The same in the main program, at all times.  */
static void
work (void)
{
  char *line;

  if (written > 20 * called + 100)
    {
      sched_yield ();
      return;
    }
  line = malloc (40 + (size_t) (written % 500));
  IPC_SETUP (line != NULL);
  sprintf (line, "main %d\n", written++);
  IPC_SETUP (fputs (line, lines) != EOF);
  free (line);
}

static int
is_text_intact (void)
{
  char line[40];
  size_t at = 0;
  int i;

  for (i = 0; i < called; i++)
    {
      sprintf (line, "callback %d\n", i);
      if (at + strlen (line) > length
          || memcmp (text + at, line, strlen (line)) != 0)
        return 0;
      at += strlen (line);
    }
  return at == length;
}

/* Each line is the next one of its kind, none is missing.  */
static int
are_lines_intact (void)
{
  char line[80], ours[40], theirs[40];
  int main_lines = 0, callback_lines = 0;

  rewind (lines);
  while (fgets (line, sizeof line, lines) != NULL)
    {
      sprintf (ours, "main %d\n", main_lines);
      sprintf (theirs, "callback %d\n", callback_lines);
      if (strcmp (line, ours) == 0)
        main_lines++;
      else if (strcmp (line, theirs) == 0)
        callback_lines++;
      else
        return 0;
    }
  return main_lines == written && callback_lines == called;
}

static void
change_mask (int how)
{
  sigset_t set;

  sigemptyset (&set);
  sigaddset (&set, SIGUSR1);
  sigaddset (&set, SIGUSR2);
  IPC_SETUP (sigprocmask (how, &set, NULL) == 0);
}

/* Whether there have been, for each kind of signal, N callbacks.  */
static int
came_both (int n)
{
  return called_for[0] == n && called_for[1] == n
         && defer_arrivals (SIGUSR1) == n && defer_arrivals (SIGUSR2) == n;
}

/* Work until the storm is over or a signal has not come, or twice.  In every
   other turn the two are blocked until both have been sent, so that one is
   pending while the other's handler runs.  */
static int
stand_storm (void)
{
  int turn = 0, look = 0;

  while (turn < STORM)
    {
      work ();
      defer_dispatch ();
      if (++look % 16 != 0 || !ipc_heard (&storm.link))
        continue;
      ipc_expect (&storm.link, 's');
      change_mask (SIG_UNBLOCK);
      defer_dispatch ();
      if (!came_both (++turn))
        break;
      if (turn % 2 == 1)
        change_mask (SIG_BLOCK);
      ipc_tell (&storm.link, 'a');
    }
  defer_dispatch ();            /* nothing is left, if each came once */
  return turn == STORM && came_both (STORM);
}

IPC_TEST (callback_any_code)
{
  int each_once;

  lines = fopen ("lines", "w+");
  IPC_SETUP (lines != NULL);
  IPC_SETUP (defer_install (SIGUSR1, allocate_and_print, 0) == 0);
  IPC_SETUP (defer_install (SIGUSR2, allocate_and_print, 0) == 0);
  storm = ipc_start (send_storm, NULL);
  each_once = stand_storm ();
  if (each_once)
    IPC_SETUP (ipc_join_exit (&storm) == 0);
  else
    ipc_end (&storm);
  ipc_detail ("%d and %d callbacks among %d lines", called_for[0],
              called_for[1], written);
  ipc_observe (!each_once ? "not one callback for each signal"
               : !is_text_intact () ? "damages memory"
               : !are_lines_intact () ? "damages the output" : "all intact");
  fclose (lines);
  free (text);
}
