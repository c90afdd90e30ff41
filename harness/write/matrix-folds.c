/* matrix-folds.c - a row of the matrix with all its evidence.
   SPDX-License-Identifier: BSD-2-Clause

   Products that gave the same evidence stand together, by their codes: a page
   for thirty products is not thirty times as long.  */

#include <config.h>

#include <string.h>

#include "html-parts.h"
#include "matrix-sections.h"

enum { FEW = 3, MOST_NAMES = 8, MOST_DETAILS = 6, TEXT = 1000 };

/* The codes of those in GROUP that are of EVIDENCE, after its name.  */
static void
put_codes (struct ipc_matrix_page *p, size_t group, int evidence)
{
  const struct ipc_matrix *x = p->x;
  char codes[TEXT];
  size_t i;
  int any = 0;

  for (i = 0; i < x->columns; i++)
    any |= p->groups.in[i] = p->groups.of[i] == group
                             && (int) x->column[i].evidence == evidence;
  if (any)
    ipc_html (p->f, "<i>%s</i> %s ",
              ipc_evidence_name ((enum ipc_evidence) evidence),
              ipc_matrix_codes (x, p->groups.in, codes, sizeof codes));
}

/* Whether names are few enough in this row to be told in GROUP.  */
static int
has_names (const struct ipc_groups *g, size_t group)
{
  size_t i, names = 0;

  for (i = 0; i < g->count; i++)
    names += g->size[i] <= FEW ? g->size[i] : 0;
  return g->size[group] <= FEW && names <= MOST_NAMES;
}

/* Who is in GROUP: codes, and names where they are few.  */
static void
put_who (struct ipc_matrix_page *p, size_t group)
{
  const struct ipc_matrix_column *c = p->x->column;
  const char *before = "";
  size_t i;
  int e;

  if (!has_names (&p->groups, group))
    {
      for (e = 0; e < IPC_EVIDENCES; e++)
        put_codes (p, group, e);
      return;
    }
  for (i = 0; i < p->x->columns; i++)
    if (p->groups.of[i] == group)
      {
        ipc_html (p->f, "%s<i>%s</i> <a href=\"#%s\">%s</a> %s", before,
                  ipc_evidence_name (c[i].evidence), c[i].code, c[i].code,
                  c[i].name);
        before = "; ";
      }
}

/* "extended, strict: holds persists".  */
static void
put_result (FILE *f, const struct ipc_result *r, const char *before,
            const char *builds)
{
  ipc_html (f, "%s%s: %s", before, builds, ipc_verdict_name (r->verdict));
  if (r->observed != NULL)
    ipc_html (f, " <samp>%s</samp>", r->observed);
  if (r->reason != NULL)
    ipc_html (f, " (%s)", r->reason);
}

static int
same_text (const char *a, const char *b)
{
  return a == b || (a != NULL && b != NULL && strcmp (a, b) == 0);
}

/* Whether builds A and B of R can be told in one breath.  */
static int
same_result (const struct ipc_row *r, int a, int b)
{
  const struct ipc_result *x = &r->result[a], *y = &r->result[b];

  return x->present && y->present && x->verdict == y->verdict
         && same_text (x->observed, y->observed)
         && same_text (x->reason, y->reason);
}

/* What each build of R showed.  */
static void
put_builds (FILE *f, const struct ipc_row *r)
{
  char builds[200];
  const char *before = "";
  int i, j;

  for (i = 0; i < IPC_BUILDS; i++)
    {
      if (!r->result[i].present
          || (i > 0 && same_result (r, i - 1, i)))
        continue;
      strcpy (builds, ipc_build_name ((enum ipc_build) i));
      for (j = i + 1; j < IPC_BUILDS && same_result (r, j - 1, j); j++)
        strcat (strcat (builds, ", "), ipc_build_name ((enum ipc_build) j));
      put_result (f, &r->result[i], before, builds);
      before = "; ";
    }
}

/* The detail of the first build of COLUMN that has one, or NULL.  */
static const char *
detail (const struct ipc_matrix_row *row, size_t column)
{
  const struct ipc_row *r = row->cell[column].row;
  int i;

  for (i = 0; r != NULL && i < IPC_BUILDS; i++)
    if (r->result[i].present && r->result[i].detail != NULL)
      return r->result[i].detail;
  return NULL;
}

