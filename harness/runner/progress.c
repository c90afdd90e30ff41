/* progress.c - what the user sees of a run.
   SPDX-License-Identifier: BSD-2-Clause

   On a terminal one line that counts; elsewhere a line for each suite that
   is through.  On standard error: the result has the standard output.  */

#include <config.h>

#include "run.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "catalogue.h"

static const struct ipc_selection *selection;
static int done, on_terminal;
static int done_of_suite[IPC_MOST_SUITES];

void
ipc_progress_begin (const struct ipc_selection *s)
{
  selection = s;
  done = 0;
  memset (done_of_suite, 0, sizeof done_of_suite);
  on_terminal = isatty (STDERR_FILENO);
}

static void
show (int suite, const char *name, int size)
{
  const char *title = ipc_suites[suite].name;

  if (on_terminal)
    fprintf (stderr, "\r\033[K[%d/%d] %s %.*s", done, selection->total,
             title, size, name);
  else if (done_of_suite[suite] == selection->of_suite[suite])
    fprintf (stderr, "%s: %d cases\n", title, done_of_suite[suite]);
  fflush (stderr);
}

/* A case's end is "PROGRAM:CASE  ->  RESULT"; the rest is Kyua's talk.  */
void
ipc_progress_line (const char *line)
{
  const char *colon = strchr (line, ':');
  const char *arrow = strstr (line, "  ->  ");
  int suite;

  if (colon == NULL || arrow == NULL || arrow < colon)
    return;
  suite = ipc_program_suite (line, (size_t) (colon - line));
  if (suite == -1)
    return;
  done++;
  done_of_suite[suite]++;
  show (suite, colon + 1, (int) (arrow - colon - 1) % 64);
}

void
ipc_progress_end (void)
{
  if (on_terminal)
    fprintf (stderr, "\r\033[K");
}
