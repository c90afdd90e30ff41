/* faults-table.c - the faults as data, and ipcompat list --faults.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "faults-table.h"

#include <string.h>

#define TEXT(a) TEXT_ (a)
#define TEXT_(a) #a

#define KILLS(...) { __VA_ARGS__, NULL }
#define FAULT(name, breaks, rows) \
  { #name, TEXT (IPC_THIS_SUITE), breaks, rows },

static const struct
{
  const char *name, *suite, *breaks;
  const char *const kills[IPC_MAX_KILLS + 1];
} faults[] =
{
#include "faults/all.def"
  { NULL, NULL, NULL, { NULL } }
};

void
ipc_print_faults (FILE *f, int tsv)
{
  const char *const *k;
  int i;

  for (i = 0; faults[i].name != NULL; i++)
    {
      fprintf (f, tsv ? "%s\t%s\t%s\t" : "%s (%s)\n    %s\n    kills ",
               faults[i].name, faults[i].suite, faults[i].breaks);
      for (k = faults[i].kills; *k != NULL; k++)
        fprintf (f, "%s%s", k == faults[i].kills ? "" : tsv ? "," : ", ",
                 *k);
      fputc ('\n', f);
    }
}

const char *
ipc_fault_suite (const char *name)
{
  int i;

  for (i = 0; faults[i].name != NULL; i++)
    if (strcmp (faults[i].name, name) == 0)
      return faults[i].suite;
  return NULL;
}
