/* html-tables.c - what has no evidence, fallbacks, probes, the product.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <string.h>

#include "html-parts.h"
#include "html-sections.h"
#include "model/product.h"

/* Why R has the verdict V, if it has.  */
static const char *
reason (const struct ipc_row *r, enum ipc_verdict v)
{
  int i;

  if (r->verdict != v)
    return NULL;
  if (r->b->not_tested != NULL)
    return r->b->not_tested;
  for (i = 0; i < IPC_NATIVE_BUILDS; i++)
    if (r->result[i].present && r->result[i].verdict == v
        && r->result[i].reason != NULL)
      return r->result[i].reason;
  return "no reason given";
}

/* The rows of V whose reason is that of the row FIRST, unless an earlier
   row has it.  */
static void
put_reason (const struct ipc_model *m, FILE *f, enum ipc_verdict v,
            size_t first)
{
  const char *why = reason (&m->row[first], v), *other;
  size_t i;
  int n = 0;

  for (i = 0; i < m->rows; i++)
    if ((other = reason (&m->row[i], v)) != NULL
        && strcmp (other, why) == 0)
      {
        if (i < first)
          return;
        n++;
      }
  ipc_html (f, "<details><summary><b class=\"%s\">%d %s</b> %s</summary>\n"
            "<ul>\n", ipc_html_class (v), n, ipc_verdict_name (v), why);
  for (i = first; i < m->rows; i++)
    if ((other = reason (&m->row[i], v)) != NULL
        && strcmp (other, why) == 0)
      {
        fputs ("<li>", f);
        ipc_html_link (f, m->row[i].b);
        ipc_html (f, " %s\n", m->row[i].b->claim);
      }
  fputs ("</ul></details>\n", f);
}

void
ipc_html_missing (const struct ipc_model *m, FILE *f)
{
  static const enum ipc_verdict missing[] =
  { IPC_NO_EVIDENCE, IPC_NOT_EXERCISED, IPC_NOT_TESTABLE };
  size_t i, k;
  int n = 0;

  fputs ("<section id=\"missing\">\n"
         "<h2>Not exercised, no evidence, not testable</h2>\n", f);
  for (k = 0; k < sizeof missing / sizeof *missing; k++)
    {
      n += m->summary.rows[missing[k]];
      for (i = 0; i < m->rows; i++)
        if (m->row[i].verdict == missing[k])
          put_reason (m, f, missing[k], i);
    }
  if (n == 0)
    fputs ("<p>Nothing: every behaviour was exercised.\n", f);
  fputs ("</section>\n", f);
}

static void
put_limits (const struct ipc_family *family, FILE *f)
{
  const struct ipc_limit *l;
  int n = 0;

  for (l = ipc_limits; l->fallback != NULL; l++)
    if (strcmp (l->fallback, family->name) == 0)
      {
        if (n++ == 0)
          fputs ("<ul>\n", f);
        ipc_html (f, "<li>Limit: <a href=\"#%s\"><code>%s</code></a> %s "
                  "<samp>%s</samp>: %s\n", l->id, l->id,
                  l->everywhere ? "gives" : "may give", l->value, l->why);
      }
  if (n != 0)
    fputs ("</ul>\n", f);
}

static void
put_family (const struct ipc_family *family, FILE *f)
{
  const struct ipc_fallback *fallback = family->fallback;

  ipc_html (f, "<li class=\"%s\" id=\"fallback-%s\"><h3>",
            ipc_html_class (family->verdict), family->name);
  ipc_html_verdict (f, family->verdict);
  ipc_html (f, " %s</h3>\n", family->name);
  if (fallback != NULL)
    {
      ipc_html (f, "<p>%s.", fallback->promise);
      if (fallback->calls[0] != '\0')
        ipc_html (f, " Stands in for <code>%s</code>.", fallback->calls);
      ipc_html (f, " Exercised by %d behaviours; source <code>%s</code>.\n",
                family->rows, fallback->source);
    }
  put_limits (family, f);
}

void
ipc_html_fallbacks (const struct ipc_model *m, FILE *f)
{
  size_t i;

  fputs ("<section id=\"fallbacks\">\n<h2>Fallbacks</h2>\n", f);
  if (m->families == 0)
    fputs ("<p>None was exercised.\n", f);
  else
    {
      fputs ("<p>To use one: link <kbd>libipcompat</kbd> and include "
             "<kbd>ipcompat.h</kbd>, which takes the native function where "
             "the probes say that it will do, and the fallback elsewhere; "
             "<kbd>./configure --enable-fallback=NAME</kbd> takes it "
             "always.\n<ul class=\"findings\">\n", f);
      for (i = 0; i < m->families; i++)
        put_family (&m->family[i], f);
      fputs ("</ul>\n", f);
    }
  fputs ("</section>\n", f);
}

void
ipc_html_probes (const struct ipc_model *m, FILE *f)
{
  const struct ipc_summary *s = &m->summary;
  size_t i;

  ipc_html (f, "<section id=\"probes\">\n<h2>Probes</h2>\n<p>What configure "
            "asked before anything was exercised: %d yes, %d no, %d "
            "unknown.\n", s->answers[IPC_YES], s->answers[IPC_NO],
            s->answers[2]);
  if (m->probes != 0)
    {
      fputs ("<table>\n<thead><tr><th scope=\"col\">probe"
             "<th scope=\"col\">asks<th scope=\"col\">answer\n<tbody>\n", f);
      for (i = 0; i < m->probes; i++)
        ipc_html (f, "<tr id=\"probe-%s\"><th scope=\"row\"><code>%s</code>"
                  "<td>%s<td>%s%s%s\n", m->probe[i].name, m->probe[i].name,
                  m->probe[i].question, ipc_answer_name (m->probe[i].answer),
                  m->probe[i].word[0] == '\0' ? "" : ", ",
                  m->probe[i].word);
      fputs ("</table>\n", f);
    }
  fputs ("</section>\n", f);
}

static void
put_fact (FILE *f, const char *name, const char *value)
{
  if (value != NULL && value[0] != '\0')
    ipc_html (f, "<dt>%s<dd>%s\n", name, value);
}

void
ipc_html_product (const struct ipc_model *m, FILE *f)
{
  const struct ipc_fact *fact;
  char buf[IPC_FACT_SIZE];

  fputs ("<section id=\"product\">\n<h2>Product</h2>\n<dl>\n", f);
  put_fact (f, "Key", m->product.key);
  for (fact = ipc_facts; fact->name != NULL; fact++)
    put_fact (f, fact->label, ipc_fact_text (&m->product, fact, buf));
  put_fact (f, "Asked for", m->asked);
  put_fact (f, "Run at", m->run.started);
  ipc_html (f, "<dt>Took<dd>%d seconds%s\n", (int) (m->run.seconds + 0.5),
            m->run.uid0 ? ", as root" : "");
  put_fact (f, "ipcompat", m->version);
  put_fact (f, "Revision", m->revision);
  fputs ("</dl>\n</section>\n", f);
}
