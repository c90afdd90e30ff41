/* matrix-suites.c - all rows of the matrix, by suite.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <string.h>

#include "html-parts.h"
#include "matrix-sections.h"

/* The rows of a suite: those from FIRST, COUNT of them.  */
struct part
{
  size_t first, count;
  size_t differ;                /* how many are on the table */
  size_t once;                  /* how many one product saw */
};

static struct part
part_of (const struct ipc_matrix *x, const char *suite)
{
  struct part part = { 0, 0, 0, 0 };
  size_t i;

  for (i = 0; i < x->rows; i++)
    if (strcmp (x->row[i].b->suite, suite) == 0)
      {
        if (part.count++ == 0)
          part.first = i;
        part.differ += ipc_agreement_differs (x->row[i].agreement) != 0;
        part.once += x->row[i].agreement == IPC_SEEN_ONCE;
      }
  return part;
}

/* Differences first.  */
static void
put_suite (struct ipc_matrix_page *p, const struct ipc_suite *s,
           const struct part *part)
{
  size_t i;
  int differs;

  ipc_html (p->f, "<details class=\"suite\" id=\"suite-%s\"><summary><b>%s"
            "</b> %s <span>%d rows", s->name, s->name, s->title,
            (int) part->count);
  if (part->differ > 0)
    ipc_html (p->f, ", %d differ", (int) part->differ);
  if (part->once > 0)
    ipc_html (p->f, ", %d seen by one product", (int) part->once);
  fputs ("</span></summary>\n", p->f);
  for (differs = 1; differs >= 0; differs--)
    for (i = part->first; i < part->first + part->count; i++)
      if (ipc_agreement_differs (p->x->row[i].agreement) == differs)
        ipc_matrix_fold (p, &p->x->row[i]);
  fputs ("</details>\n", p->f);
}

/* The suites on which somebody differs, or else the others.  */
static void
put_suites (struct ipc_matrix_page *p, int differ)
{
  const struct ipc_suite *s;

  for (s = p->x->suite; s->name != NULL; s++)
    {
      struct part part = part_of (p->x, s->name);

      if ((part.differ > 0) == differ)
        put_suite (p, s, &part);
    }
}

void
ipc_matrix_suites (struct ipc_matrix_page *p)
{
  const struct ipc_suite *s;
  int suites = 0;
  size_t rows = 0;

  for (s = p->x->suite; s->name != NULL; s++)
    {
      struct part part = part_of (p->x, s->name);

      suites += part.differ == 0;
      rows += part.differ == 0 ? part.count : 0;
    }
  fputs ("<section id=\"suites\">\n<h2>All rows, by suite</h2>\n", p->f);
  put_suites (p, 1);
  if (suites > 0)
    {
      ipc_html (p->f, "<details id=\"unanimous\"><summary>%d suites, %d rows:"
                " no product differs from another</summary>\n", suites,
                (int) rows);
      put_suites (p, 0);
      fputs ("</details>\n", p->f);
    }
  fputs ("</section>\n", p->f);
}
