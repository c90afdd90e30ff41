/* html-fold.c - a fold for each behaviour.
   SPDX-License-Identifier: BSD-2-Clause

   A page has 900 of them.  What most would say is left to the style sheet and
   said once in the legend: that a row holds, and is REQUIRED.  */

#include <config.h>

#include <string.h>

#include "html-parts.h"
#include "html-sections.h"

static int
same_text (const char *a, const char *b)
{
  return a == b || (a != NULL && b != NULL && strcmp (a, b) == 0);
}

static int
same_result (const struct ipc_result *a, const struct ipc_result *b)
{
  return a->verdict == b->verdict && same_text (a->observed, b->observed)
         && same_text (a->reason, b->reason)
         && same_text (a->detail, b->detail);
}

/* BUILD of R, and those after it that saw the same, as a line of builds,
   verdict and value.  */
static void
put_result (FILE *f, const struct ipc_row *r, int build)
{
  const struct ipc_result *result = &r->result[build];
  int i;

  for (i = 0; i < build; i++)
    if (r->result[i].present && same_result (&r->result[i], result))
      return;
  ipc_html (f, "<tr><th>%s", ipc_build_name ((enum ipc_build) build));
  for (i = build + 1; i < IPC_BUILDS; i++)
    if (r->result[i].present && same_result (&r->result[i], result))
      ipc_html (f, ", %s", ipc_build_name ((enum ipc_build) i));
  fputs ("<td>", f);
  ipc_html_verdict (f, result->verdict);
  fputs ("<td>", f);
  if (result->observed != NULL)
    ipc_html (f, "<samp>%s</samp>", result->observed);
  if (result->reason != NULL)
    ipc_html (f, " %s", result->reason);
  if (result->detail != NULL)
    ipc_html (f, " <small>%s</small>", result->detail);
}

/* A table says nothing new where all builds of the suite, BUILDS, saw the
   same, and it holds.  */
static int
is_plain (const struct ipc_row *r, int builds)
{
  const struct ipc_result *first = &r->result[0], *other;
  int i;

  if (r->verdict != IPC_HOLDS)
    return 0;
  for (i = 0; i < IPC_BUILDS; i++)
    {
      other = &r->result[i];
      if (i < IPC_NATIVE_BUILDS && other->present != (builds >> i & 1))
        return 0;
      if (other->present
          && ((other->verdict != IPC_HOLDS && other->verdict != IPC_PROVEN)
              || !same_text (first->observed, other->observed)
              || !same_text (first->reason, other->reason)
              || (i < IPC_NATIVE_BUILDS
                  && !same_text (first->detail, other->detail))))
        return 0;
    }
  return 1;
}

/* The detail "name: a, b; name: ..." as a table of its own, if TEXT is one of
   three lines or more that have equally many parts.  */
static int
put_parts (FILE *f, const char *text)
{
  const char *p, *colon;
  int commas = -1, lines = 0, n;

  for (p = text; *p != '\0'; p += *p == ';' ? 2 : 0, lines++)
    {
      colon = strstr (p, ": ");
      for (n = 0, p = colon == NULL ? p : colon; *p != '\0' && *p != ';'; p++)
        n += *p == ',';
      if (colon == NULL || colon > p || (commas != -1 && n != commas)
          || (*p == ';' && p[1] != ' '))
        return 0;
      commas = n;
    }
  if (lines < 3 || commas < 1)
    return 0;
  fputs ("<table class=parts><tr><th>", f);
  for (p = text; *p != '\0'; p++)
    if (strncmp (p, "; ", 2) == 0)
      fputs ("<tr><th>", f), p++;
    else if (strncmp (p, ": ", 2) == 0 || strncmp (p, ", ", 2) == 0)
      fputs ("<td>", f), p++;
    else
      ipc_html_char (f, *p);
  fputs ("</table>", f);
  return 1;
}

/* What else R might have shown.  */
static void
put_else (FILE *f, const struct ipc_row *r)
{
  const char *const *o;
  const char *before = "<p>Or: ";

  for (o = r->b->outcomes; *o != NULL; o++)
    if (!same_text (*o, r->result[0].observed))
      {
        fputs (before, f);
        ipc_html (f, "%s", *o);
        before = " | ";
      }
}

