/* html-head.c - what is before and behind the page's own text.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <string.h>

#include "html-embed.h"
#include "html-parts.h"
#include "html-sections.h"

#include "write/report-css.h"
#include "write/report-js.h"

/* "Linux 6.18 / glibc 2.36 / x86_64".  */
static void
put_name (const struct ipc_model *m, FILE *f)
{
  const struct ipc_product *p = &m->product;

  ipc_html (f, "%s %s / %s", p->os, p->os_version, p->libc);
  if (strcmp (p->libc_version, "unknown") != 0
      && strcmp (p->libc_version, p->os_version) != 0)
    ipc_html (f, " %s", p->libc_version);
  ipc_html (f, " / %s", p->machine);
}

void
ipc_html_head (const struct ipc_model *m, FILE *f)
{
  ipc_html_start (f, report_css, report_js);
  fputs ("ipcompat: ", f);
  put_name (m, f);
  fputs ("</title>\n<style>", f);
  ipc_html_lines (f, report_css);
  fputs ("</style>\n</head>\n", f);
}

/* One count of the headline.  */
static void
put_count (FILE *f, enum ipc_verdict v, int n)
{
  if (n != 0)
    ipc_html (f, "<li><b class=%s>%d %s</b>\n", ipc_html_class (v), n,
              ipc_verdict_counted (v));
  else if (v == IPC_DEVIATES || v == IPC_ABSENT)
    ipc_html (f, "<li>%d %s\n", n, ipc_verdict_counted (v));
}

void
ipc_html_header (const struct ipc_model *m, FILE *f)
{
  const struct ipc_summary *s = &m->summary;
  char line[500];
  int v;

  fputs ("<body>\n<header>\n<h1>ipcompat: ", f);
  put_name (m, f);
  ipc_html (f, " <small>%s</small></h1>\n<p>%s; %s; revision %s.</p>\n",
            m->product.evidence, ipc_product_line (m, line, sizeof line),
            m->run.started, m->revision);
  if (m->asked != NULL)
    ipc_html (f, "<p>A partial run, of %s.</p>\n", m->asked);
  if (m->cut != NULL)
    ipc_html (f, "<p>A run that was cut: %s.</p>\n", m->cut);
  ipc_html (f, "<ul class=counts>\n<li>%d behaviours:\n",
            s->behaviours);
  if (s->unknown != 0)
    ipc_html (f, "<li>%d not in this catalogue\n", s->unknown);
  for (v = 0; v <= IPC_NOT_TESTABLE; v++)
    put_count (f, (enum ipc_verdict) v, s->rows[v]);
  fputs ("</ul>\n<nav aria-label=\"Page\">\n"
         "<a href=#findings>Different here</a>\n", f);
  if (m->reference != NULL)
    fputs ("<a href=#choices>Chosen</a>\n", f);
  fputs ("<a href=#find class=script>Find</a>\n"
         "<a href=#suites>Suites</a>\n"
         "<a href=#missing>Not exercised</a>\n"
         "<a href=#fallbacks>Fallbacks</a>\n"
         "<a href=#probes>Probes</a>\n"
         "<a href=#product>Product</a>\n"
         "<a href=#legend>How to read this</a>\n"
         "<span>The same as <a href=report.json>JSON</a>,\n"
         "<a href=report.txt>text</a>,\n"
         "<a href=report.md>Markdown</a>,\n"
         "<a href=junit.xml>JUnit</a></span>\n</nav>\n</header>\n", f);
}

void
ipc_html_script (FILE *f)
{
  fputs ("<script>", f);
  ipc_html_lines (f, report_js);
  fputs ("</script>\n", f);
}
