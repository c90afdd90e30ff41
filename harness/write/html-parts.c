/* html-parts.c - what the sections of the page are written with.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "html-parts.h"

#include <stdarg.h>
#include <string.h>

static void
escape (FILE *f, const char *text)
{
  for (; *text != '\0'; text++)
    switch (*text)
      {
      case '&': fputs ("&amp;", f); break;
      case '<': fputs ("&lt;", f); break;
      case '>': fputs ("&gt;", f); break;
      case '"': fputs ("&quot;", f); break;
      case '\'': fputs ("&#39;", f); break;
      default: putc (*text, f);
      }
}

void
ipc_html (FILE *f, const char *format, ...)
{
  const char *p;
  va_list args;

  va_start (args, format);
  for (p = format; *p != '\0'; p++)
    if (*p != '%')
      putc (*p, f);
    else if (*++p == 's')
      escape (f, va_arg (args, const char *));
    else if (*p == 'd')
      fprintf (f, "%d", va_arg (args, int));
    else
      putc (*p, f);
  va_end (args);
}

const char *
ipc_html_class (enum ipc_verdict v)
{
  static const char *const classes[IPC_VERDICTS] =
  {
    [IPC_DEVIATES] = "d", [IPC_ABSENT] = "a", [IPC_NO_EVIDENCE] = "n",
    [IPC_NOT_EXERCISED] = "x", [IPC_HOLDS] = "h", [IPC_NOT_TESTABLE] = "t",
    [IPC_FAILS] = "f", [IPC_LIMITED] = "l", [IPC_PROVEN] = "p"
  };

  return classes[v];
}

void
ipc_html_verdict (FILE *f, enum ipc_verdict v)
{
  ipc_html (f, "<b class=%s>%s</b>", ipc_html_class (v),
            ipc_verdict_name (v));
}

void
ipc_html_link (FILE *f, const struct ipc_behaviour *b)
{
  ipc_html (f, "<a href=#%s>%s</a>", b->id, b->id);
}

void
ipc_html_probe (const struct ipc_model *m, FILE *f, const struct ipc_row *r)
{
  size_t i;

  for (i = 0; i < r->probes; i++)
    {
      const struct ipc_row_probe *p = &r->probe[i];

      if (ipc_model_probe (m, p->name) != NULL)
        ipc_html (f, " Probe <a href=\"#probe-%s\">%s</a>: ", p->name,
                  p->name);
      else
        ipc_html (f, " Probe %s: ", p->name);
      ipc_html (f, "%s%s.", ipc_answer_name (p->answer),
                p->agrees == 1 ? ", agrees"
                : p->agrees == 0 ? ", disagrees" : "");
    }
}

static void
put_source (FILE *f, const struct ipc_source *s)
{
  static const struct { const char *status, *words; } says[] =
  {
    { "says", "says so" }, { "later", "says so, in later editions" },
    { "near", "implies it" }, { "shall", "requires it" },
    { "may", "leaves it open" }
  };
  const char *words = s->status;
  size_t i;

  for (i = 0; i < sizeof says / sizeof *says; i++)
    if (strcmp (s->status, says[i].status) == 0)
      words = says[i].words;
  if (strcmp (s->document, "field") == 0)
    ipc_html (f, "%s in <cite>%s</cite>", words, s->text);
  else if (strcmp (s->document, "perlipc") == 0 && *s->text != '\0')
    ipc_html (f, "perlipc <q>%s</q> %s", s->text, words);
  else if (*s->text != '\0')
    ipc_html (f, "%s <cite>%s</cite> %s", strcmp (s->document, "posix") == 0
              ? "POSIX" : s->document, s->text, words);
  else
    ipc_html (f, "%s is %s", strcmp (s->document, "posix") == 0 ? "POSIX"
              : s->document, words);
}

void
ipc_html_sources (FILE *f, const struct ipc_behaviour *b)
{
  const struct ipc_source *s;

  for (s = b->sources; s->document != NULL; s++)
    {
      fputs (s == b->sources ? "" : "; ", f);
      put_source (f, s);
    }
  putc ('.', f);
}

void
ipc_html_fallback_links (FILE *f, const struct ipc_behaviour *b)
{
  const char *const *name;

  for (name = b->fallbacks; *name != NULL; name++)
    ipc_html (f, "%s<a href=\"#fallback-%s\">%s</a>",
              name == b->fallbacks ? "" : ", ", *name, *name);
}

void
ipc_html_documented (FILE *f, const struct ipc_behaviour *b)
{
  const char *const *o;

  for (o = b->outcomes; *o != NULL; o++)
    ipc_html (f, "%s<samp>%s</samp>", o == b->outcomes ? ""
              : o[1] == NULL ? " or " : ", ", *o);
}