static void
put_table (FILE *f, const struct ipc_row *r, int builds)
{
  const char *detail = r->result[0].detail;
  int i;

  if (r->b->level != IPC_HAZARD)
    put_else (f, r);
  if (is_plain (r, builds))
    {
      if (detail != NULL && !put_parts (f, detail))
        ipc_html (f, "<p>%s", detail);
      return;
    }
  fputs ("<table>", f);
  for (i = 0; i < IPC_BUILDS; i++)
    if (r->result[i].present)
      put_result (f, r, i);
  fputs ("</table>", f);
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

/* How to see it again, for what is to be looked into: the head of all suites
   says it for the rest.  */
static void
put_again (FILE *f, const struct ipc_row *r)
{
  const struct ipc_result *fallback = &r->result[IPC_FALLBACK_BUILD];
  int fails = fallback->present && fallback->verdict == IPC_FAILS;

  if (r->verdict != IPC_HOLDS || fails)
    ipc_html (f, "<p><kbd>ipcompat run %s</kbd>, <kbd>kyua debug "
              "suites/%s%s_test:%s</kbd>", r->b->id, r->b->suite,
              ipc_build_suffix (worst_build (r)), r->b->aspect);
}

const char *
ipc_html_facts (FILE *f, const struct ipc_row *r,
                const struct ipc_source *usual, const char *before)
{
  size_t i;

  before = ipc_html_sources (f, r->b, usual, before);
  for (i = 0; i < r->probes; i++)
    {
      fputs (before, f);
      ipc_html (f, "probe %s", r->probe[i].name);
      if (r->probe[i].answer != IPC_YES || r->probe[i].agrees == 0)
        ipc_html (f, " %s%s", ipc_answer_name (r->probe[i].answer),
                  r->probe[i].agrees == 0 ? ", disagrees" : "");
      before = "; ";
    }
  if (r->manual != NULL)
    {
      fputs (before, f);
      ipc_html (f, "%s", r->manual->page);
      if (r->manual_agrees != 1)
        ipc_html (f, " says %s", r->manual->value);
      before = "; ";
    }
  return ipc_html_bug (f, r, before) ? "; " : before;
}

void
ipc_html_about (FILE *f, const struct ipc_row *r,
                const struct ipc_source *usual, const char *before)
{
  before = ipc_html_facts (f, r, usual, before);
  if (r->result[IPC_FALLBACK_BUILD].present)
    {
      /* The style sheet says what the link is.  */
      fputs (before, f);
      ipc_html_fallback_links (f, r->b);
    }
}

void
ipc_html_fold (FILE *f, const struct ipc_row *r, int builds,
               const struct ipc_source *usual)
{
  const struct ipc_result *fallback = &r->result[IPC_FALLBACK_BUILD];
  char value[1000];

  ipc_html (f, "<details id=%s", r->b->id);
  if (r->verdict != IPC_HOLDS)
    ipc_html (f, " class=%s", ipc_html_class (r->verdict));
  fputs ("><summary>", f);
  if (r->verdict != IPC_HOLDS)
    ipc_html_verdict (f, r->verdict);
  ipc_html (f, "%s<b>%s</b>", r->b->aspect,
            ipc_row_value (r, value, sizeof value));
  if (r->b->level != IPC_REQUIRED)
    ipc_html (f, "<i>%s</i>", ipc_level_name (r->b->level));
  if (fallback->present && fallback->verdict != IPC_PROVEN)
    ipc_html (f, "<em class=%s>%s</em>", ipc_html_class (fallback->verdict),
              ipc_verdict_name (fallback->verdict));
  ipc_html (f, "</summary>%s%s.",
            r->unknown ? "Not in this catalogue. " : "", r->b->claim);
  ipc_html_about (f, r, usual, "<p>");
  if (r->b->not_tested == NULL)
    put_table (f, r, builds);
  if (r->b->not_tested == NULL && !r->unknown)
    put_again (f, r);
  fputs ("</details>\n", f);
}
