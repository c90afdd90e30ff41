/* html-rows.c - the suites, and their rows.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <string.h>

#include "html-parts.h"
#include "html-sections.h"

void
ipc_html_counts (FILE *f, const struct ipc_row *row, size_t count)
{
  int counts[IPC_NOT_TESTABLE + 1] = { 0 };
  const char *before = "";
  size_t i;

  for (i = 0; i < count; i++)
    counts[row[i].verdict]++;
  for (i = 0; i <= IPC_NOT_TESTABLE; i++)
    if (counts[i] != 0)
      {
        ipc_html (f, "%s<b class=%s>%d %s</b>", before,
                  ipc_html_class ((enum ipc_verdict) i), counts[i],
                  ipc_verdict_counted ((enum ipc_verdict) i));
        before = " ";
      }
}

/* How many rows, from I on, are of the suite of the row I.  */
static size_t
suite_rows (const struct ipc_model *m, size_t i)
{
  size_t n = 1;

  while (i + n < m->rows
         && strcmp (m->row[i + n].b->suite, m->row[i].b->suite) == 0)
    n++;
  return n;
}

/* The rows of the suite NAME, and in *COUNT how many; NULL if none.  */
static const struct ipc_row *
find_rows (const struct ipc_model *m, const char *name, size_t *count)
{
  size_t i;

  for (i = 0; i < m->rows; i += *count)
    {
      *count = suite_rows (m, i);
      if (strcmp (m->row[i].b->suite, name) == 0)
        return &m->row[i];
    }
  return NULL;
}

/* The native builds that any of the COUNT rows from ROW on has, a bit for
   each.  */
static int
builds_of (const struct ipc_row *row, size_t count)
{
  int builds = 0, k;
  size_t i;

  for (i = 0; i < count; i++)
    for (k = 0; k < IPC_NATIVE_BUILDS; k++)
      builds |= row[i].result[k].present << k;
  return builds;
}

/* The first source that most of the COUNT rows from ROW on have, or NULL.  */
static const struct ipc_source *
usual_source (const struct ipc_row *row, size_t count)
{
  const struct ipc_source *best = NULL, *s;
  size_t i, k, n, most = 1;

  for (i = 0; i < count; i++)
    {
      s = row[i].b->sources;
      if (s->document == NULL || ipc_html_same_source (s, best))
        continue;
      for (n = 0, k = i; k < count; k++)
        n += ipc_html_same_source (row[k].b->sources, s);
      if (n > most)
        {
          most = n;
          best = s;
        }
    }
  return best;
}

static void
put_suite (const struct ipc_model *m, FILE *f, const struct ipc_suite *s)
{
  size_t count, i;
  const struct ipc_row *row = find_rows (m, s->name, &count);
  const struct ipc_source *usual;
  int builds, k;

  if (row == NULL)
    return;
  usual = usual_source (row, count);
  builds = builds_of (row, count);
  ipc_html (f, "<section class=suite id=%s data-b=\"", s->name);
  for (k = 0; k < IPC_NATIVE_BUILDS; k++)
    if (builds >> k & 1)
      ipc_html (f, "%s ", ipc_build_name ((enum ipc_build) k));
  ipc_html (f, "\">\n<h3>%s: %s</h3>\n<p>", s->name, s->title);
  ipc_html_counts (f, row, count);
  if (usual != NULL)
    ipc_html (f, *usual->text != '\0' ? " <small>%s %s <q>%s</q></small>"
              : " <small>%s %s</small>", usual->document, usual->status,
              usual->text);
  putc ('\n', f);
  ipc_html_matrix (f, row, count, usual);
  for (i = 0; i < count; i++)
    if (!ipc_html_in_matrix (&row[i]))
      ipc_html_fold (f, &row[i], builds, usual);
  fputs ("</section>\n", f);
}

void
ipc_html_suites (const struct ipc_model *m, FILE *f)
{
  const struct ipc_suite *s;
  const struct ipc_row *row;
  size_t count;

  fputs ("<section id=suites>\n<h2>Suites</h2>\n<p>Each behaviour again: "
         "<kbd>ipcompat run SUITE.ASPECT</kbd>, or in the build tree "
         "<kbd>kyua debug suites/SUITE_test:ASPECT</kbd>.\n<table>\n<caption>"
         "Rows by their worst native build</caption>\n<tbody>\n", f);
  for (s = m->suite; s->name != NULL; s++)
    if ((row = find_rows (m, s->name, &count)) != NULL)
      {
        ipc_html (f, "<tr><th><a href=#%s>%s</a><td>%s<td>",
                  s->name, s->name, s->title);
        ipc_html_counts (f, row, count);
        putc ('\n', f);
      }
  fputs ("</table>\n</section>\n", f);
  for (s = m->suite; s->name != NULL; s++)
    put_suite (m, f, s);
}