/* The details of GROUP: each once, and not more than a few.  */
static void
put_details (struct ipc_matrix_page *p, const struct ipc_matrix_row *row,
             size_t group)
{
  const struct ipc_matrix *x = p->x;
  const char *one;
  char codes[TEXT];
  size_t i, j, in, told = 0;

  for (i = 0; i < x->columns; i++)
    {
      one = p->groups.of[i] == group ? detail (row, i) : NULL;
      for (j = 0; j < i && one != NULL; j++)
        if (p->groups.of[j] == group && same_text (detail (row, j), one))
          one = NULL;
      if (one == NULL || ++told > MOST_DETAILS)
        continue;
      for (j = 0, in = 0; j < x->columns; j++)
        in += p->groups.in[j] = p->groups.of[j] == group
                                && same_text (detail (row, j), one);
      if (in == p->groups.size[group])
        ipc_html (p->f, " <small>%s</small>", one);
      else
        ipc_html (p->f, " <small>%s: %s</small>",
                  ipc_matrix_codes (x, p->groups.in, codes, sizeof codes),
                  one);
    }
  if (told > MOST_DETAILS)
    ipc_html (p->f, " <small>%d more in the reports</small>",
              (int) (told - MOST_DETAILS));
}

/* Whether a real product observed something else than VALUE.  */
static int
contradicted (const struct ipc_matrix_page *p, const struct ipc_matrix_row *row,
              const struct ipc_manual *manual)
{
  const struct ipc_matrix_column *c = p->x->column;
  size_t i;

  for (i = 0; i < p->x->columns; i++)
    if (c[i].evidence == IPC_REAL
        && strcmp (c[i].m->product.os, manual->os) == 0
        && ipc_cell_observed (&row->cell[i], IPC_EXTENDED_BUILD)
        && strcmp (row->cell[i].row->result[IPC_EXTENDED_BUILD].observed,
                   manual->value) != 0)
      return 1;
  return 0;
}

/* What manuals say, each by itself: their pages are the citation.  */
static void
put_manuals (struct ipc_matrix_page *p, const struct ipc_matrix_row *row)
{
  const struct ipc_matrix_column *c = p->x->column;
  char class[IPC_CELL_CLASS];
  size_t i;

  for (i = 0; i < p->x->columns; i++)
    {
      const struct ipc_cell *cell = &row->cell[i];

      if (cell->manual == NULL)
        continue;
      ipc_html (p->f, "<tr><td class=\"%s\">%s<td><a href=\"#%s\">%s</a> %s"
                "<td>documented in <cite>%s</cite>",
                ipc_matrix_class (row, cell, c[i].evidence, class),
                cell->manual->value, c[i].code, c[i].code, c[i].name,
                cell->manual->page);
      if (contradicted (p, row, cell->manual))
        fputs (", <strong>and a test says otherwise</strong>", p->f);
    }
}

/* Products that gave the same evidence.  */
static void
put_group (struct ipc_matrix_page *p, const struct ipc_matrix_row *row,
           size_t group)
{
  size_t first = p->groups.first[group];
  const struct ipc_cell *c = &row->cell[first];
  char text[TEXT], class[IPC_CELL_CLASS];

  if (c->manual != NULL)
    return;
  ipc_html (p->f, "<tr><td class=\"%s\">%s<td>",
            ipc_matrix_class (row, c, p->x->column[first].evidence, class),
            ipc_cell_text (c, text, sizeof text));
  put_who (p, group);
  fputs ("<td>", p->f);
  if (c->row == NULL)
    return;
  if (c->row->b->not_tested != NULL)
    ipc_html (p->f, "%s", c->row->b->not_tested);
  else
    put_builds (p->f, c->row);
  put_details (p, row, group);
}

/* Manuals that are silent need no line.  */
static void
forget_silence (struct ipc_matrix_page *p, const struct ipc_matrix_row *row)
{
  struct ipc_groups *g = &p->groups;
  size_t i;

  for (i = 0; i < p->x->columns; i++)
    if (p->x->column[i].m == NULL && row->cell[i].manual == NULL)
      {
        if (--g->size[g->of[i]] == 0)
          g->count--;
        g->of[i] = p->x->columns;
      }
}

void
ipc_matrix_fold (struct ipc_matrix_page *p, const struct ipc_matrix_row *row)
{
  const struct ipc_behaviour *b = row->b;
  const char *before;
  char text[TEXT];
  size_t i;

  ipc_html (p->f, "<details class=\"b\" id=\"%s\" data-d=\"%s\"><summary>"
            "<code>%s</code> <samp>%s</samp> <i>%s</i></summary><p>%s.<p>",
            b->id, ipc_agreement_name (row->agreement), b->aspect,
            ipc_matrix_summary (p->x, row, &p->groups, text, sizeof text),
            ipc_level_name (b->level), b->claim);
  before = ipc_html_sources (p->f, b, NULL, "");
  if (b->outcomes[0] != NULL)
    {
      ipc_html (p->f, "%sdocumented: ", before);
      ipc_html_documented (p->f, b);
    }
  ipc_html (p->f, ". <a href=\"#%s\">link</a><table>", b->id);
  ipc_groups_find (&p->groups, p->x, row, ipc_cells_same_evidence);
  forget_silence (p, row);
  for (i = 0; i < p->groups.count; i++)
    put_group (p, row, i);
  put_manuals (p, row);
  fputs ("</table></details>\n", p->f);
}
