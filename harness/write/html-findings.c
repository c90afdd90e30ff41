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

static int
same_text (const char *a, const char *b)
{
  return a == b || (a != NULL && b != NULL && strcmp (a, b) == 0);
}

/* Whether all that is documented of A is so of B.  */
static int
within (const struct ipc_behaviour *a, const struct ipc_behaviour *b)
{
  const char *const *o;

  for (o = a->outcomes; *o != NULL; o++)
    if (!ipc_documented (b, *o))
      return 0;
  return 1;
}

/* Whether A and B differ in nothing but their rows.  */
static int
alike (const struct ipc_finding *a, const struct ipc_finding *b)
{
  return same_text (a->result->observed, b->result->observed)
         && same_text (a->result->detail, b->result->detail)
         && a->row->manual_agrees == b->row->manual_agrees
         && within (a->row->b, b->row->b) && within (b->row->b, a->row->b);
}

/* What X saw, and what it was to see.  */
static void
put_values (FILE *f, const struct ipc_finding *x)
{
  const struct ipc_row *r = x->row;

  ipc_html (f, "<samp>%s</samp>, not ", x->result->observed);
  if (r->manual_agrees == 0)
    ipc_html (f, "<samp>%s</samp> as %s says", r->manual->value,
              r->manual->page);
  else
    ipc_html_documented (f, r->b);
  if (x->result->detail != NULL)
    ipc_html (f, " <small>(%s)</small>", x->result->detail);
}

/* A link to the row of X: without its suite, if that is PREVIOUS's.  */
static void
put_link (FILE *f, const struct ipc_finding *x,
          const struct ipc_finding *previous)
{
  const struct ipc_behaviour *b = x->row->b;

  ipc_html (f, " <a href=#%s>%s</a>", b->id,
            previous != NULL && strcmp (b->suite, previous->row->b->suite) == 0
            ? b->aspect : b->id);
}

/* The findings of G, those with the same values together.  */
static void
put_rows (FILE *f, const struct ipc_group *g)
{
  const struct ipc_finding *previous;
  size_t i, k;

  for (i = 0; i < g->findings; i++)
    {
      for (k = 0; k < i && !alike (&g->finding[k], &g->finding[i]); k++)
        continue;
      if (k < i)
        continue;
      fputs ("<p>", f);
      put_values (f, &g->finding[i]);
      putc (':', f);
      previous = NULL;
      for (k = i; k < g->findings; k++)
        if (alike (&g->finding[k], &g->finding[i]))
          {
            put_link (f, &g->finding[k], previous);
            previous = &g->finding[k];
          }
      putc ('\n', f);
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
            fputs (before, f);
            ipc_html (f, "<a href=\"#f-%s\">%s</a> ", *name, *name);
            ipc_html_verdict (f, e->verdict);
            if (g->findings > 1)
              ipc_html (f, " for %d", count);
            before = ", ";
          }
    }
  fputs (*before == ',' ? "\n" : "", f);
}

/* What is known elsewhere of G's rows; one that stands alone has said it.  */
static void
put_bugs (FILE *f, const struct ipc_group *g)
{
  size_t i;

  for (i = 0; i < g->findings && g->cause != NULL; i++)
    if (ipc_html_bug (f, g->finding[i].row, "<p class=note>"))
      ipc_html (f, ": %s\n", g->finding[i].row->b->id);
}

static void
put_cause (FILE *f, const struct ipc_group *g)
{
  const struct ipc_cause *cause = g->cause;
  char extent[200];

  ipc_html (f, "<h4>%s</h4>\n<p class=note>%s; ", cause->sentence,
            ipc_group_extent (g, extent, sizeof extent));
  ipc_html (f, *cause->link != '\0' ? "<a href=\"%s\">" : "<cite>",
            cause->link);
  ipc_html (f, "%s", cause->cites);
  fputs (*cause->link != '\0' ? "</a>\n" : "</cite>\n", f);
}

/* A row that stands alone.  */
static void
put_alone (FILE *f, const struct ipc_row *r)
{
  ipc_html (f, "<h4>%s</h4>\n<p class=note>%s", r->b->claim,
            contradicts (r));
  ipc_html_about (f, r, NULL, ": ");
  putc ('\n', f);
}

static void
put_group (FILE *f, const struct ipc_group *g)
{
  enum ipc_verdict v = g->finding->result->verdict;

  ipc_html (f, "<li class=%s>", v == IPC_HOLDS ? "d" : ipc_html_class (v));
  if (v == IPC_HOLDS)
    fputs ("<b class=d>unlike its manual</b>", f);
  else
    ipc_html_verdict (f, v);
  if (g->cause != NULL)
    put_cause (f, g);
  else
    put_alone (f, g->finding->row);
  put_rows (f, g);
  put_bugs (f, g);
  put_help (f, g);
  if (g->cause != NULL && *g->cause->idiom != '\0')
    ipc_html (f, "<details><summary>Code that does not mind</summary>"
              "<pre>%s</pre></details>\n", g->cause->idiom);
}

static void
put_class (const struct ipc_model *m, FILE *f, enum ipc_class class)
{
  int n = ipc_class_count (m, class);
  size_t i;

  if (n == 0)
    return;
  ipc_html (f, "<section id=c%d><h3>%s: %d</h3>\n<ul class=findings>\n",
            (int) class, ipc_class_title (class), n);
  for (i = 0; i < m->groups; i++)
    if (m->group[i].class == class)
      put_group (f, &m->group[i]);
  fputs ("</ul></section>\n", f);
}

/* All in one line.  */
static void
put_lead (const struct ipc_model *m, FILE *f)
{
  const char *before = "<p>";
  int class, n;

  for (class = 0; class < IPC_CLASSES; class++)
    if ((n = ipc_class_count (m, (enum ipc_class) class)) != 0)
      {
        fputs (before, f);
        ipc_html (f, "<a href=#c%d>%s: <strong>%d</strong></a>", class,
                  ipc_class_title ((enum ipc_class) class), n);
        before = " &middot; ";
      }
  putc ('\n', f);
}

void
ipc_html_findings (const struct ipc_model *m, FILE *f)
{
  const struct ipc_summary *s = &m->summary;

  fputs ("<section id=findings>\n<h2>What is different here</h2>\n", f);
  if (m->groups == 0)
    ipc_html (f, "<p>Of the %d behaviours exercised none deviates and none "
              "is absent.\n", s->exercised);
  put_lead (m, f);
  put_class (m, f, IPC_UNHEARD);
  put_class (m, f, IPC_CONTRADICTED);
  put_class (m, f, IPC_MISSING);
  put_class (m, f, IPC_NO_HELP);
  put_class (m, f, IPC_AS_MANUAL);
  ipc_html_more_findings (m, f);
  fputs ("</section>\n", f);
}
