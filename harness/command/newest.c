/* newest.c - the results file that Kyua wrote last.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "command.h"

char *
ipc_newest_store (void)
{
  static const char names[] = "/.kyua/store/results.*.db";
  const char *home = getenv ("HOME");
  char pattern[4096], *newest = NULL;
  struct stat status, best;
  glob_t found;
  size_t i;

  if (home == NULL
      || (size_t) snprintf (pattern, sizeof pattern, "%s%s", home, names)
         >= sizeof pattern || glob (pattern, 0, NULL, &found) != 0)
    return NULL;
  /* By name where the second is the same: names end in the time.  */
  for (i = 0; i < found.gl_pathc; i++)
    if (stat (found.gl_pathv[i], &status) == 0
        && (newest == NULL || status.st_mtime >= best.st_mtime))
      {
        newest = found.gl_pathv[i];
        best = status;
      }
  if (newest != NULL)
    newest = strdup (newest);
  globfree (&found);
  return newest;
}
