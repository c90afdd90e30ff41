/* html-findings.c - what a reader came for, by its cause, never folded.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <string.h>

#include "html-parts.h"
#include "html-sections.h"
#include "model/findings.h"

/* Which text R deviates from, if it deviates.  */
static const char *
contradicts (const struct ipc_row *r)
{
  int perlipc = ipc_cites (r->b, "perlipc", "says")
                || ipc_cites (r->b, "perlipc", "later");
  int posix = ipc_cites (r->b, "posix", "shall");

  return r->verdict == IPC_ABSENT ? "The facility is not there"
         : r->verdict != IPC_DEVIATES ? "Within what the texts allow"
         : perlipc && posix ? "Deviates from both texts"
         : perlipc ? "Deviates from perlipc"
         : posix ? "Deviates from POSIX"
         : "Deviates from every outcome that is known";
}

/* All that there is to say of a row that stands alone.  */
static void
put_alone (const struct ipc_model *m, FILE *f, const struct ipc_row *r)
{
  char sources[600];

  ipc_html (f, "<p>%s.\n<p class=note>%s: %s.", r->b->claim, contradicts (r),
            ipc_row_sources (r->b, sources, sizeof sources));
  ipc_html_probe (m, f, r);
  putc ('\n', f);
}

static int
same_text (const char *a, const char *b)
{
  return a == b || (a != NULL && b != NULL && strcmp (a, b) == 0);
}

/* Whether A and B differ in nothing but their rows.  */
static int
alike (const struct ipc_finding *a, const struct ipc_finding *b)
{
  char one[400], other[400];

  return same_text (a->result->observed, b->result->observed)
         && same_text (a->result->detail, b->result->detail)
         && a->row->manual_agrees == b->row->manual_agrees
         && strcmp (ipc_row_documented (a->row->b, one, sizeof one),
                    ipc_row_documented (b->row->b, other, sizeof other))
            == 0;
}

/* What F saw, and what it was to see.  */
static void
put_values (FILE *f, const struct ipc_finding *x)
{
  const struct ipc_row *r = x->row;

  ipc_html (f, "<samp>%s</samp>, documented ", x->result->observed);
  ipc_html_documented (f, r->b);
  if (r->manual_agrees == 0)
    ipc_html (f, "; %s says <samp>%s</samp>", r->manual->page,
              r->manual->value);
  if (x->result->detail != NULL)
    ipc_html (f, " <small>(%s)</small>", x->result->detail);
}

/* The findings of G, those with the same values together.  */
static void
put_rows (FILE *f, const struct ipc_group *g)
{
  size_t i, k;

  for (i = 0; i < g->findings; i++)
    {
      for (k = 0; k < i && !alike (&g->finding[k], &g->finding[i]); k++)
        continue;
      if (k < i)
        continue;
      fputs ("<p>", f);
      put_values (f, &g->finding[i]);
      fputs (": <span class=rows>", f);
      for (k = i; k < g->findings; k++)
        if (alike (&g->finding[k], &g->finding[i]))
          {
            fputs (k == i ? "" : " ", f);
            ipc_html_link (f, g->finding[k].row->b);
          }
      fputs ("</span>\n", f);
    }
}

/* Whether a finding of G before the one at I is served by NAME; if not, how
   many are, in *COUNT.  */
static int
is_served (const struct ipc_group *g, size_t i, const char *name, int *count)
{
  const char *const *f;
  size_t k;

  *count = 0;
  for (k = 0; k < g->findings; k++)
    for (f = g->finding[k].row->b->fallbacks; *f != NULL; f++)
      if (strcmp (*f, name) == 0)
        {
          if (k < i)
            return 1;
          ++*count;
        }
  return 0;
}

/* The fallbacks for G's rows, and how good they are.  */
static void
put_help (FILE *f, const struct ipc_group *g)
{
  const struct ipc_result *e;
  const char *const *name;
  const char *before = "<p class=note>Instead: ";
  size_t i;
  int count;

  for (i = 0; i < g->findings; i++)
    {
      e = &g->finding[i].row->result[IPC_FALLBACK_BUILD];
      if (!e->present)
        continue;
      for (name = g->finding[i].row->b->fallbacks; *name != NULL; name++)
        if (!is_served (g, i, *name, &count))
          {
            ipc_html (f, "%sfallback <a href=\"#fallback-%s\">%s</a> ",
                      before, *name, *name);
            ipc_html_verdict (f, e->verdict);
            if (g->findings > 1)
              ipc_html (f, " for %d", count);
            before = ", ";
          }
    }
  fputs (*before == ',' ? "\n" : "", f);
}

static void
put_group (const struct ipc_model *m, FILE *f, const struct ipc_group *g)
{
  const struct ipc_cause *cause = g->cause;
  enum ipc_verdict v = g->finding->result->verdict;
  char extent[200];

  ipc_html (f, "<li class=%s><h4>", v == IPC_HOLDS ? "d" : ipc_html_class (v));
  if (cause != NULL)
    ipc_html (f, "%s</h4>\n<p>%s; see ", cause->sentence,
              ipc_group_extent (g, extent, sizeof extent));
  else
    ipc_html (f, "%s</h4>\n", g->finding->row->b->aspect);
  if (cause != NULL && *cause->link != '\0')
    ipc_html (f, "<a href=\"%s\">%s</a>\n", cause->link, cause->cites);
  else if (cause != NULL)
    ipc_html (f, "<cite>%s</cite>\n", cause->cites);
  put_rows (f, g);
  if (cause == NULL)
    put_alone (m, f, g->finding->row);
  put_help (f, g);
  if (cause != NULL && *cause->idiom != '\0')
    ipc_html (f, "<details><summary>Code that does not mind</summary>"
              "<pre>%s</pre></details>\n", cause->idiom);
}

static void
put_class (const struct ipc_model *m, FILE *f, enum ipc_class class)
{
  int n = ipc_class_count (m, class);
  size_t i;

  if (n == 0)
    return;
  ipc_html (f, "<section><h3>%s: %d</h3>\n<ul class=findings>\n",
            ipc_class_title (class), n);
  for (i = 0; i < m->groups; i++)
    if (m->group[i].class == class)
      put_group (m, f, &m->group[i]);
  fputs ("</ul></section>\n", f);
}

void
ipc_html_findings (const struct ipc_model *m, FILE *f)
{
  const struct ipc_summary *s = &m->summary;

  fputs ("<section id=\"findings\">\n<h2>What is different here</h2>\n", f);
  if (m->groups == 0)
    ipc_html (f, "<p>Of the %d behaviours exercised none deviates and none "
              "is absent.\n", s->exercised);
  put_class (m, f, IPC_UNHEARD);
  put_class (m, f, IPC_CONTRADICTED);
  put_class (m, f, IPC_MISSING);
  put_class (m, f, IPC_NO_HELP);
  put_class (m, f, IPC_AS_MANUAL);
  ipc_html_more_findings (m, f);
  fputs ("</section>\n", f);
}
