/* html-parts.c - what the sections of the page are written with.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "html-parts.h"

#include <stdarg.h>
#include <string.h>

#include "model/bugs.h"

void
ipc_html_char (FILE *f, char c)
{
  switch (c)
    {
    case '&': fputs ("&amp;", f); break;
    case '<': fputs ("&lt;", f); break;
    case '>': fputs ("&gt;", f); break;
    case '"': fputs ("&quot;", f); break;
    default: putc (c, f);
    }
}

static void
escape (FILE *f, const char *text)
{
  for (; *text != '\0'; text++)
    ipc_html_char (f, *text);
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
ipc_html_probe (FILE *f, const struct ipc_row *r)
{
  size_t i;

  for (i = 0; i < r->probes; i++)
    ipc_html (f, " Probe %s: %s%s.", r->probe[i].name,
              ipc_answer_name (r->probe[i].answer),
              r->probe[i].agrees == 1 ? ", agrees"
              : r->probe[i].agrees == 0 ? ", disagrees" : "");
}

int
ipc_html_same_source (const struct ipc_source *a, const struct ipc_source *b)
{
  return a != NULL && b != NULL && a->document != NULL && b->document != NULL
         && strcmp (a->document, b->document) == 0
         && strcmp (a->status, b->status) == 0
         && strcmp (a->text, b->text) == 0;
}

/* "says" and "shall" are what most sources do, and left out; so is a heading
   that is USUAL's.  */
static void
put_source (FILE *f, const struct ipc_source *s,
            const struct ipc_source *usual)
{
  const char *status = strcmp (s->status, "says") == 0
                       || strcmp (s->status, "shall") == 0 ? "" : s->status;

  if (strcmp (s->document, "field") == 0)
    {
      ipc_html (f, "%s in <cite>%s</cite>", s->status, s->text);
      return;
    }
  ipc_html (f, "%s%s%s", strcmp (s->document, "posix") == 0 ? "POSIX"
            : s->document, *status == '\0' ? "" : " ", status);
  if (*s->text == '\0'
      || (usual != NULL && strcmp (s->document, usual->document) == 0
          && strcmp (s->text, usual->text) == 0))
    return;
  ipc_html (f, strcmp (s->document, "perlipc") == 0 ? " <q>%s</q>" : " %s",
            s->text);
}

const char *
ipc_html_sources (FILE *f, const struct ipc_behaviour *b,
                  const struct ipc_source *usual, const char *before)
{
  const struct ipc_source *s;

  for (s = b->sources; s->document != NULL; s++)
    if (!ipc_html_same_source (s, usual)
        && !(strcmp (s->document, "posix") == 0
             && strcmp (s->status, "silent") == 0))
      {
        fputs (before, f);
        put_source (f, s, usual);
        before = "; ";
      }
  return before;
}

int
ipc_html_bug (FILE *f, const struct ipc_row *r, const char *before)
{
  const struct ipc_row_bug *b = ipc_bug_shown (r);

  if (b == NULL)
    return 0;
  fputs (before, f);
  if (ipc_is_address (b->link))
    ipc_html (f, "known as <a href=\"%s\">%s</a>", b->link, b->link);
  else
    ipc_html (f, "known as <cite>%s</cite>", b->link);
  if (b->here != NULL)
    ipc_html (f, " for %s; this is %s", b->held, b->here);
  if (b->note != NULL)
    ipc_html (f, " (%s)", b->note);
  return 1;
}

void
ipc_html_fallback_links (FILE *f, const struct ipc_behaviour *b)
{
  const char *const *name;

  for (name = b->fallbacks; *name != NULL; name++)
    {
      fputs (name == b->fallbacks ? "" : ", ", f);
      /* A name of this catalogue is safe without quotes.  */
      ipc_html (f, ipc_find_fallback (*name) != NULL ? "<a href=#f-%s>%s</a>"
                : "<a href=\"#f-%s\">%s</a>", *name, *name);
    }
}

void
ipc_html_documented (FILE *f, const struct ipc_behaviour *b)
{
  const char *const *o;

  for (o = b->outcomes; *o != NULL; o++)
    ipc_html (f, "%s<samp>%s</samp>", o == b->outcomes ? ""
              : o[1] == NULL ? " or " : ", ", *o);
}
