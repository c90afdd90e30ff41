/* markdown.c - the report for a job summary or an issue.
   SPDX-License-Identifier: BSD-2-Clause

   Hosts cut or drop a summary that is too long, some without a word: what
   does not fit the budget is left out a row at a time, and said.  */

#include <config.h>

#include <stdarg.h>
#include <string.h>

#include "model/words.h"
#include "write.h"

#if defined __GNUC__
# define MARKDOWN_FORMAT __attribute__ ((__format__ (__printf__, 2, 3)))
#else
# define MARKDOWN_FORMAT
#endif

enum { BUDGET = 60000, RESERVE = 2000, LINE = 8000, TEXT = 4000 };

struct page
{
  FILE *f;
  long used;
  int left_out;                 /* rows of the table at hand */
};

/* TEXT as plain words to Markdown, in BUF of SIZE bytes: every character
   that Markdown or HTML could act upon is an entity, also inside <code>,
   where a pipe would still split a table's cell.  */
static const char *
plain (const char *text, char *buf, size_t size)
{
  size_t n = 0;

  for (; *text != '\0' && n + 8 < size; text++)
    if (strchr ("&<>\"'|\\`*_[]()@#~:!{}$", *text) != NULL)
      n += (size_t) snprintf (buf + n, size - n, "&#%d;", *text);
    else
      buf[n++] = *text;
  buf[n] = '\0';
  return buf;
}

/* Write what belongs to no row; there is always room for it.  */
static void MARKDOWN_FORMAT
put (struct page *p, const char *format, ...)
{
  char text[LINE];
  va_list args;

  va_start (args, format);
  vsnprintf (text, sizeof text, format, args);
  va_end (args);
  fputs (text, p->f);
  p->used += (long) strlen (text);
}

/* Write a whole row, or count it as left out.  */
static void MARKDOWN_FORMAT
put_row (struct page *p, const char *format, ...)
{
  char text[LINE];
  va_list args;

  va_start (args, format);
  vsnprintf (text, sizeof text, format, args);
  va_end (args);
  if (p->left_out > 0
      || p->used + (long) strlen (text) > BUDGET - RESERVE)
    p->left_out++;
  else
    put (p, "%s", text);
}

static void
end_table (struct page *p)
{
  if (p->left_out > 0)
    put (p, "\n%d more rows in report.json.\n", p->left_out);
  p->left_out = 0;
  put (p, "\n");
}

static void
headline (struct page *p, const struct ipc_model *m)
{
  const struct ipc_summary *s = &m->summary;
  char product[700], text[TEXT];

  put (p, "### ipcompat: %s: %d deviate, %d absent, %d of %d hold\n\n",
       plain (ipc_product_line (m, product, sizeof product), text,
              sizeof text),
       s->rows[IPC_DEVIATES], s->rows[IPC_ABSENT], s->rows[IPC_HOLDS],
       s->behaviours);
  put (p, "%d not exercised, %d no evidence, %d not testable; fallbacks: %d"
       " proven, %d limited, %d fail; revision %s.\n\n",
       s->rows[IPC_NOT_EXERCISED], s->rows[IPC_NO_EVIDENCE],
       s->rows[IPC_NOT_TESTABLE], s->families[IPC_PROVEN],
       s->families[IPC_LIMITED], s->families[IPC_FAILS],
       plain (m->revision, text, sizeof text));
  if (m->asked != NULL)
    put (p, "A partial run, of %s.\n\n",
         plain (m->asked, text, sizeof text));
  if (m->cut != NULL)
    put (p, "A run that was cut: %s.\n\n",
         plain (m->cut, text, sizeof text));
  if (s->unknown != 0)
    put (p, "%d not in this catalogue, marked *.\n\n", s->unknown);
}

/* What POSIX says of B, in a word.  */
static const char *
posix (const struct ipc_behaviour *b)
{
  return ipc_cites (b, "posix", "shall") ? "shall"
         : ipc_cites (b, "posix", "may") ? "may" : "silent";
}

static void
row (struct page *p, const struct ipc_row *r)
{
  const struct ipc_result *fb = &r->result[IPC_FALLBACK_BUILD];
  char value[500], shown[TEXT], documented[400], outcomes[TEXT / 2];
  char id[600], fields[200], met[1000];
  int code = r->result[IPC_EXTENDED_BUILD].observed != NULL;

  plain (ipc_row_fields (r->b, fields, sizeof fields), met, sizeof met);
  put_row (p, "| %s %s | <code>%s</code>%s | %s%s%s | %s | %s%s%s%s |"
           " %s%s%s |\n",
           ipc_verdict_symbol (r->verdict), ipc_verdict_name (r->verdict),
           plain (r->b->id, id, sizeof id), r->unknown ? " \\*" : "",
           code ? "<code>" : "",
           plain (ipc_row_value (r, value, sizeof value), shown,
                  sizeof shown), code ? "</code>" : "",
           plain (ipc_row_documented (r->b, documented, sizeof documented),
                  outcomes, sizeof outcomes),
           posix (r->b), *met == '\0' ? "" : "; met in <code>", met,
           *met == '\0' ? "" : "</code>",
           fb->present ? ipc_verdict_symbol (fb->verdict) : "",
           fb->present ? " " : "",
           fb->present ? ipc_verdict_name (fb->verdict) : "none");
}

