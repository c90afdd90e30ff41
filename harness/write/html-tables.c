/* html-tables.c - what has no evidence, fallbacks, probes, the product.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <string.h>

#include "html-parts.h"
#include "html-sections.h"
#include "model/product.h"
#include "model/prototypes.h"

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
  ipc_html (f, "<details><summary><b class=%s>%d %s</b> %s</summary>\n"
            "<ul>\n", ipc_html_class (v), n, ipc_verdict_name (v), why);
  for (i = first; i < m->rows; i++)
    if ((other = reason (&m->row[i], v)) != NULL
        && strcmp (other, why) == 0)
      {
        fputs ("<li>", f);
        ipc_html_link (f, m->row[i].b);
        putc ('\n', f);
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

  fputs ("<section id=missing>\n"
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
        ipc_html (f, "<li>Limit: <a href=#%s>%s</a> %s "
                  "<samp>%s</samp>: %s\n", l->id, l->id,
                  l->everywhere ? "gives" : "may give", l->value, l->why);
      }
  if (n != 0)
    fputs ("</ul>\n", f);
}

/* TEXT, its lines after the first less far to the right.  */
static void
put_prototype (FILE *f, const char *text)
{
  for (; *text != '\0'; text++)
    {
      ipc_html_char (f, *text);
      if (*text == '\n')
        {
          text += strspn (text + 1, " ");
          fputs ("  ", f);
        }
    }
  putc ('\n', f);
}

/* What a program that uses FAMILY contains.  */
static void
put_code (FILE *f, const char *family)
{
  const struct ipc_prototype *p;
  const char *last = NULL;

  for (p = ipc_prototypes; p->family != NULL; p++)
    if (strcmp (p->family, family) == 0)
      {
        if (last == NULL)
          fputs ("<details><summary>Code</summary><pre>", f);
        if (last == NULL || strcmp (last, p->header) != 0)
          ipc_html (f, "#include &lt;%s&gt;\n", p->header);
        put_prototype (f, p->text);
        last = p->header;
      }
  if (last != NULL)
    fputs ("</pre></details>\n", f);
}

static void
put_family (const struct ipc_family *family, FILE *f)
{
  const struct ipc_fallback *fallback = family->fallback;

  ipc_html (f, "<li class=%s id=\"f-%s\"><h3>",
            ipc_html_class (family->verdict), family->name);
  ipc_html_verdict (f, family->verdict);
  ipc_html (f, " %s</h3>\n", family->name);
  if (fallback != NULL)
    {
      ipc_html (f, "<p>%s.", fallback->promise);
      if (fallback->calls[0] != '\0')
        ipc_html (f, " Stands in for <code>%s</code>.", fallback->calls);
      ipc_html (f, " %d behaviour%s.\n", family->rows,
                family->rows == 1 ? "" : "s");
    }
  put_limits (family, f);
  put_code (f, family->name);
}

static const char how[] =
  "<p>Each has its own functions, below, from <kbd>libipcompat</kbd>. Or let "
  "the native calls stand where the probes say that they will do, and a "
  "fallback elsewhere:\n"
  "<pre>#include &lt;ipcompat.h&gt;  /* after the system's headers */</pre>\n"
  "<p>In a program's Makefile:\n"
  "<pre>CFLAGS += `pkg-config --cflags ipcompat`\n"
  "LDLIBS += `pkg-config --libs ipcompat`</pre>\n"
  "<p>In its configure.ac:\n"
  "<pre>PKG_CHECK_MODULES([IPCOMPAT], [ipcompat])</pre>\n"
  "<p>When ipcompat itself is built, to have some of them always:\n"
  "<pre>./configure --enable-fallback=NAME,NAME</pre>\n"
  "<ul class=findings>\n";

void
ipc_html_fallbacks (const struct ipc_model *m, FILE *f)
{
  size_t i;

  fputs ("<section id=fallbacks>\n<h2>Fallbacks</h2>\n", f);
  if (m->families == 0)
    fputs ("<p>None was exercised.\n", f);
  else
    {
      fputs (how, f);
      for (i = 0; i < m->families; i++)
        put_family (&m->family[i], f);
      fputs ("</ul>\n", f);
    }
  fputs ("</section>\n", f);
}

/* What P asks, behind "whether".  */
static const char *
question (const struct ipc_probe *p)
{
  static const char whether[] = "whether ";

  return strncmp (p->question, whether, strlen (whether)) == 0
         ? p->question + strlen (whether) : p->question;
}

void
ipc_html_probes (const struct ipc_model *m, FILE *f)
{
  const struct ipc_summary *s = &m->summary;
  size_t i;

  ipc_html (f, "<section id=probes>\n<h2>Probes</h2>\n<p>What configure "
            "asked before anything was exercised: %d yes, %d no, %d "
            "unknown.\n", s->answers[IPC_YES], s->answers[IPC_NO],
            s->answers[2]);
  if (m->probes != 0)
    {
      fputs ("<table>\n<thead><tr><th scope=col>probe"
             "<th scope=col>whether<th scope=col>answer\n<tbody>\n", f);
      for (i = 0; i < m->probes; i++)
        ipc_html (f, "<tr><th>%s<td>%s<td>%s%s%s\n", m->probe[i].name,
                  question (&m->probe[i]),
                  ipc_answer_name (m->probe[i].answer),
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

  fputs ("<section id=product>\n<h2>Product</h2>\n<dl>\n", f);
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
