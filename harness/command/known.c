/* known.c - what the known platforms do, by the reports that are kept of them.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "known.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bugs.h"
#include "command.h"
#include "kept.h"
#include "model/evidence.h"
#include "model/words.h"
#include "read/read.h"

char *ipc_own_report;

/* A line for M, if it has a row of ID.  Returns whether it has.  */
static int
print_line (const struct ipc_model *m, const char *id, int first)
{
  const struct ipc_row *r = ipc_model_row (m, id);
  const struct ipc_result *fb;
  const struct ipc_row_bug *bug;
  char value[1000];

  if (r == NULL)
    return 0;
  if (first)
    printf ("\nKnown platforms\n");
  printf ("  %s%s: %s", m->product.key,
          ipc_evidence_mark (&m->product, value, sizeof value),
          ipc_verdict_name (r->verdict));
  ipc_row_value (r, value, sizeof value);
  if (strcmp (value, ipc_verdict_name (r->verdict)) != 0)
    printf (", %s", value);
  fb = &r->result[IPC_FALLBACK_BUILD];
  if (fb->present)
    printf ("; fallback %s", ipc_verdict_name (fb->verdict));
  if (fb->present && fb->observed != NULL && fb->verdict != IPC_PROVEN)
    printf (", %s", fb->observed);
  bug = ipc_bug_shown (r);
  if (bug != NULL)
    printf ("; %s", ipc_bug_text (bug, value, sizeof value));
  putchar ('\n');
  return 1;
}

struct ipc_model **
ipc_read_known (const char *directory, size_t *count)
{
  struct ipc_arena memory = { NULL };
  size_t n, i;
  const char **names = ipc_list_known (&memory, directory, &n);
  struct ipc_model **known = ipc_alloc ((n + 1) * sizeof *known);

  *count = 0;
  for (i = 0; i < n; i++)
    if ((known[*count] = ipc_read_json (names[i])) != NULL)
      ++*count;
  ipc_free_arena (&memory);
  return known;
}

void
ipc_free_known (struct ipc_model **known, size_t count)
{
  size_t i;

  for (i = 0; i < count; i++)
    ipc_model_free (known[i]);
  free (known);
}

void
ipc_print_known (const char *directory, const char *id)
{
  struct ipc_arena memory = { NULL };
  size_t n, i;
  const char **names = ipc_list_known (&memory, directory, &n);
  int printed = 0;

  for (i = 0; i < n; i++)
    {
      struct ipc_model *m = ipc_read_json (names[i]);

      if (m != NULL)
        {
          ipc_note_bugs (m, ipc_all_bugs ());
          printed += print_line (m, id, printed == 0);
        }
      ipc_model_free (m);
    }
  ipc_free_arena (&memory);
}
