/* matrix-markdown.c - where products differ, for an issue or a summary.
   SPDX-License-Identifier: BSD-2-Clause

   A line per row, by value: thirty columns would not be readable there.  A
   host that cuts what is too long cuts anywhere, so that rows are left out
   before, and counted.  */

#include <config.h>

#include <string.h>

#include "matrix.h"
#include "model/matrix-groups.h"

enum { BUDGET = 60000, RESERVE = 1000, LINE = 8000, TEXT = 1000 };

struct line
{
  char text[LINE];
  size_t used;
  int over;                     /* it did not fit */
};

/* Append TEXT, which is ours.  */
static void
add (struct line *l, const char *text)
{
  size_t n = strlen (text);

  if (l->used + n + 1 > LINE)
    l->over = 1;
  else
    {
      memcpy (l->text + l->used, text, n + 1);
      l->used += n;
    }
}

/* Append TEXT as plain words: every character that Markdown or HTML could act
   upon is an entity, also inside <code>, where a pipe would still split a
   table's cell.  */
static void
add_plain (struct line *l, const char *text)
{
  char one[16];

  for (; *text != '\0'; text++)
    {
      snprintf (one, sizeof one,
                strchr ("&<>\"'|\\`*_[]()@#~:!{}$", *text) != NULL ? "&#%d;"
                : "%c", *text);
      add (l, one);
    }
}

/* What one kind of value says, and who.  */
static void
add_group (struct line *l, const struct ipc_matrix *x,
           const struct ipc_matrix_row *row, struct ipc_groups *g,
           size_t group)
{
  const struct ipc_cell *c = &row->cell[g->first[group]];
  char text[TEXT];

  if (c->row == NULL && c->manual == NULL)
    return;
  add (l, group == 0 ? "" : "<br>");
  if (c->row != NULL && c->row->verdict == IPC_DEVIATES)
    add (l, "**deviates** ");
  if (c->manual != NULL)
    add (l, "documented ");
  add (l, "<code>");
  add_plain (l, ipc_cell_text (c, text, sizeof text));
  add (l, "</code> ");
  add_plain (l, ipc_groups_codes (g, x, group, text, sizeof text));
}

static void
make_row (struct line *l, const struct ipc_matrix *x,
          const struct ipc_matrix_row *row, struct ipc_groups *g)
{
  size_t i;

  l->used = 0;
  l->over = 0;
  ipc_groups_find (g, x, row, ipc_cells_alike);
  add (l, "| <code>");
  add_plain (l, row->b->id);
  add (l, "</code> | ");
  for (i = 0; i < g->count; i++)
    add_group (l, x, row, g, i);
  add (l, " |\n");
}

static long
put_products (const struct ipc_matrix *x, FILE *f)
{
  static struct line l;
  size_t i;
  long used = 0;

  for (i = 0; i < x->columns && used < BUDGET / 2; i++)
    {
      const struct ipc_matrix_column *c = &x->column[i];

      l.used = 0;
      l.over = 0;
      add (&l, i == 0 ? "\n- " : "- ");
      add (&l, c->code);
      add (&l, ", ");
      add (&l, ipc_evidence_name (c->evidence));
      add (&l, ": ");
      add_plain (&l, c->name);
      add (&l, ", ");
      add_plain (&l, c->key);
      add (&l, "\n");
      used += (long) l.used;
      fputs (l.text, f);
    }
  if (i < x->columns)
    fprintf (f, "- and %d more\n", (int) (x->columns - i));
  return used;
}

/* The rows of A, as far as they fit.  Returns how many did not.  */
static int
put_rows (const struct ipc_matrix *x, FILE *f, struct ipc_groups *g,
          enum ipc_agreement a, long *used)
{
  static struct line l;
  int left_out = 0;
  size_t i;

  if (x->count[a] == 0)
    return 0;
  *used += fprintf (f, "\n#### %s (%d)\n\n| behaviour | who shows what |\n"
                    "|---|---|\n", ipc_agreement_meaning (a),
                    (int) x->count[a]);
  for (i = 0; i < x->rows; i++)
    if (x->row[i].agreement == a)
      {
        make_row (&l, x, &x->row[i], g);
        if (left_out > 0 || l.over
            || *used + (long) l.used > BUDGET - RESERVE)
          left_out++;
        else
          {
            fputs (l.text, f);
            *used += (long) l.used;
          }
      }
  if (left_out > 0)
    *used += fprintf (f, "\n%d more rows in matrix.json.\n", left_out);
  return left_out;
}

int
ipc_write_matrix_markdown (const struct ipc_matrix *x, FILE *f)
{
  struct ipc_arena memory = { NULL };
  struct ipc_groups groups;
  long used;
  size_t differ = 0;
  int a;

  ipc_groups_start (&groups, &memory, x);
  for (a = 0; ipc_agreement_differs ((enum ipc_agreement) a); a++)
    differ += x->count[a];
  fprintf (f, "### ipcompat: %d products, and what %d manuals say: they differ"
           " on %d of %d behaviours\n",
           (int) (x->columns - x->kinds[IPC_DOCUMENTED]),
           (int) x->kinds[IPC_DOCUMENTED], (int) differ, (int) x->rows);
  used = 200 + put_products (x, f);
  for (a = 0; ipc_agreement_differs ((enum ipc_agreement) a); a++)
    put_rows (x, f, &groups, (enum ipc_agreement) a, &used);
  ipc_free_arena (&memory);
  return ferror (f) ? -1 : 0;
}
