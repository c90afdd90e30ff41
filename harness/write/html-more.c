/* html-more.c - findings that are no deviation: tables of a few columns.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "html-parts.h"
#include "html-sections.h"
#include "model/findings.h"

/* The limits that showed, of which the fallbacks' own lists say more.  */
static void
put_limits (const struct ipc_model *m, FILE *f)
{
  size_t i;
  int n = ipc_class_count (m, IPC_DECLARED);

  if (n == 0)
    return;
  ipc_html (f, "<section id=c%d><h3>%s: %d</h3>\n<table>\n<thead><tr>"
            "<th scope=col>behaviour<th scope=col>fallback"
            "<th scope=col>gives\n<tbody>\n",
            IPC_DECLARED, ipc_class_title (IPC_DECLARED), n);
  for (i = 0; i < m->findings; i++)
    {
      const struct ipc_finding *x = &m->finding[i];

      if (x->class != IPC_DECLARED)
        continue;
      fputs ("<tr><th>", f);
      ipc_html_link (f, x->row->b);
      fputs ("<td>", f);
      ipc_html_fallback_links (f, x->row->b);
      ipc_html (f, "<td><samp>%s</samp>\n", x->result->observed);
    }
  fputs ("</table></section>\n", f);
}

static void
put_disagreements (const struct ipc_model *m, FILE *f)
{
  char line[1000];
  size_t i;

  if (m->summary.disagreements == 0)
    return;
  ipc_html (f, "<section><h3>Probe and test disagree: %d</h3>\n<table>\n"
            "<thead><tr><th scope=col>behaviour"
            "<th scope=col>probe<th scope=col>test\n<tbody>\n",
            m->summary.disagreements);
  for (i = 0; i < m->rows; i++)
    if (m->row[i].agrees == 0)
      {
        fputs ("<tr><th>", f);
        ipc_html_link (f, m->row[i].b);
        fputs ("<td>", f);
        ipc_html_probe (f, &m->row[i]);
        ipc_html (f, "<td><samp>%s</samp>\n",
                  ipc_row_value (&m->row[i], line, sizeof line));
      }
  fputs ("</table></section>\n", f);
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
  ipc_html (f, "<section><h3>Differs between builds: %d</h3>\n<table>\n"
            "<thead><tr><th scope=col>behaviour", m->summary.differ);
  for (k = 0; k < IPC_NATIVE_BUILDS; k++)
    ipc_html (f, "<th scope=col>%s", ipc_build_name ((enum ipc_build) k));
  fputs ("\n<tbody>\n", f);
  for (i = 0; i < m->rows; i++)
    if (ipc_builds_differ (&m->row[i]))
      {
        fputs ("<tr><th>", f);
        ipc_html_link (f, m->row[i].b);
        for (k = 0; k < IPC_NATIVE_BUILDS; k++)
          put_observed (f, &m->row[i].result[k]);
        putc ('\n', f);
      }
  fputs ("</table></section>\n", f);
}

void
ipc_html_more_findings (const struct ipc_model *m, FILE *f)
{
  const struct ipc_summary *s = &m->summary;

  put_disagreements (m, f);
  put_differing (m, f);
  put_limits (m, f);
  if (s->hazards != 0)
    ipc_html (f, "<h3>Hazards: %d shown, %d not shown, of %d</h3>\n"
              "<p>A hazard that shows is what the document warns of, not a "
              "deviation.\n", s->shown, s->not_shown, s->hazards);
}
