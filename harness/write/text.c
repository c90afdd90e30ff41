/* text.c - the report for a terminal.
   SPDX-License-Identifier: BSD-2-Clause

   What went wrong comes first, with its evidence; the numbers come last,
   where the eye is when the screen has scrolled.  */

#include <config.h>

#include <string.h>

#include "text-line.h"
#include "text-sections.h"

/* Write which native builds of R showed the same as its build FIRST.  */
static void
builds_like (const struct ipc_row *r, int first, char *buf, size_t size)
{
  const struct ipc_result *a = &r->result[first], *b;
  int i;

  snprintf (buf, size, "%s", ipc_build_name ((enum ipc_build) first));
  for (i = first + 1; i < IPC_NATIVE_BUILDS; i++)
    {
      b = &r->result[i];
      if (b->present && a->observed != NULL && b->observed != NULL
          && strcmp (a->observed, b->observed) == 0)
        snprintf (buf + strlen (buf), size - strlen (buf), ", %s",
                  ipc_build_name ((enum ipc_build) i));
    }
}

static void
evidence (const struct ipc_text *t, const struct ipc_row *r)
{
  const struct ipc_result *e = &r->result[IPC_FALLBACK_BUILD];
  char sources[600], probes[400], names[160];
  char fallback[200] = "no fallback";

  if (e->present)
    snprintf (fallback, sizeof fallback, "fallback %s %s",
              ipc_row_fallbacks (r->b, names, sizeof names),
              ipc_verdict_name (e->verdict));
  ipc_text_line (t, "     %s", r->b->claim);
  ipc_text_line (t, "     %s; %s%s%s%s",
                 ipc_row_sources (r->b, sources, sizeof sources),
                 r->probes == 0 ? "" : "probe ",
                 ipc_row_probes (r, probes, sizeof probes),
                 r->probes == 0 ? "" : "; ", fallback);
}

/* A row that deviates or is absent: a line for each of its findings.  */
static void
finding (const struct ipc_text *t, const struct ipc_row *r)
{
  char builds[64], documented[400];
  int i;

  ipc_row_documented (r->b, documented, sizeof documented);
  for (i = 0; i < IPC_NATIVE_BUILDS; i++)
    {
      const struct ipc_result *e = &r->result[i];

      if (!e->present || (i > 0 && e->observed != NULL
                          && r->result[0].observed != NULL
                          && strcmp (e->observed, r->result[0].observed)
                             == 0))
        continue;
      builds_like (r, i, builds, sizeof builds);
      ipc_text_mark (t, e->verdict, " %-*s  %-16s  %s%s%s", t->id_width,
                     r->b->id, builds,
                     e->observed != NULL ? e->observed : e->reason,
                     e->verdict == IPC_DEVIATES ? ", documented: " : "",
                     e->verdict == IPC_DEVIATES ? documented : "");
      if (e->detail != NULL)
        ipc_text_line (t, "     detail: %s", e->detail);
    }
  evidence (t, r);
}

static void
findings (const struct ipc_text *t, enum ipc_verdict v, const char *word)
{
  const struct ipc_summary *s = &t->m->summary;
  size_t i;

  if (s->rows[v] == 0 || !ipc_text_wants (t, v))
    return;
  ipc_text_heading (t, v, word, " (%d of %d exercised)", s->rows[v],
                    s->exercised);
  for (i = 0; i < t->m->rows; i++)
    if (t->m->row[i].verdict == v)
      finding (t, &t->m->row[i]);
}

static void
numbers (const struct ipc_text *t)
{
  const struct ipc_summary *s = &t->m->summary;

  ipc_text_line (t, "%d behaviours: %d hold, %d deviate, %d absent,"
                 " %d not exercised,", s->behaviours, s->rows[IPC_HOLDS],
                 s->rows[IPC_DEVIATES], s->rows[IPC_ABSENT],
                 s->rows[IPC_NOT_EXERCISED]);
  ipc_text_line (t, "  %d no evidence, %d not testable; probes: %d yes,"
                 " %d no, %d unknown; %.1f s", s->rows[IPC_NO_EVIDENCE],
                 s->rows[IPC_NOT_TESTABLE], s->answers[1], s->answers[0],
                 s->answers[2], t->m->run.seconds);
  if (t->m->asked != NULL)
    ipc_text_line (t, "  a partial run, of %s", t->m->asked);
  if (t->m->cut != NULL)
    ipc_text_line (t, "  a run that was cut: %s", t->m->cut);
  if (s->unknown != 0)
    ipc_text_line (t, "  %d not in this catalogue", s->unknown);
}

/* How much R needs looking into; 0 not at all.  */
static int
urgency (const struct ipc_row *r)
{
  const struct ipc_result *fb = &r->result[IPC_FALLBACK_BUILD];

  return r->verdict == IPC_DEVIATES ? 5 : r->verdict == IPC_ABSENT ? 4
         : fb->present && fb->verdict == IPC_FAILS ? 3
         : r->agrees == 0 ? 2 : r->verdict == IPC_NO_EVIDENCE;
}

/* The next command to type, for what is most in need of it.  */
static void
next (const struct ipc_text *t)
{
  const struct ipc_row *worst = NULL;
  size_t i;

  for (i = 0; i < t->m->rows; i++)
    if (urgency (&t->m->row[i]) > (worst == NULL ? 0 : urgency (worst)))
      worst = &t->m->row[i];
  if (worst != NULL)
    ipc_text_line (t, "next: ipcompat explain %s", worst->b->id);
  else
    ipc_text_line (t, "next: nothing needs looking into");
}

static void
widths (struct ipc_text *t)
{
  size_t i, n;

  for (i = 0; i < t->m->rows; i++)
    {
      const struct ipc_row *r = &t->m->row[i];

      n = strlen (r->b->id);
      if ((r->verdict == IPC_DEVIATES || r->verdict == IPC_ABSENT
           || ipc_builds_differ (r)) && (int) n > t->id_width)
        t->id_width = (int) n;
    }
}

static void
sections (const struct ipc_text *t)
{
  const struct ipc_summary *s = &t->m->summary;
  char product[700];

  ipc_text_line (t, "ipcompat %s %s   %s", t->m->version, t->m->revision,
                 ipc_product_line (t->m, product, sizeof product));
  ipc_text_line (t, "%s", "");
  findings (t, IPC_DEVIATES, "DEVIATES");
  findings (t, IPC_ABSENT, "ABSENT");
  ipc_text_fallbacks (t);
  ipc_text_disagreements (t);
  ipc_text_manuals (t);
  ipc_text_reasons (t, IPC_NOT_EXERCISED, "NOT EXERCISED");
  ipc_text_reasons (t, IPC_NO_EVIDENCE, "NO EVIDENCE");
  ipc_text_differ (t);
  if (s->hazards > 0 && t->o->only == 0)
    ipc_text_line (t, "HAZARD  %d shown, %d not shown, of %d (a hazard that"
                   " shows is not a deviation)", s->shown, s->not_shown,
                   s->hazards);
  ipc_text_not_testable (t);
  ipc_text_unknown (t);
  ipc_text_holding (t);
  ipc_text_line (t, "%s", "");
}

int
ipc_write_text (const struct ipc_model *m, FILE *f,
                const struct ipc_text_options *o)
{
  struct ipc_text t = { m, f, o, 20 };

  widths (&t);
  if (o->verbose >= 0)
    sections (&t);
  numbers (&t);
  next (&t);
  return ferror (f) ? -1 : 0;
}
