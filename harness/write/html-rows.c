/* html-rows.c - the suites, and a fold for each behaviour.
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
        ipc_html (f, "%s<b class=\"%s\">%d %s</b>", before,
                  ipc_html_class ((enum ipc_verdict) i), counts[i],
                  ipc_verdict_counted ((enum ipc_verdict) i));
        before = " ";
      }
}

/* One build of R, in a table of build, verdict, value.  */
static void
put_result (FILE *f, const struct ipc_row *r, enum ipc_build build)
{
  const struct ipc_result *result = &r->result[build];

  if (!result->present)
    return;
  ipc_html (f, "<tr><th scope=\"row\">%s<td>", ipc_build_name (build));
  ipc_html_verdict (f, result->verdict);
  fputs ("<td>", f);
  if (result->observed != NULL)
    ipc_html (f, "<samp>%s</samp>", result->observed);
  if (result->reason != NULL)
    ipc_html (f, " %s", result->reason);
  if (result->detail != NULL)
    ipc_html (f, " <small>%s</small>", result->detail);
}

static int
same_text (const char *a, const char *b)
{
  return a == b || (a != NULL && b != NULL && strcmp (a, b) == 0);
}

/* A table says nothing new where all builds saw the same, and it holds; a
   page has many hundreds of such rows.  */
static int
is_plain (const struct ipc_row *r)
{
  const struct ipc_result *first = &r->result[0], *other;
  int i;

  if (r->verdict != IPC_HOLDS)
    return 0;
  for (i = 0; i < IPC_BUILDS; i++)
    {
      other = &r->result[i];
      if (other->present
          && ((other->verdict != IPC_HOLDS && other->verdict != IPC_PROVEN)
              || !same_text (first->observed, other->observed)
              || !same_text (first->reason, other->reason)
              || !same_text (first->detail, other->detail)))
        return 0;
    }
  return 1;
}

/* "Builds: extended, strict.", if there are several.  */
static void
put_builds (FILE *f, const struct ipc_row *r)
{
  int i, several = 0;

  for (i = 1; i < IPC_BUILDS; i++)
    if (r->result[i].present)
      {
        if (!several++)
          ipc_html (f, "<p>Builds: %s", ipc_build_name ((enum ipc_build) 0));
        ipc_html (f, ", %s", ipc_build_name ((enum ipc_build) i));
      }
}

static void
put_table (FILE *f, const struct ipc_row *r)
{
  int i;

  if (is_plain (r))
    {
      if (r->b->outcomes[1] != NULL)
        {
          fputs ("<p>Documented: ", f);
          ipc_html_documented (f, r->b);
        }
      put_builds (f, r);
      if (r->result[0].detail != NULL)
        ipc_html (f, "<p><small>%s</small>", r->result[0].detail);
      return;
    }
  fputs ("<table><caption>Documented: ", f);
  ipc_html_documented (f, r->b);
  fputs ("</caption>", f);
  for (i = 0; i < IPC_BUILDS; i++)
    put_result (f, r, (enum ipc_build) i);
  fputs ("</table>", f);
}

/* What each fallback promises stands once, where the link leads.  */
static void
put_fallback (FILE *f, const struct ipc_row *r)
{
  fputs ("<p>Fallback ", f);
  ipc_html_fallback_links (f, r->b);
  fputs (": ", f);
  ipc_html_verdict (f, r->result[IPC_FALLBACK_BUILD].verdict);
}

/* The build to look at: one that has R's verdict, or where that holds, the
   fallbacks'.  */
static enum ipc_build
worst_build (const struct ipc_row *r)
{
  int i;

  for (i = 0; i < IPC_NATIVE_BUILDS && r->verdict != IPC_HOLDS; i++)
    if (r->result[i].present && r->result[i].verdict == r->verdict)
      return (enum ipc_build) i;
  return IPC_FALLBACK_BUILD;
}

/* A link; and how to see it again, for what is to be looked into: the suite's
   head says it for all.  */
static void
put_again (FILE *f, const struct ipc_row *r)
{
  const struct ipc_result *fallback = &r->result[IPC_FALLBACK_BUILD];
  int fails = fallback->present && fallback->verdict == IPC_FAILS;

  ipc_html (f, "<p><a href=\"#%s\">link</a>", r->b->id);
  if (r->verdict != IPC_HOLDS || fails)
    ipc_html (f, ", <kbd>ipcompat run %s</kbd>, <kbd>kyua debug "
              "suites/%s%s_test:%s</kbd>", r->b->id, r->b->suite,
              ipc_build_suffix (worst_build (r)), r->b->aspect);
}

void
ipc_html_fold (const struct ipc_model *m, FILE *f, const struct ipc_row *r)
{
  const struct ipc_result *fallback = &r->result[IPC_FALLBACK_BUILD];
  char value[1000];

  ipc_html (f, "<details class=\"b\" id=\"%s\" data-v=\"%s\"><summary>",
            r->b->id, ipc_verdict_name (r->verdict));
  ipc_html_verdict (f, r->verdict);
  ipc_html (f, " <code>%s</code> <samp>%s</samp> <i>%s</i>", r->b->aspect,
            ipc_row_value (r, value, sizeof value),
            ipc_level_name (r->b->level));
  if (r->unknown)
    fputs (" <i>not in this catalogue</i>", f);
  if (fallback->present)
    {
      fputs (" <em>", f);
      ipc_html_verdict (f, fallback->verdict);
      fputs ("</em>", f);
    }
  ipc_html (f, "</summary><p>%s.<p>", r->b->claim);
  ipc_html_sources (f, r->b);
  ipc_html_probe (m, f, r);
  if (r->b->not_tested == NULL)
    put_table (f, r);
  if (fallback->present)
    put_fallback (f, r);
  if (r->b->not_tested == NULL && !r->unknown)
    put_again (f, r);
  fputs ("</details>\n", f);
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

static void
put_suite (const struct ipc_model *m, FILE *f, const struct ipc_suite *s)
{
  size_t count, i;
  const struct ipc_row *row = find_rows (m, s->name, &count);

  if (row == NULL)
    return;
  ipc_html (f, "<section class=\"suite\" id=\"%s\">\n<h3>%s: %s</h3>\n<p>",
            s->name, s->name, s->title);
  ipc_html_counts (f, row, count);
  if (ipc_find_suite (s->name) != NULL)
    ipc_html (f, "\n<p>Each again: <kbd>ipcompat run %s.ASPECT</kbd>, or "
            "<kbd>kyua debug suites/%s_test:ASPECT</kbd> in the build tree."
            "\n", s->name, s->name);
  ipc_html_matrix (f, row, count);
  for (i = 0; i < count; i++)
    ipc_html_fold (m, f, &row[i]);
  fputs ("</section>\n", f);
}

void
ipc_html_suites (const struct ipc_model *m, FILE *f)
{
  const struct ipc_suite *s;
  const struct ipc_row *row;
  size_t count;

  fputs ("<section id=\"suites\">\n<h2>Suites</h2>\n<table>\n<caption>Rows "
         "by their worst native build</caption>\n<tbody>\n", f);
  for (s = m->suite; s->name != NULL; s++)
    if ((row = find_rows (m, s->name, &count)) != NULL)
      {
        ipc_html (f, "<tr><th scope=\"row\"><a href=\"#%s\">%s</a><td>%s<td>",
                  s->name, s->name, s->title);
        ipc_html_counts (f, row, count);
        putc ('\n', f);
      }
  fputs ("</table>\n</section>\n", f);
  for (s = m->suite; s->name != NULL; s++)
    put_suite (m, f, s);
}
