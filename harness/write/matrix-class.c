/* matrix-class.c - the looks of a cell, in a word.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <string.h>

#include "html-parts.h"
#include "matrix-sections.h"

enum { MOST_OUTCOMES = 5 };

/* The place of VALUE among the outcomes of B, as far as places have a look
   of their own; -1 if it is none.  */
static int
place (const struct ipc_behaviour *b, const char *value)
{
  int i;

  for (i = 0; b->outcomes[i] != NULL; i++)
    if (strcmp (b->outcomes[i], value) == 0)
      return i < MOST_OUTCOMES ? i : MOST_OUTCOMES - 1;
  return -1;
}

/* "v1" for the second outcome of what varies, "z" for a hazard that shows;
   NULL where the verdict alone tells the looks.  */
static const char *
by_value (const struct ipc_behaviour *b, const char *value)
{
  static const char *const classes[MOST_OUTCOMES] =
    { "v0", "v1", "v2", "v3", "v4" };
  int i = place (b, value);

  if (i == -1 || b->level == IPC_REQUIRED)
    return NULL;
  if (b->level == IPC_HAZARD)
    return i == 0 ? "z" : "h";
  return classes[i];
}

char *
ipc_matrix_class (const struct ipc_matrix_row *row, const struct ipc_cell *c,
                  enum ipc_evidence evidence, char buf[IPC_CELL_CLASS])
{
  static const char *const kinds[IPC_EVIDENCES] = { "", " e", " s", " m" };
  const char *looks = NULL, *value = NULL;

  if (c->manual != NULL)
    value = c->manual->value;
  else if (c->row != NULL && c->row->verdict == IPC_HOLDS
           && ipc_cell_observed (c, IPC_EXTENDED_BUILD))
    value = c->row->result[IPC_EXTENDED_BUILD].observed;
  if (value != NULL)
    looks = by_value (row->b, value);
  if (looks == NULL)
    looks = c->row != NULL ? ipc_html_class (c->row->verdict)
            : c->manual == NULL ? "o"
            : place (row->b, value) == -1 ? "q" : "h";
  strcpy (buf, looks);
  return strcat (buf, c->row == NULL && c->manual == NULL ? ""
                      : kinds[evidence]);
}
