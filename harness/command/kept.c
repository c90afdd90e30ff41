/* kept.c - which files come with ipcompat of what is known.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "kept.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "model/words.h"

enum { MOST_FILES = 1000 };

const char *ipc_known_reports;

static int
by_name (const void *a, const void *b)
{
  const char *const *x = a, *const *y = b;

  return strcmp (*x, *y);
}

const char **
ipc_list_files (struct ipc_arena *a, const char *directory,
                const char *ending, size_t *count)
{
  const char **names = ipc_take (a, MOST_FILES * sizeof *names);
  DIR *d = opendir (directory);
  struct dirent *e;
  size_t n, m = strlen (ending);

  *count = 0;
  while (d != NULL && *count < MOST_FILES && (e = readdir (d)) != NULL)
    {
      n = strlen (e->d_name);
      if (n > m && strcmp (e->d_name + n - m, ending) == 0)
        names[(*count)++] = ipc_join (a, ipc_join (a, directory, "/"),
                                      e->d_name);
    }
  if (d != NULL)
    closedir (d);
  qsort (names, *count, sizeof *names, by_name);
  return names;
}

const char **
ipc_list_known (struct ipc_arena *a, const char *directory, size_t *count)
{
  return ipc_list_files (a, directory, ".json", count);
}
