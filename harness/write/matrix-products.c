/* matrix-products.c - the products of the matrix; how to read it.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "html-parts.h"
#include "matrix-sections.h"

/* Where a column is shown by another one.  */
static void
put_place (const struct ipc_matrix_page *p, size_t column)
{
  const struct ipc_matrix_column *c = &p->x->column[column];
  const struct ipc_matrix_column *shown = &p->x->column[c->shown_by];

  if (c != shown)
    ipc_html (p->f, " Its cells are those of <a href=\"#p-%s\">%s</a>, which"
              " shows both.", shown->key, shown->code);
}

static void
put_product (const struct ipc_matrix_page *p, size_t column)
{
  const struct ipc_matrix_column *c = &p->x->column[column];
  const struct ipc_model *m = c->m;
  char line[1000];

  ipc_html (p->f, "<li id=\"p-%s\"><label class=\"live\"><input "
            "type=\"checkbox\" name=\"c\" value=\"%s\" data-by=\"%s\" "
            "form=\"find\"> only this</label> <b id=\"%s\">%s</b> <i>%s</i> ",
            c->key, c->key, p->x->column[c->shown_by].key, c->code, c->code,
            ipc_evidence_name (c->evidence));
  if (m == NULL)
    {
      ipc_html (p->f, "The manual of %s, on %d rows; each fold names its "
                "pages.\n", c->os, (int) c->rows);
      return;
    }
  ipc_html (p->f, "%s. %s; revision %s, %s; %d rows, of which %d hold, %d "
            "deviate, %d are absent.", ipc_product_line (m, line, sizeof line),
            c->key, m->revision, m->run.started, (int) c->rows,
            m->summary.rows[IPC_HOLDS], m->summary.rows[IPC_DEVIATES],
            m->summary.rows[IPC_ABSENT]);
  if (m->asked != NULL)
    ipc_html (p->f, " A partial run, of %s.", m->asked);
  if (m->cut != NULL)
    ipc_html (p->f, " A run that was cut: %s.", m->cut);
  put_place (p, column);
  putc ('\n', p->f);
}

void
ipc_matrix_products (const struct ipc_matrix_page *p)
{
  size_t i;

  fputs ("<section id=\"products\">\n<h2>Products</h2>\n"
         "<ul class=\"products\">\n", p->f);
  for (i = 0; i < p->x->columns; i++)
    put_product (p, i);
  fputs ("</ul>\n</section>\n", p->f);
}

static void
put_evidence (FILE *f)
{
  static const char *const classes[IPC_EVIDENCES] =
    { "h", "h e", "h s", "h m" };
  int e;

  fputs ("<h3>Evidence</h3>\n<table>\n", f);
  for (e = 0; e < IPC_EVIDENCES; e++)
    ipc_html (f, "<tr><td class=\"%s\">value<td>%s<td>%s\n", classes[e],
              ipc_evidence_name ((enum ipc_evidence) e),
              ipc_evidence_meaning ((enum ipc_evidence) e));
  fputs ("</table>\n", f);
}

static void
put_verdicts (FILE *f)
{
  int v;

  fputs ("<h3>Verdicts</h3>\n<table>\n", f);
  for (v = 0; v <= IPC_NOT_TESTABLE; v++)
    ipc_html (f, "<tr><td class=\"%s\">value<td>%s<td>%s\n",
              ipc_html_class ((enum ipc_verdict) v),
              ipc_verdict_name ((enum ipc_verdict) v),
              ipc_verdict_meaning ((enum ipc_verdict) v));
  ipc_html (f, "<tr><td class=\"o\">%s<td><td>an older or a partial report: "
            "no verdict\n<tr><td class=\"o\"><td><td>a manual that is "
            "silent\n</table>\n", ipc_not_in_report);
}

void
ipc_matrix_legend (const struct ipc_matrix_page *p)
{
  FILE *f = p->f;

  fputs ("<section id=\"legend\">\n<h2>How to read this</h2>\n", f);
  put_evidence (f);
  put_verdicts (f);
  fputs ("<h3>Values</h3>\n<table>\n"
         "<tr><td class=\"v0\">value<td class=\"v1\">value<td class=\"v2\">"
         "value<td>what varies: the first, second, third documented value, "
         "none of which is good or bad\n"
         "<tr><td class=\"z\">shown<td class=\"h\">not shown<td><td>a hazard:"
         " whether the failure happened while the defended form survived\n"
         "</table>\n<p>A cell has the worst verdict of its native builds, "
         "and names the build that differs. What was not exercised, or is not"
         " in a report, makes no difference between products. R1, E2 and so on"
         " are columns of this page; products have their keys.\n", f);
  fputs ("<p class=\"live\">The address keeps the filter: <code>#?d=real-differ"
         "&amp;s=fifos&amp;q=eagain</code>; <code>#fifos.atomic</code> is a "
         "row, <code>#c-KEY</code> a column, <code>#?c=KEY,KEY</code> just "
         "these columns, <code>#?e=real,documented</code> those of such "
         "evidence.\n</section>\n", f);
}
