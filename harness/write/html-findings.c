/* html-findings.c - what a reader came for, never folded.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <string.h>

#include "html-parts.h"
#include "html-sections.h"

/* Which text R deviates from, if it deviates.  */
static const char *
contradicts (const struct ipc_row *r)
{
  int perlipc = ipc_cites (r->b, "perlipc", "says")
                || ipc_cites (r->b, "perlipc", "later");
  int posix = ipc_cites (r->b, "posix", "shall");

  return r->verdict != IPC_DEVIATES ? "The facility is not there"
         : perlipc && posix ? "Deviates from both texts"
         : perlipc ? "Deviates from perlipc"
         : posix ? "Deviates from POSIX"
         : "Deviates from every outcome that is known";
}

/* The native builds of R that have its verdict.  */
static void
put_builds (FILE *f, const struct ipc_row *r)
{
  int i;

  fputs ("<p>", f);
  for (i = 0; i < IPC_NATIVE_BUILDS; i++)
    if (r->result[i].present && r->result[i].verdict == r->verdict)
      {
        ipc_html (f, "<span>%s:</span> <samp>%s</samp> ",
                  ipc_build_name ((enum ipc_build) i),
                  r->result[i].observed);
        if (r->result[i].detail != NULL)
          ipc_html (f, "<small>(%s)</small> ", r->result[i].detail);
      }
  fputs ("<span>documented:</span> ", f);
  ipc_html_documented (f, r->b);
  putc ('\n', f);
}

/* What else there is to know.  */
static void
put_advice (const struct ipc_model *m, FILE *f, const struct ipc_row *r)
{
  const struct ipc_result *fallback = &r->result[IPC_FALLBACK_BUILD];

  ipc_html_probe (m, f, r);
  if (fallback->present)
    {
      fputs (" Fallback ", f);
      ipc_html_fallback_links (f, r->b);
      fputs (": ", f);
      ipc_html_verdict (f, fallback->verdict);
      putc ('.', f);
    }
  else
    fputs (" No fallback.", f);
  putc ('\n', f);
}

static void
put_finding (const struct ipc_model *m, FILE *f, const struct ipc_row *r)
{
  ipc_html (f, "<li class=\"%s\"><h4>", ipc_html_class (r->verdict));
  ipc_html_verdict (f, r->verdict);
  putc (' ', f);
  ipc_html_link (f, r->b);
  ipc_html (f, " <i>%s</i></h4>\n", ipc_level_name (r->b->level));
  put_builds (f, r);
  ipc_html (f, "<p>Claim: %s.\n<p class=\"source\">%s. ",
            r->b->claim, contradicts (r));
  ipc_html_sources (f, r->b);
  put_advice (m, f, r);
}

/* All rows with the verdict V.  */
static void
put_verdict (const struct ipc_model *m, FILE *f, enum ipc_verdict v,
             const char *title)
{
  size_t i;

  if (m->summary.rows[v] == 0)
    return;
  ipc_html (f, "<h3>%s: %d of %d exercised</h3>\n<ul class=\"findings\">\n",
            title, m->summary.rows[v], m->summary.exercised);
  for (i = 0; i < m->rows; i++)
    if (m->row[i].verdict == v)
      put_finding (m, f, &m->row[i]);
  fputs ("</ul>\n", f);
}

static int
fallback_rows (const struct ipc_model *m, enum ipc_verdict v)
{
  size_t i;
  int n = 0;

  for (i = 0; i < m->rows; i++)
    n += m->row[i].result[IPC_FALLBACK_BUILD].present
         && m->row[i].result[IPC_FALLBACK_BUILD].verdict == v;
  return n;
}

