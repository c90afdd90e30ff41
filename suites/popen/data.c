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

/* "" if STREAM has just that, up to LINES, and then ends, else what is
   wrong.  */
static const char *
counted (FILE *stream, long lines)
{
  char line[24], wanted[24];
  long i;

  for (i = 1; i <= lines; i++)
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
  observe_all (counted (out, LINES), status);
  fclose (out);
}

/* What is wrong with what a command leaves that has gone before it is read;
   all of it fits in any pipe.  */
static const char *
left_behind (void)
{
  struct ipc_link_pair pair;
  struct ipc_link lead;
  const char *wrong;
  FILE *stream;

  ipc_lead_open (&pair, "SAY", "HOLD");
  stream = popen_command ("exec \"$HELPER\" act pid:$SAY count:100", "r");
  lead = ipc_link_parent (&pair);
  popen_await_end (ipc_lead_number (&lead));
  ipc_hear_end (&lead);
  ipc_link_close (&lead);
  wrong = counted (stream, 100);
  popen_close (stream);
  return wrong;
}

IPC_TEST (read)
{
  FILE *stream = popen_command ("\"$HELPER\" act count:40000", "r");
  const char *wrong = counted (stream, LINES), *left = "";
  const char *status = popen_close (stream);

  if (*wrong == '\0' && strcmp (status, "exit 0") == 0)
    left = left_behind ();
  if (*left != '\0')
    ipc_observef ("of one that has gone, %s", left);
  else
    observe_all (wrong, status);
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

/* The same of a command to write to, to which nothing is written.  */
static const char *
written_by (const char *command)
{
  char text[1200];
  int n = snprintf (text, sizeof text, "{ %s\n} >written", command);

  IPC_SETUP (n > 0 && (size_t) n < sizeof text);
  popen_close (popen_command (text, "w"));
  return ipc_file_text ("written");
}

/* Whether both make OUTPUT of COMMAND; says so if not.  */
static int
is_read_so (const char *command, const char *output)
{
  const char *of = output_of (command);

  if (strcmp (of, output) == 0)
    of = written_by (command);
  if (strcmp (of, output) == 0)
    return 1;
  ipc_observef ("%.30s: not %.12s", of, output);
  ipc_detail ("%.200s", command);
  return 0;
}

/* Longer than a line of a terminal, or one's own buffer.  */
static const char *
long_command (void)
{
  static char text[1024];

  snprintf (text, sizeof text, ": %0900d; echo last", 0);
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
      { "\"$HELPER\" act copy <<E\nhere\nE", "here/" },
      { "\"$HELPER\" act 'print:a  b' \"print:c  d\"", "a  b/c  d/" },
      { "echo a\\ \\ b \\$A \"\\\"\"", "a  b $A \"/" },
      { "A=x; \"$HELPER\" act print:\"$A\" 'print:$A' print:$((6 * 7))",
        "x/$A/42/" },
      { "unset A; echo \"$A.\" $(echo inner)", ". inner/" },
      { "false; echo after", "after/" },
      { "false || echo or; true && echo and", "or/and/" },
      { "echo compl*s", "complaints/" },
      { "cd / && pwd", "//" },
      { "# nothing\necho next", "next/" } };
  size_t i;

  for (i = 0; i < sizeof rows / sizeof *rows; i++)
    if (!is_read_so (rows[i].command, rows[i].output))
      return;
  if (is_read_so (long_command (), "last/"))
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
