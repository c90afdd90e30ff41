/* data.c - what passes through a pipe to a command, and how it is read.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "popen.h"
#include "frame/suite.h"
#include "helper/helper.h"

/* More than a pipe holds on most systems.  */
enum { LINES = 40000, SIZE = 200000 };

/* Put just what the command's step "count" puts, as far as it is taken.  */
static void
count (FILE *stream)
{
  long i = 1;

  while (i <= LINES && fprintf (stream, "%ld\n", i) > 0)
    i++;
}

/* "" if STREAM has just that and then ends, else what is wrong.  */
static const char *
counted (FILE *stream)
{
  char line[24], wanted[24];
  long i;

  for (i = 1; i <= LINES; i++)
    {
      snprintf (wanted, sizeof wanted, "%ld\n", i);
      if (fgets (line, sizeof line, stream) == NULL)
        return "some, then the end";
      if (strcmp (line, wanted) != 0)
        return "other data";
    }
  return getc (stream) != EOF ? "all, and more" : "";
}

static void
observe_all (const char *wrong, const char *status)
{
  if (*wrong != '\0')
    ipc_observe (wrong);
  else if (strcmp (status, "exit 0") != 0)
    ipc_observef ("all, then %s", status);
  else
    ipc_observe ("all, then the end");
}

IPC_TEST (write)
{
  FILE *stream = popen_command ("\"$HELPER\" act copy >out", "w"), *out;
  const char *status;

  ipc_handle (SIGPIPE, SIG_IGN, 0);
  count (stream);
  status = popen_close (stream);
  out = fopen ("out", "r");
  IPC_SETUP (out != NULL);
  observe_all (counted (out), status);
  fclose (out);
}

IPC_TEST (read)
{
  FILE *stream = popen_command ("\"$HELPER\" act count:40000", "r");
  const char *wrong = counted (stream);

  observe_all (wrong, popen_close (stream));
}

/* Whether STREAM has just the pattern of the helper.  */
static int
has_pattern (FILE *stream)
{
  long i;

  for (i = 0; i < SIZE; i++)
    if (getc (stream) != helper_pattern (i))
      return 0;
  return getc (stream) == EOF;
}

IPC_TEST (binary_safe)
{
  FILE *stream = popen_command ("\"$HELPER\" act copy >bytes", "w"), *bytes;
  int there, back;
  long i = 0;

  ipc_handle (SIGPIPE, SIG_IGN, 0);
  while (i < SIZE && putc (helper_pattern (i), stream) != EOF)
    i++;
  popen_close (stream);
  bytes = fopen ("bytes", "r");
  IPC_SETUP (bytes != NULL);
  there = has_pattern (bytes);
  fclose (bytes);
  stream = popen_command ("\"$HELPER\" act pattern:200000", "r");
  back = has_pattern (stream);
  popen_close (stream);
  ipc_observe (there && back ? "unchanged" : there ? "changed on the way back"
               : back ? "changed on the way there" : "changed both ways");
}

IPC_TEST (backticks)
{
  FILE *stream = popen_command ("\"$HELPER\" act pattern:200000 exit:3", "r");
  const char *status;
  size_t i, size;
  char *data = popen_read_all (stream, &size);

  for (i = 0; i < size; i++)
    if ((unsigned char) data[i] != helper_pattern ((long) i))
      break;
  status = popen_close (stream);
  if (size != SIZE || i != size)
    ipc_observef ("%s of the output", size < SIZE ? "not all" : "not just all");
  else if (strcmp (status, "exit 3") != 0)
    ipc_observef ("output, then %s", status);
  else
    ipc_observe ("output, then status");
}

/* What comes of COMMAND, newlines shown as '/'.  Static storage.  */
static const char *
output_of (const char *command)
{
  static char text[400];
  FILE *stream = popen_command (command, "r");
  size_t i, size;
  char *data = popen_read_all (stream, &size);

  IPC_SETUP (size < sizeof text);
  memcpy (text, data, size);
  text[size] = '\0';
  for (i = 0; i < size; i++)
    if (text[i] == '\n')
      text[i] = '/';
  popen_close (stream);
  return text;
}

IPC_TEST (shell_syntax)
{
  /* Each with what a shell makes of it.  */
  static const struct { const char *command, *output; } rows[] =
    { { "\"$HELPER\" act print:one print:two | \"$HELPER\" act copy",
        "one/two/" },
      { "\"$HELPER\" act print:out error:wrong 2>complaints", "out/" },
      { "\"$HELPER\" act copy <complaints", "wrong/" },
      { "\"$HELPER\" act 'print:a  b' \"print:c  d\"", "a  b/c  d/" },
      { "A=x; \"$HELPER\" act print:\"$A\" 'print:$A' print:$((6 * 7))",
        "x/$A/42/" },
      { "false; echo after", "after/" },
      { "false || echo or; true && echo and", "or/and/" },
      { "echo compl*s", "complaints/" },
      { "cd / && pwd", "//" },
      { "# nothing\necho next", "next/" } };
  size_t i;

  for (i = 0; i < sizeof rows / sizeof *rows; i++)
    {
      const char *output = output_of (rows[i].command);

      if (strcmp (output, rows[i].output) != 0)
        {
          ipc_observef ("%.30s: not %.12s", output, rows[i].output);
          ipc_detail ("%s", rows[i].command);
          return;
        }
    }
  ipc_observe ("as a shell reads it");
}

IPC_TEST (stderr_merge)
{
  static const char both[] =
    "\"$HELPER\" act print:1 flush error:2 print:3 flush error:4 2>&1";
  static const char swapped[] =
    "\"$HELPER\" act print:1 flush error:2 print:3 flush error:4 2>&1 >out";
  char merged[40];
  const char *errors;

  snprintf (merged, sizeof merged, "%s", output_of (both));
  errors = output_of (swapped);
  if (strcmp (merged, "1/2/3/4/") != 0)
    ipc_observef ("%.20s from both", merged);
  else if (strcmp (errors, "2/4/") != 0)
    ipc_observef ("%.20s from standard error", errors);
  else
    ipc_observe ("both, in order");
}
