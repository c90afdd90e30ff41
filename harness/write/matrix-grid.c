/* matrix-grid.c - the rows on which products differ, as a table.
   SPDX-License-Identifier: BSD-2-Clause

   A row that all agree on needs no cells: it is in its suite's list.  A cell
   is not a link, which would make the page twice as long: its row's head is,
   and the script makes the rest of it one.  */

#include <config.h>

#include <string.h>

#include "html-parts.h"
#include "matrix-sections.h"

/* Whether COLUMN has a place of its own: one that another one shows has none,
   nor has a manual that is silent on all rows of the table.  */
static int
is_shown (const struct ipc_matrix *x, size_t column)
{
  size_t i;

  if (x->column[column].alike == 0)
    return 0;
  if (x->column[column].m != NULL)
    return 1;
  for (i = 0; i < x->rows; i++)
    if (ipc_agreement_differs (x->row[i].agreement)
        && x->row[i].cell[column].manual != NULL)
      return 1;
  return 0;
}

static void
put_column (struct ipc_matrix_page *p, size_t column)
{
  const struct ipc_matrix *x = p->x;
  const struct ipc_matrix_column *c = &x->column[column];
  char codes[300];
  size_t i;

  for (i = 0; i < x->columns; i++)
    p->groups.in[i] = x->column[i].shown_by == column;
  ipc_html (p->f, "<th scope=\"col\" id=\"c-%s\" data-e=\"%s\"><a "
            "href=\"#p-%s\">%s</a> <i>%s</i> %s", c->key,
            ipc_evidence_name (c->evidence), c->key,
            ipc_matrix_codes (x, p->groups.in, codes, sizeof codes),
            ipc_evidence_name (c->evidence), c->name);
  if (c->alike > 1)
    ipc_html (p->f, " <small>and %d with the same cells</small>",
              (int) c->alike - 1);
  for (i = 0; i < x->columns; i++)
    if (i != column && x->column[i].shown_by == column)
      ipc_html (p->f, "<span id=\"c-%s\"></span>", x->column[i].key);
  putc ('\n', p->f);
}

/* What a cell says that has neither verdict nor manual: of a manual that is
   silent, nothing.  */
static const char *
nothing (enum ipc_evidence e)
{
  return e == IPC_DOCUMENTED ? "" : ipc_not_in_report;
}

static void
put_row (struct ipc_matrix_page *p, const char *shown,
         const struct ipc_matrix_row *row)
{
  const struct ipc_matrix *x = p->x;
  char text[1000], class[IPC_CELL_CLASS];
  size_t i;

  ipc_html (p->f, "<tr><th scope=\"row\"><a href=\"#%s\">%s</a> <span>%s"
            "</span>", row->b->id, row->b->id,
            ipc_matrix_summary (x, row, &p->groups, text, sizeof text));
  for (i = 0; i < x->columns; i++)
    {
      const struct ipc_cell *c = &row->cell[i];
      enum ipc_evidence evidence = x->column[i].evidence;

      if (!shown[i])
        continue;
      ipc_html (p->f, strchr (ipc_matrix_class (row, c, evidence, class), ' ')
                == NULL ? "<td class=%s>" : "<td class=\"%s\">", class);
      ipc_html (p->f, "%s", c->row == NULL && c->manual == NULL
                ? nothing (evidence) : ipc_cell_text (c, text, sizeof text));
    }
  putc ('\n', p->f);
}

static void
put_body (struct ipc_matrix_page *p, const char *shown, int columns,
          enum ipc_agreement a)
{
  const struct ipc_matrix *x = p->x;
  size_t i;

  if (x->count[a] == 0)
    return;
  ipc_html (p->f, "<tbody id=\"%s\">\n<tr class=\"g\"><th scope=\"rowgroup\""
            " colspan=\"%d\"><b>%s: %d rows</b>\n", ipc_agreement_name (a),
            columns + 1, ipc_agreement_meaning (a), (int) x->count[a]);
  for (i = 0; i < x->rows; i++)
    if (x->row[i].agreement == a)
      put_row (p, shown, &x->row[i]);
}

void
ipc_matrix_grid (struct ipc_matrix_page *p)
{
  const struct ipc_matrix *x = p->x;
  struct ipc_arena memory = { NULL };
  char *shown = ipc_take (&memory, x->columns + 1);
  int columns = 0, a;
  size_t i;

  for (i = 0; i < x->columns; i++)
    columns += shown[i] = (char) is_shown (x, i);
  fputs ("<section id=\"differences\">\n<h2>Where products differ</h2>\n",
         p->f);
  if (x->rows == x->count[IPC_ALIKE] + x->count[IPC_SEEN_ONCE]
                 + x->count[IPC_UNSEEN])
    fputs ("<p>Nowhere.\n", p->f);
  else
    {
      fputs ("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label="
             "\"Where products differ\">\n<table class=\"grid\">\n<thead>\n"
             "<tr><th scope=\"col\">Behaviour\n", p->f);
      for (i = 0; i < x->columns; i++)
        if (shown[i])
          put_column (p, i);
      for (a = 0; ipc_agreement_differs ((enum ipc_agreement) a); a++)
        put_body (p, shown, columns, (enum ipc_agreement) a);
      fputs ("</table>\n</div>\n", p->f);
    }
  fputs ("</section>\n", p->f);
  ipc_free_arena (&memory);
}
