/* faults-table.c - the faults as data, and ipcompat list --faults.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "model/faults-table.h"

#include <string.h>

#define CALL(function)
#define FAULT(name, breaks, ...) { #name, IPC_FAULT_FILE, breaks, __VA_ARGS__ },
#define KILLS(...) .kills = { __VA_ARGS__, NULL }
#define KILLS_FALLBACK(...) .kills_fallback = { __VA_ARGS__, NULL }
#define KILLS_NOTHING .kills = { NULL }

static const struct
{
  const char *name, *file, *breaks;
  const char *const kills[IPC_MOST_KILLS + 1];
  const char *const kills_fallback[IPC_MOST_KILLS + 1];
} faults[] =
{
#include "faults/all.def"
  { NULL, NULL, NULL, .kills = { NULL } }
};

static void
print_rows (FILE *f, const char *between, const char *const *rows)
{
  int i;

  for (i = 0; rows[i] != NULL; i++)
    fprintf (f, "%s%s", i == 0 ? "" : between, rows[i]);
}

static void
print_for_people (FILE *f, int i)
{
  fprintf (f, "%s (%s)\n    %s\n    kills ", faults[i].name, faults[i].file,
           faults[i].breaks);
  print_rows (f, ", ", faults[i].kills);
  if (faults[i].kills_fallback[0] != NULL)
    fputs ("\n    and with the fallback ", f);
  print_rows (f, ", ", faults[i].kills_fallback);
  fputc ('\n', f);
}

void
ipc_print_faults (FILE *f, int tsv)
{
  int i;

  for (i = 0; faults[i].name != NULL; i++)
    if (!tsv)
      print_for_people (f, i);
    else
      {
        fprintf (f, "%s\t%s\t%s\t", faults[i].name, faults[i].file,
                 faults[i].breaks);
        print_rows (f, ",", faults[i].kills);
        fputc ('\t', f);
        print_rows (f, ",", faults[i].kills_fallback);
        fputc ('\n', f);
      }
}

static int
is_fault (const char *name, size_t size)
{
  int i;

  for (i = 0; faults[i].name != NULL; i++)
    if (strlen (faults[i].name) == size
        && strncmp (faults[i].name, name, size) == 0)
      return 1;
  return 0;
}

const char *
ipc_unknown_fault (const char *names, size_t *size)
{
  for (; *names != '\0'; names += *size + (names[*size] == ','))
    {
      *size = strcspn (names, ",");
      if (!is_fault (names, *size))
        return names;
    }
  return NULL;
}
