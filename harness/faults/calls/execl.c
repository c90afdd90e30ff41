/* execl.c - execl(), which has the faults of execv().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "execv.h"
#include "faults.h"

CALL (execl)
FAULT (shell_traps_any, "the shell traps a signal that is none",
  KILLS ("handlers.names_optional"))
FAULT (shell_knows_more, "the shell knows SIGEMT, which is not there",
  KILLS ("handlers.names_optional"))
FAULT (shell_confuses, "the shell takes SIGPOLL for SIGURG",
  KILLS ("handlers.names_optional"))

enum { MOST_ARGUMENTS = 64 };

/* Exchange the name of a signal in COMMAND.  */
static char *
confuse (char *command)
{
  char *poll = strstr (command, " POLL"), *copy;

  if (poll == NULL || (copy = strdup (command)) == NULL)
    return command;
  memcpy (copy + (poll - command), " URG ", 5);
  return copy;
}

int
execl (const char *path, const char *argument, ...)
{
  char *argv[MOST_ARGUMENTS];
  va_list more;
  int i;

  argv[0] = (char *) argument;
  va_start (more, argument);
  for (i = 1; i < MOST_ARGUMENTS && argv[i - 1] != NULL; i++)
    argv[i] = va_arg (more, char *);
  va_end (more);
  if (i == 4 && strstr (argv[2], "trap : NOSUCH") != NULL
      && ipc_fault (shell_traps_any))
    argv[2] = (char *) "echo yes";
  if (i == 4 && strstr (argv[2], "trap : EMT") != NULL
      && ipc_fault (shell_knows_more))
    argv[2] = (char *) "echo yes";
  if (i == 4 && ipc_fault (shell_confuses))
    argv[2] = confuse (argv[2]);
  if (argv[i - 1] == NULL)
    return ipc_fault_execv (path, argv);
  errno = E2BIG;
  return -1;
}
