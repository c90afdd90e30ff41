/* load.c - stores or a report.json, whichever is given.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "bugs.h"
#include "command.h"
#include "read/read.h"

enum kind { TROUBLE, STORE, REPORT };

/* What FILE is, by its first bytes.  */
static enum kind
kind_of (const char *file)
{
  static const char magic[] = "SQLite format 3";
  char head[64];
  FILE *f = fopen (file, "r");
  size_t n, blank = 0;
  int error;

  if (f == NULL)
    {
      ipc_error ("%s: %s", file, strerror (errno));
      return TROUBLE;
    }
  errno = 0;
  n = fread (head, 1, sizeof head, f);
  error = ferror (f) ? errno : 0;
  fclose (f);
  while (blank < n && strchr (" \t\r\n", head[blank]) != NULL)
    blank++;
  if (n >= sizeof magic && memcmp (head, magic, sizeof magic) == 0)
    return STORE;
  if (blank < n && head[blank] == '{')
    return REPORT;
  if (error != 0)
    ipc_error ("%s: %s", file, strerror (error));
  else if (n == 0)
    ipc_error ("%s: empty", file);
  else
    ipc_error ("%s: neither a results file of Kyua nor a report.json", file);
  return TROUBLE;
}

/* What FILEs are, without what is known elsewhere.  */
static struct ipc_model *
load (char *const *file, int count)
{
  int i, stores = 0;

  for (i = 0; i < count; i++)
    switch (kind_of (file[i]))
      {
      case TROUBLE:
        return NULL;
      case STORE:
        stores++;
        break;
      case REPORT:
        if (count == 1)
          return ipc_read_json (file[i]);
        ipc_error ("%s: a report.json cannot be joined with other files",
                   file[i]);
        return NULL;
      }
  return ipc_join_stores (file, stores);
}

struct ipc_model *
ipc_load (char *const *file, int count)
{
  struct ipc_model *m = load (file, count);

  if (m != NULL)
    ipc_note_bugs (m, ipc_all_bugs ());
  return m;
}
