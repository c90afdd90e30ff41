/* matrix-columns.c - the products of a matrix, and the manuals.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "matrix-columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
by_evidence (const void *a, const void *b)
{
  const struct ipc_matrix_column *x = a, *y = b;
  int order = (int) x->evidence - (int) y->evidence;

  if (order == 0)
    order = strcmp (x->key, y->key);
  if (order == 0 && x->m != NULL && y->m != NULL)
    order = strcmp (x->m->run.started, y->m->run.started);
  return order;
}

/* "manual-hp-ux" for HP-UX.  */
static const char *
manual_key (struct ipc_arena *a, const char *os)
{
  char *key = ipc_take (a, strlen (os) + sizeof "manual-");
  char *p = key + sprintf (key, "manual-");

  for (; *os != '\0'; os++)
    *p++ = *os >= 'A' && *os <= 'Z' ? (char) (*os - 'A' + 'a')
           : *os == ' ' ? '-' : *os;
  return key;
}

/* A column for each system of which there is a manual.  */
static void
find_manuals (struct ipc_matrix *x)
{
  const struct ipc_manual *m;
  struct ipc_matrix_column *c, *end;

  for (m = ipc_manuals; m->os != NULL; m++)
    {
      end = x->column + x->columns;
      for (c = x->column; c < end; c++)
        if (c->os != NULL && strcmp (c->os, m->os) == 0)
          break;
      if (c < end)
        continue;
      c->evidence = IPC_DOCUMENTED;
      c->os = m->os;
      c->key = manual_key (&x->memory, m->os);
      c->name = ipc_join (&x->memory, m->os, " manual");
      x->columns++;
    }
}

/* Of one product there may be several reports, and a key does not tell all
   kinds of evidence: but for the first, keys get a number.  */
static void
tell_apart (struct ipc_matrix *x)
{
  size_t i, j, n;
  char number[32];

  for (i = x->columns; i-- > 0;)
    {
      for (j = 0, n = 1; j < i; j++)
        n += strcmp (x->column[j].key, x->column[i].key) == 0;
      snprintf (number, sizeof number, "~%u", (unsigned) n);
      if (n > 1)
        x->column[i].key = ipc_join (&x->memory, x->column[i].key, number);
    }
}

static void
give_codes (struct ipc_matrix *x)
{
  size_t i;

  for (i = 0; i < x->columns; i++)
    {
      struct ipc_matrix_column *c = &x->column[i];
      char code[32];

      snprintf (code, sizeof code, "%c%u", ipc_evidence_letter (c->evidence),
                (unsigned) ++x->kinds[c->evidence]);
      c->code = ipc_copy (&x->memory, code);
    }
}

void
ipc_matrix_find_columns (struct ipc_matrix *x, struct ipc_model *const *m,
                         size_t count)
{
  size_t i, manuals = 0;

  while (ipc_manuals[manuals].os != NULL)
    manuals++;
  x->column = ipc_take (&x->memory, (count + manuals + 1)
                                    * sizeof *x->column);
  for (i = 0; i < count; i++)
    {
      struct ipc_matrix_column *c = &x->column[x->columns++];

      c->m = m[i];
      c->evidence = ipc_product_evidence (&m[i]->product);
      c->key = m[i]->product.key;
      c->name = ipc_product_name (&x->memory, &m[i]->product);
      c->rows = m[i]->rows;
    }
  find_manuals (x);
  qsort (x->column, x->columns, sizeof *x->column, by_evidence);
  tell_apart (x);
  give_codes (x);
}

static int
same_cells (const struct ipc_matrix *x, size_t a, size_t b)
{
  size_t i;

  for (i = 0; i < x->rows; i++)
    if (!ipc_cells_alike (&x->row[i].cell[a], &x->row[i].cell[b]))
      return 0;
  return 1;
}

void
ipc_matrix_merge_columns (struct ipc_matrix *x)
{
  size_t i, j;

  for (i = 0; i < x->columns; i++)
    {
      struct ipc_matrix_column *c = &x->column[i];

      for (j = 0; j < i; j++)
        if (x->column[j].alike > 0 && c->m != NULL
            && x->column[j].evidence == c->evidence && same_cells (x, j, i))
          break;
      c->shown_by = j;
      x->column[j].alike++;
    }
}
