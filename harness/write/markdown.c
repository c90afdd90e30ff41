/* markdown.c - the report for a job summary or an issue.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <string.h>

#include "markdown-line.h"
#include "model/bugs.h"
#include "model/choices.h"
#include "model/findings.h"
#include "model/words.h"
#include "write.h"

static void
headline (struct ipc_page *p, const struct ipc_model *m)
{
  const struct ipc_summary *s = &m->summary;
  char product[700], text[IPC_MD_TEXT];

  ipc_md_put (p, "### ipcompat: %s: %d deviate, %d absent, %d of %d hold\n\n",
              ipc_md_plain (ipc_product_line (m, product, sizeof product),
                            text, sizeof text),
              s->rows[IPC_DEVIATES], s->rows[IPC_ABSENT], s->rows[IPC_HOLDS],
              s->behaviours);
  ipc_md_put (p, "%d not exercised, %d no evidence, %d not testable;"
              " fallbacks: %d proven, %d limited, %d fail; revision %s.\n\n",
              s->rows[IPC_NOT_EXERCISED], s->rows[IPC_NO_EVIDENCE],
              s->rows[IPC_NOT_TESTABLE], s->families[IPC_PROVEN],
              s->families[IPC_LIMITED], s->families[IPC_FAILS],
              ipc_md_plain (m->revision, text, sizeof text));
  if (m->asked != NULL)
    ipc_md_put (p, "A partial run, of %s.\n\n",
                ipc_md_plain (m->asked, text, sizeof text));
  if (m->cut != NULL)
    ipc_md_put (p, "A run that was cut: %s.\n\n",
                ipc_md_plain (m->cut, text, sizeof text));
  if (s->unknown != 0)
    ipc_md_put (p, "%d not in this catalogue, marked *.\n\n", s->unknown);
}

/* What POSIX says of B, in a word.  */
static const char *
posix (const struct ipc_behaviour *b)
{
  return ipc_cites (b, "posix", "shall") ? "shall"
         : ipc_cites (b, "posix", "may") ? "may" : "silent";
}

/* What is known elsewhere of what R shows, in BUF: a link where it is one that
   Markdown cannot take for anything else.  */
static const char *
known (const struct ipc_row *r, char *buf, size_t size)
{
  static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUV"
                             "WXYZ0123456789:/.-=?&#%+~,;";
  const struct ipc_row_bug *b = ipc_bug_shown (r);
  char text[1000], plain[IPC_MD_TEXT];
  int link;

  buf[0] = '\0';
  if (b == NULL)
    return buf;
  ipc_md_plain (ipc_bug_text (b, text, sizeof text), plain, sizeof plain);
  link = ipc_is_address (b->link) && b->link[strspn (b->link, safe)] == '\0';
  snprintf (buf, size, link ? "; [%s](%s)" : "; %s", plain, b->link);
  return buf;
}

static void
row (struct ipc_page *p, const struct ipc_row *r)
{
  const struct ipc_result *fb = &r->result[IPC_FALLBACK_BUILD];
  char value[500], shown[IPC_MD_TEXT];
  char documented[400], outcomes[IPC_MD_TEXT / 2];
  char id[600], fields[200], met[1000], manual[1000] = "";
  char bug[IPC_MD_TEXT / 2];
  int code = r->result[IPC_EXTENDED_BUILD].observed != NULL;

  ipc_md_plain (ipc_row_fields (r->b, fields, sizeof fields), met, sizeof met);
  if (r->manual_agrees == 0)
    {
      snprintf (value, sizeof value, "; %s says %s", r->manual->page,
                r->manual->value);
      ipc_md_plain (value, manual, sizeof manual);
    }
  ipc_row_documented (r->b, documented, sizeof documented);
  ipc_md_row (p, "| %s %s | <code>%s</code>%s | %s%s%s%s%s | %s | %s%s%s%s |"
              " %s%s%s |\n",
              ipc_verdict_symbol (r->verdict), ipc_verdict_name (r->verdict),
              ipc_md_plain (r->b->id, id, sizeof id), r->unknown ? " \\*" : "",
              code ? "<code>" : "",
              ipc_md_plain (ipc_row_value (r, value, sizeof value), shown,
                            sizeof shown),
              code ? "</code>" : "", manual, known (r, bug, sizeof bug),
              ipc_md_plain (documented, outcomes, sizeof outcomes),
              posix (r->b), *met == '\0' ? "" : "; met in <code>", met,
              *met == '\0' ? "" : "</code>",
              fb->present ? ipc_verdict_symbol (fb->verdict) : "",
              fb->present ? " " : "",
              fb->present ? ipc_verdict_name (fb->verdict) : "none");
}

static void
begin_table (struct ipc_page *p)
{
  ipc_md_put (p, "| | behaviour | observed | documented | POSIX | fallback |\n"
              "|-|-|-|-|-|-|\n");
}

static int
wanted (unsigned only, enum ipc_verdict v)
{
  return only == 0 || (only >> v & 1);
}

/* Whether F is told first: all but a fallback's declared limits, which the
   headline counts.  */
static int
is_finding (const struct ipc_finding *f, unsigned only)
{
  enum ipc_verdict v = f->row->verdict;

  if (f->class == IPC_DECLARED)
    return 0;
  if (f->class == IPC_NO_HELP)
    return wanted (only, IPC_FAILS);
  return v == IPC_DEVIATES || v == IPC_ABSENT ? wanted (only, v) : only == 0;
}

/* Whether one of R's findings is told first.  */
static int
is_told (const struct ipc_model *m, const struct ipc_row *r, unsigned only)
{
  const struct ipc_finding *native = ipc_finding_of (m, r, 0);
  const struct ipc_finding *fallback = ipc_finding_of (m, r, 1);

  return (native != NULL && is_finding (native, only))
         || (fallback != NULL && is_finding (fallback, only));
}

