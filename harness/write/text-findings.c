/* text-findings.c - the text report: what deviates, or is not there.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <string.h>

#include "model/bugs.h"
#include "model/findings.h"
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

/* What is known elsewhere of what E, a result of R, shows.  */
static void
reported (const struct ipc_text *t, const struct ipc_row *r,
          const struct ipc_result *e)
{
  char text[1000];

  if (*ipc_bug_after (r, e, "", text, sizeof text) != '\0')
    ipc_text_wrapped (t, 5, text);
}

/* A row that deviates or is absent: a line for each value of its builds.  */
static void
builds (const struct ipc_text *t, const struct ipc_row *r)
{
  char names[64], documented[400];
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
      builds_like (r, i, names, sizeof names);
      ipc_text_mark (t, e->verdict, " %-*s  %-16s  %s%s%s", t->id_width,
                     r->b->id, names,
                     e->observed != NULL ? e->observed : e->reason,
                     e->verdict == IPC_DEVIATES ? ", documented: " : "",
                     e->verdict == IPC_DEVIATES ? documented : "");
      if (e->detail != NULL)
        ipc_text_line (t, "     detail: %s", e->detail);
      reported (t, r, e);
    }
}

/* Where programs met it.  */
static void
met (const struct ipc_text *t, const struct ipc_row *r)
{
  char fields[400];

  if (*ipc_row_fields (r->b, fields, sizeof fields) != '\0')
    ipc_text_line (t, "     met in %s", fields);
}

/* One row, and all that there is to say of it if it stands ALONE.  */
static void
finding (const struct ipc_text *t, const struct ipc_row *r, int alone)
{
  int bad = r->verdict == IPC_DEVIATES || r->verdict == IPC_ABSENT;

  if (bad)
    builds (t, r);
  if (r->manual_agrees == 0)
    ipc_text_line (t, "%s%s  %s says: %s, test: %s", bad ? "     " : "   ",
                   bad ? "but" : r->b->id, r->manual->page,
                   r->manual->value, r->result[IPC_EXTENDED_BUILD].observed);
  if (!bad)
    reported (t, r, &r->result[IPC_EXTENDED_BUILD]);
  if (alone)
    evidence (t, r);
  else
    met (t, r);
}

/* Whether F is to be told: by the verdict of its row, but a manual that is
   wrong is of none.  */
static int
is_wanted (const struct ipc_text *t, const struct ipc_finding *f)
{
  if (f->row->verdict == IPC_DEVIATES || f->row->verdict == IPC_ABSENT)
    return ipc_text_wants (t, f->row->verdict);
  return t->o->only == 0;
}

/* One sentence for all; each row in a line.  */
static void
known (const struct ipc_text *t, const struct ipc_group *g)
{
  char extent[200], text[1000];
  size_t i;

  snprintf (text, sizeof text, "%s: %s", g->cause->sentence,
            ipc_group_extent (g, extent, sizeof extent));
  ipc_text_wrapped (t, 3, text);
  ipc_text_line (t, "     (%s)", g->cause->cites);
  for (i = 0; i < g->findings; i++)
    if (is_wanted (t, &g->finding[i]))
      finding (t, g->finding[i].row, 0);
}

static void
put_class (const struct ipc_text *t, enum ipc_class class, const char *word)
{
  const struct ipc_group *g;
  int n = 0;
  size_t i;

  for (i = 0; i < t->m->findings; i++)
    n += t->m->finding[i].class == class
         && is_wanted (t, &t->m->finding[i]);
  if (n == 0)
    return;
  ipc_text_heading (t, class == IPC_MISSING ? IPC_ABSENT : IPC_DEVIATES, word,
                    " (%d of %d exercised)", n, t->m->summary.exercised);
  for (g = t->m->group; g < t->m->group + t->m->groups; g++)
    if (g->class != class)
      continue;
    else if (g->cause != NULL)
      known (t, g);
    else if (is_wanted (t, g->finding))
      finding (t, g->finding->row, 1);
}

void
ipc_text_findings (const struct ipc_text *t)
{
  put_class (t, IPC_UNHEARD, "DEVIATES, AND NO DOCUMENT KNOWS");
  put_class (t, IPC_CONTRADICTED, "MANUAL AND TEST DISAGREE");
  put_class (t, IPC_MISSING, "ABSENT");
  put_class (t, IPC_AS_MANUAL, "DEVIATES, AS THE SYSTEM'S MANUAL SAYS");
}
