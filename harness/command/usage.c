/* usage.c - what every subcommand says of its use.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>


#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "runner/run.h"

const char *ipc_as_typed = "ipcompat";

/* Whether a shell takes NAME for one word that is just itself.  */
static int
is_plain (const char *name)
{
  static const char safe[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    "_./-+,:@%";

  return name[strspn (name, safe)] == '\0';
}

/* What would control a terminal stays out.  */
static int
has_control (const char *name)
{
  for (; *name != '\0'; name++)
    if (iscntrl ((unsigned char) *name))
      return 1;
  return 0;
}

void
ipc_note_typed (const char *argv0)
{
  static char quoted[4 * PATH_MAX + 3];
  char *q = quoted;

  if (*argv0 == '\0' || strlen (argv0) > PATH_MAX || has_control (argv0))
    return;
  ipc_as_typed = quoted;
  if (is_plain (argv0))
    {
      strcpy (quoted, argv0);
      return;
    }
  *q++ = '\'';
  for (; *argv0 != '\0'; argv0++)
    if (*argv0 == '\'')
      q += sprintf (q, "'\\''");
    else
      *q++ = *argv0;
  strcpy (q, "'");
}

int
ipc_usage (const char *command)
{
  fprintf (stderr, "Try 'ipcompat%s%s --help'.\n",
           command == NULL ? "" : " ", command == NULL ? "" : command);
  return IPC_TROUBLE;
}

int
ipc_help (const char *text)
{
  fputs (text, stdout);
  if (fflush (stdout) == 0 && !ferror (stdout))
    return IPC_DONE;
  return ipc_error ("standard output cannot be written: %s",
                    strerror (errno));
}
