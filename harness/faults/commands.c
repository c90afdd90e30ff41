/* commands.c - what a shell is given in place of a command.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "commands.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void
ipc_fault_around (char **command, const char *before, const char *after)
{
  size_t size = strlen (before) + strlen (*command) + strlen (after) + 1;
  char *result = malloc (size);

  if (result == NULL)
    abort ();
  snprintf (result, size, "%s%s%s", before, *command, after);
  free (*command);
  *command = result;
}

void
ipc_fault_replace (char **command, const char *old, const char *new)
{
  char *at = strstr (*command, old), *rest;

  if (at == NULL)
    return;
  rest = strdup (at + strlen (old));
  if (rest == NULL)
    abort ();
  *at = '\0';
  ipc_fault_around (command, "", new);
  ipc_fault_around (command, "", rest);
  free (rest);
}

int
ipc_fault_ends_in (const char *command, char what)
{
  size_t n = strlen (command);

  return n > 0 && command[n - 1] == what;
}

int
ipc_fault_is_missing (const char *command)
{
  char word[100];

  return sscanf (command, "%99s", word) == 1 && strncmp (word, "./", 2) == 0
         && access (word, X_OK) == -1;
}
