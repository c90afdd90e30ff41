/* text-matrix.c - the text report: the calls of a matrix that have findings.
   SPDX-License-Identifier: BSD-2-Clause

   Two dozen rows that differ in little but a word are read as a table.  */

#include <config.h>

#include "text.h"

#include <string.h>

#include "matrix.h"

enum { CELL = 18 };

/* "! eintr *": the verdict's mark, the value, and a mark where the system's
   own manual says otherwise.  */
static void
cell_text (const struct ipc_row *r, char *text, size_t size)
{
  char value[400];

  if (r == NULL)
    snprintf (text, size, "%*s", CELL, "");
  else
    snprintf (text, size, "%c %.*s%s",
              r->verdict == IPC_HOLDS ? ' ' : ipc_verdict_ascii (r->verdict),
              CELL - 6,
              r->verdict == IPC_HOLDS || r->verdict == IPC_DEVIATES
              ? ipc_row_value (r, value, sizeof value)
              : ipc_verdict_name (r->verdict),
              r->manual_agrees == 0 ? " *" : "");
}

static void
put_call (const struct ipc_text *t, const struct ipc_matrix_call *call)
{
  char cell[IPC_MODES][500];
  int mode;

  for (mode = 0; mode < IPC_MODES; mode++)
    cell_text (call->cell[mode], cell[mode], sizeof cell[mode]);
  ipc_text_line (t, "   %-24s %-*s %-*s %s", call->name, CELL, cell[0], CELL,
                 cell[1], cell[2]);
}

int
ipc_text_in_matrix (const struct ipc_text *t, size_t i)
{
  size_t first = i;

  while (first > 0 && strcmp (t->m->row[first - 1].b->suite,
                              t->m->row[i].b->suite) == 0)
    first--;
  return ipc_is_matrix (&t->m->row[first], ipc_suite_rows (t->m, first));
}

void
ipc_text_matrix (const struct ipc_text *t, enum ipc_verdict v)
{
  size_t first, count, i;

  for (first = 0; first < t->m->rows; first += count)
    {
      const struct ipc_row *row = &t->m->row[first];
      struct ipc_matrix_call call;
      int begun = 0;

      count = ipc_suite_rows (t->m, first);
      if (!ipc_is_matrix (row, count))
        continue;
      for (i = 0; i < count; i++)
        if (ipc_matrix_collect (row, count, i, &call)
            && ipc_matrix_has (&call, v))
          {
            if (!begun++)
              ipc_text_line (t, " %s.CALL_MODE (%c %s; * its own manual says"
                             " otherwise)\n   %-26s %-*s %-*s %s",
                             row->b->suite, ipc_verdict_ascii (v),
                             ipc_verdict_name (v), "call", CELL,
                             ipc_mode_title (0), CELL, ipc_mode_title (1),
                             ipc_mode_title (2));
            put_call (t, &call);
          }
    }
}
