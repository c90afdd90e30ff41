/* search.c - where a command is.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "search.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

int
ipc_search (const char *path, const char *command, char *file, size_t size)
{
  while (*path != '\0')
    {
      size_t n = strcspn (path, ":");

      snprintf (file, size, "%.*s/%s", (int) n, path, command);
      if (access (file, X_OK) == 0)
        return 1;
      path += n + (path[n] == ':');
    }
  return 0;
}
