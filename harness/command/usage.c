/* usage.c - what every subcommand says of its use.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "command.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

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
  return ipc_error ("standard output: %s", strerror (errno));
}