static void
begin_table (struct page *p)
{
  put (p, "| | behaviour | observed | documented | POSIX | fallback |\n"
       "|-|-|-|-|-|-|\n");
}

static int
wanted (unsigned only, enum ipc_verdict v)
{
  return only == 0 || (only >> v & 1);
}

/* What deviates, is absent, or has a fallback that fails.  */
static int
is_finding (const struct ipc_row *r, unsigned only)
{
  const struct ipc_result *fb = &r->result[IPC_FALLBACK_BUILD];

  return ((r->verdict == IPC_DEVIATES || r->verdict == IPC_ABSENT)
          && wanted (only, r->verdict))
         || (fb->present && fb->verdict == IPC_FAILS
             && wanted (only, IPC_FAILS));
}

static void
findings (struct page *p, const struct ipc_model *m, unsigned only)
{
  int v, any = 0;
  size_t i;

  for (v = 0; v <= IPC_NOT_TESTABLE; v++)
    for (i = 0; i < m->rows; i++)
      if ((int) m->row[i].verdict == v && is_finding (&m->row[i], only))
        {
          if (any++ == 0)
            begin_table (p);
          row (p, &m->row[i]);
        }
  if (any == 0)
    put (p, "No deviation, nothing absent, no fallback that fails.\n");
  end_table (p);
}

static void
differing (struct page *p, const struct ipc_model *m)
{
  char id[600], line[TEXT], cell[600];
  size_t i;
  int k;

  if (m->summary.differ == 0)
    return;
  put (p, "| builds differ |");
  for (k = 0; k < IPC_NATIVE_BUILDS; k++)
    put (p, " %s |", ipc_build_name ((enum ipc_build) k));
  put (p, "\n|-|");
  for (k = 0; k < IPC_NATIVE_BUILDS; k++)
    put (p, "-|");
  put (p, "\n");
  for (i = 0; i < m->rows; i++)
    {
      const struct ipc_row *r = &m->row[i];

      if (!ipc_builds_differ (r))
        continue;
      line[0] = '\0';
      for (k = 0; k < IPC_NATIVE_BUILDS; k++)
        if (r->result[k].present && r->result[k].observed != NULL)
          snprintf (line + strlen (line), sizeof line - strlen (line),
                    " <code>%s</code> |",
                    plain (r->result[k].observed, cell, sizeof cell));
        else
          strcat (line, " |");
      put_row (p, "| <code>%s</code> |%s\n",
               plain (r->b->id, id, sizeof id), line);
    }
  end_table (p);
}

/* The rest of a suite that a reader may want to see: by default what does
   not hold.  */
static int
in_suite (const struct ipc_row *r, const char *suite, unsigned only)
{
  if (strcmp (r->b->suite, suite) != 0 || is_finding (r, only))
    return 0;
  return only != 0 ? wanted (only, r->verdict)
         : r->unknown || r->verdict != IPC_HOLDS;
}

static void
suites (struct page *p, const struct ipc_model *m, unsigned only)
{
  const struct ipc_suite *s;
  size_t i;

  for (s = m->suite; s->name != NULL; s++)
    {
      int n = 0;

      for (i = 0; i < m->rows; i++)
        n += in_suite (&m->row[i], s->name, only);
      if (n == 0)
        continue;
      put (p, "<details><summary>%s: %d more rows</summary>\n\n", s->name,
           n);
      begin_table (p);
      for (i = 0; i < m->rows; i++)
        if (in_suite (&m->row[i], s->name, only))
          row (p, &m->row[i]);
      end_table (p);
      put (p, "</details>\n\n");
    }
}

int
ipc_write_markdown (const struct ipc_model *m, FILE *f, unsigned only)
{
  struct page p = { f, 0, 0 };

  headline (&p, m);
  findings (&p, m, only);
  if (only == 0)
    differing (&p, m);
  suites (&p, m, only);
  put (&p, "All behaviours are in report.json; `ipcompat explain ID` says"
       " more about one.\n");
  return ferror (f) ? -1 : 0;
}