/* The cause of all of G in a line of its own.  */
static void
cause (struct ipc_page *p, const struct ipc_group *g)
{
  char sentence[IPC_MD_TEXT], extent[200], text[1000], cites[1000];
  int has_link = *g->cause->link != '\0';

  ipc_md_plain (ipc_group_extent (g, extent, sizeof extent), text,
                sizeof text);
  ipc_md_plain (g->cause->sentence, sentence, sizeof sentence);
  ipc_md_row (p, "| | **%s**: %s %s%s%s%s%s | | | | |\n", sentence, text,
              has_link ? "[" : "(",
              ipc_md_plain (g->cause->cites, cites, sizeof cites),
              has_link ? "](" : "", g->cause->link, ")");
}

static void
group (struct ipc_page *p, const struct ipc_group *g, unsigned only)
{
  size_t i;
  int n = 0;

  for (i = 0; i < g->findings; i++)
    if (is_finding (&g->finding[i], only))
      {
        if (n++ == 0 && g->cause != NULL)
          cause (p, g);
        row (p, g->finding[i].row);
      }
}

static void
findings (struct ipc_page *p, const struct ipc_model *m, unsigned only)
{
  enum ipc_class class = IPC_CLASSES;
  const struct ipc_group *g;
  size_t i;

  for (g = m->group; g < m->group + m->groups; g++)
    {
      for (i = 0; i < g->findings; i++)
        if (is_finding (&g->finding[i], only))
          break;
      if (i == g->findings)
        continue;
      if (g->class != class)
        {
          if (class != IPC_CLASSES)
            ipc_md_end (p);
          class = g->class;
          ipc_md_put (p, "#### %s\n\n", ipc_class_title (class));
          begin_table (p);
        }
      group (p, g, only);
    }
  if (class == IPC_CLASSES)
    ipc_md_put (p, "No deviation, nothing absent, no fallback that fails.\n");
  ipc_md_end (p);
}

static void
differing (struct ipc_page *p, const struct ipc_model *m)
{
  char id[600], line[IPC_MD_TEXT], cell[600];
  size_t i;
  int k;

  if (m->summary.differ == 0)
    return;
  ipc_md_put (p, "| builds differ |");
  for (k = 0; k < IPC_NATIVE_BUILDS; k++)
    ipc_md_put (p, " %s |", ipc_build_name ((enum ipc_build) k));
  ipc_md_put (p, "\n|-|");
  for (k = 0; k < IPC_NATIVE_BUILDS; k++)
    ipc_md_put (p, "-|");
  ipc_md_put (p, "\n");
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
                    ipc_md_plain (r->result[k].observed, cell, sizeof cell));
        else
          strcat (line, " |");
      ipc_md_row (p, "| <code>%s</code> |%s\n",
                  ipc_md_plain (r->b->id, id, sizeof id), line);
    }
  ipc_md_end (p);
}

static void
choices (struct ipc_page *p, const struct ipc_model *m)
{
  char id[600], own[IPC_MD_TEXT], usual[IPC_MD_TEXT];
  const struct ipc_choice *c;

  if (m->reference == NULL)
    return;
  ipc_md_put (p, "%d of %d choices differ from those of %s.\n\n",
              ipc_rare_choices (m), m->compared,
              ipc_md_plain (m->reference, own, sizeof own));
  if (ipc_rare_choices (m) == 0)
    return;
  ipc_md_put (p, "| chose | here | usual |\n|-|-|-|\n");
  for (c = m->choice; c < m->choice + m->choices; c++)
    if (ipc_choice_is_rare (c))
      ipc_md_row (p, "| <code>%s</code> | <code>%s</code> | <code>%s</code>"
                  " |\n", ipc_md_plain (c->row->b->id, id, sizeof id),
                  ipc_md_plain (c->own, own, sizeof own),
                  ipc_md_plain (c->usual, usual, sizeof usual));
  ipc_md_end (p);
}

/* The rest of a suite that a reader may want to see: by default what does
   not hold.  */
static int
in_suite (const struct ipc_model *m, const struct ipc_row *r,
          const char *suite, unsigned only)
{
  if (strcmp (r->b->suite, suite) != 0 || is_told (m, r, only))
    return 0;
  return only != 0 ? wanted (only, r->verdict)
         : r->unknown || r->verdict != IPC_HOLDS;
}

static void
suites (struct ipc_page *p, const struct ipc_model *m, unsigned only)
{
  const struct ipc_suite *s;
  size_t i;

  for (s = m->suite; s->name != NULL; s++)
    {
      int n = 0;

      for (i = 0; i < m->rows; i++)
        n += in_suite (m, &m->row[i], s->name, only);
      if (n == 0)
        continue;
      ipc_md_put (p, "<details><summary>%s: %d more rows</summary>\n\n",
                  s->name, n);
      begin_table (p);
      for (i = 0; i < m->rows; i++)
        if (in_suite (m, &m->row[i], s->name, only))
          row (p, &m->row[i]);
      ipc_md_end (p);
      ipc_md_put (p, "</details>\n\n");
    }
}

int
ipc_write_markdown (const struct ipc_model *m, FILE *f, unsigned only)
{
  struct ipc_page p = { f, 0, 0 };

  headline (&p, m);
  findings (&p, m, only);
  if (only == 0)
    {
      differing (&p, m);
      choices (&p, m);
    }
  suites (&p, m, only);
  ipc_md_put (&p, "All behaviours are in report.json; `ipcompat explain ID`"
              " says more about one.\n");
  return ferror (f) ? -1 : 0;
}