static void
put_fallbacks (const struct ipc_model *m, FILE *f, enum ipc_verdict v,
               const char *title)
{
  int n = fallback_rows (m, v);
  size_t i;

  if (n == 0)
    return;
  ipc_html (f, "<h3>%s: %d</h3>\n<ul class=\"findings\">\n", title, n);
  for (i = 0; i < m->rows; i++)
    {
      const struct ipc_result *r = &m->row[i].result[IPC_FALLBACK_BUILD];

      if (!r->present || r->verdict != v)
        continue;
      fprintf (f, "<li class=\"%s\"><h4>", ipc_html_class (v));
      ipc_html_verdict (f, v);
      putc (' ', f);
      ipc_html_link (f, m->row[i].b);
      fputs ("</h4>\n<p>", f);
      ipc_html_fallback_links (f, m->row[i].b);
      ipc_html (f, " gives <samp>%s</samp>; documented: ",
                r->observed == NULL ? "nothing" : r->observed);
      ipc_html_documented (f, m->row[i].b);
      ipc_html (f, ".%s%s\n", r->reason == NULL ? "" : " Why: ",
                r->reason == NULL ? "" : r->reason);
    }
  fputs ("</ul>\n", f);
}

static void
put_disagreements (const struct ipc_model *m, FILE *f)
{
  char line[1000];
  size_t i;

  if (m->summary.disagreements == 0)
    return;
  ipc_html (f, "<h3>Probe and test disagree: %d</h3>\n<table>\n"
            "<thead><tr><th scope=\"col\">behaviour"
            "<th scope=\"col\">probe<th scope=\"col\">test\n<tbody>\n",
            m->summary.disagreements);
  for (i = 0; i < m->rows; i++)
    if (m->row[i].agrees == 0)
      {
        fputs ("<tr><th scope=\"row\">", f);
        ipc_html_link (f, m->row[i].b);
        fputs ("<td>", f);
        ipc_html_probe (m, f, &m->row[i]);
        ipc_html (f, "<td><samp>%s</samp>\n",
                  ipc_row_value (&m->row[i], line, sizeof line));
      }
  fputs ("</table>\n", f);
}

static void
put_observed (FILE *f, const struct ipc_result *r)
{
  fputs ("<td>", f);
  if (r->present && r->observed != NULL)
    ipc_html (f, "<samp>%s</samp>", r->observed);
}

static void
put_differing (const struct ipc_model *m, FILE *f)
{
  size_t i;
  int k;

  if (m->summary.differ == 0)
    return;
  ipc_html (f, "<h3>Differs between builds: %d</h3>\n<table>\n"
            "<thead><tr><th scope=\"col\">behaviour", m->summary.differ);
  for (k = 0; k < IPC_NATIVE_BUILDS; k++)
    ipc_html (f, "<th scope=\"col\">%s",
              ipc_build_name ((enum ipc_build) k));
  fputs ("\n<tbody>\n", f);
  for (i = 0; i < m->rows; i++)
    if (ipc_builds_differ (&m->row[i]))
      {
        fputs ("<tr><th scope=\"row\">", f);
        ipc_html_link (f, m->row[i].b);
        for (k = 0; k < IPC_NATIVE_BUILDS; k++)
          put_observed (f, &m->row[i].result[k]);
        putc ('\n', f);
      }
  fputs ("</table>\n", f);
}

void
ipc_html_findings (const struct ipc_model *m, FILE *f)
{
  const struct ipc_summary *s = &m->summary;

  fputs ("<section id=\"findings\">\n<h2>Findings</h2>\n", f);
  if (s->rows[IPC_DEVIATES] + s->rows[IPC_ABSENT] == 0)
    ipc_html (f, "<p>Of the %d behaviours exercised none deviates and none "
              "is absent.\n", s->exercised);
  else
    fputs ("<p>More of each behind its link, and from <kbd>ipcompat explain "
           "ID</kbd>.\n", f);
  put_verdict (m, f, IPC_DEVIATES, "Deviates");
  put_verdict (m, f, IPC_ABSENT, "Absent");
  put_fallbacks (m, f, IPC_FAILS, "Fallback fails");
  put_disagreements (m, f);
  put_differing (m, f);
  put_fallbacks (m, f, IPC_LIMITED, "Fallback limited, as declared");
  if (s->hazards != 0)
    ipc_html (f, "<h3>Hazards: %d shown, %d not shown, of %d</h3>\n"
              "<p>A hazard that shows is what the document warns of, not a "
              "deviation.\n", s->shown, s->not_shown, s->hazards);
  fputs ("</section>\n", f);
}
