/* matrix-csv.c - many products as a table for spreadsheets and R.
   SPDX-License-Identifier: BSD-2-Clause

   As RFC 4180 has it: lines end in CR LF, and what has a comma or a quote is
   quoted.  A spreadsheet takes a cell that begins like a formula for one, so
   that such a cell gets an apostrophe before it, which the spreadsheet takes
   for "this is text".  */

#include <config.h>

#include <string.h>

#include "matrix.h"

static void
put (FILE *f, const char *text)
{
  const char *p;

  putc ('"', f);
  if (*text != '\0' && strchr ("=+-@|%'\t\r", *text) != NULL)
    putc ('\'', f);
  for (p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        putc ('"', f);
      putc (*p, f);
    }
  putc ('"', f);
}

/* A line of one word for each column.  */
static void
put_line (const struct ipc_matrix *x, FILE *f, const char *head,
          const char *(*word) (const struct ipc_matrix_column *))
{
  size_t i;

  put (f, head);
  fputs (",,,", f);
  for (i = 0; i < x->columns; i++)
    {
      putc (',', f);
      put (f, word (&x->column[i]));
    }
  fputs ("\r\n", f);
}

static const char *
evidence (const struct ipc_matrix_column *c)
{
  return ipc_evidence_name (c->evidence);
}

static const char *
name (const struct ipc_matrix_column *c)
{
  return c->name;
}

static void
put_row (const struct ipc_matrix *x, FILE *f, const struct ipc_matrix_row *r)
{
  char text[1000];
  size_t i;

  put (f, r->b->id);
  putc (',', f);
  put (f, ipc_level_name (r->b->level));
  putc (',', f);
  put (f, ipc_agreement_name (r->agreement));
  putc (',', f);
  put (f, r->b->claim);
  for (i = 0; i < x->columns; i++)
    {
      const struct ipc_cell *c = &r->cell[i];
      const char *verdict = "";

      putc (',', f);
      /* Of a manual that is silent there is nothing to say.  */
      if (x->column[i].m == NULL && c->manual == NULL)
        continue;
      if (c->row != NULL && (c->row->verdict == IPC_DEVIATES))
        verdict = "deviates: ";
      ipc_cell_text (c, text + strlen (verdict),
                     sizeof text - strlen (verdict));
      memcpy (text, verdict, strlen (verdict));
      put (f, text);
    }
  fputs ("\r\n", f);
}

int
ipc_write_matrix_csv (const struct ipc_matrix *x, FILE *f)
{
  size_t i;

  fputs ("\"id\",\"level\",\"agreement\",\"claim\"", f);
  for (i = 0; i < x->columns; i++)
    {
      putc (',', f);
      put (f, x->column[i].key);
    }
  fputs ("\r\n", f);
  put_line (x, f, "(evidence)", evidence);
  put_line (x, f, "(name)", name);
  for (i = 0; i < x->rows; i++)
    put_row (x, f, &x->row[i]);
  return ferror (f) ? -1 : 0;
}
