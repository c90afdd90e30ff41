/* text-sections.c - the text report: what did not deviate.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "text-sections.h"

#include <stdlib.h>
#include <string.h>

#include "model/bugs.h"
#include "model/choices.h"

static void
fallback_row (const struct ipc_text *t, const struct ipc_row *r)
{
  const struct ipc_result *e = &r->result[IPC_FALLBACK_BUILD];
  char names[160], text[1000];

  ipc_text_mark (t, e->verdict, " %s (%s)  %s%s%s%s", r->b->id,
                 ipc_row_fallbacks (r->b, names, sizeof names),
                 e->observed == NULL ? "" : "observed ",
                 e->observed == NULL ? "" : e->observed,
                 e->observed == NULL || e->reason == NULL ? "" : ": ",
                 e->reason == NULL ? "" : e->reason);
  if (*ipc_bug_after (r, e, "", text, sizeof text) != '\0')
    ipc_text_wrapped (t, 5, text);
}

/* Not run is told once, by the native builds.  */
static int
worth_telling (const struct ipc_text *t, const struct ipc_row *r)
{
  const struct ipc_result *e = &r->result[IPC_FALLBACK_BUILD];

  if (!e->present || e->verdict == IPC_NOT_EXERCISED)
    return 0;
  if (t->o->only != 0)
    return ipc_text_wants (t, e->verdict);
  return e->verdict != IPC_PROVEN || t->o->verbose > 0;
}

void
ipc_text_fallbacks (const struct ipc_text *t)
{
  static const enum ipc_verdict order[] =
    { IPC_FAILS, IPC_LIMITED, IPC_NO_EVIDENCE, IPC_PROVEN };
  const int *n = t->m->summary.families;
  size_t i, j;

  if (t->m->families == 0
      || (t->o->only != 0
          && (t->o->only & (1u << IPC_FAILS | 1u << IPC_LIMITED
                            | 1u << IPC_PROVEN)) == 0))
    return;
  ipc_text_heading (t, IPC_PROVEN, "FALLBACKS",
                    " (%d)  %d proven, %d limited, %d fail, %d no evidence,"
                    " %d not exercised", (int) t->m->families,
                    n[IPC_PROVEN], n[IPC_LIMITED], n[IPC_FAILS],
                    n[IPC_NO_EVIDENCE], n[IPC_NOT_EXERCISED]);
  for (i = 0; i < sizeof order / sizeof *order; i++)
    for (j = 0; j < t->m->rows; j++)
      if (worth_telling (t, &t->m->row[j])
          && t->m->row[j].result[IPC_FALLBACK_BUILD].verdict == order[i])
        fallback_row (t, &t->m->row[j]);
}

void
ipc_text_disagreements (const struct ipc_text *t)
{
  char value[400], probes[400];
  size_t i;

  if (t->m->summary.disagreements == 0 || t->o->only != 0)
    return;
  ipc_text_heading (t, IPC_DEVIATES, "PROBE AND TEST DISAGREE", " (%d)",
                    t->m->summary.disagreements);
  for (i = 0; i < t->m->rows; i++)
    {
      const struct ipc_row *r = &t->m->row[i];

      if (r->agrees == 0)
        ipc_text_line (t, "   %s  probe %s; test: %s", r->b->id,
                       ipc_row_probes (r, probes, sizeof probes),
                       ipc_row_value (r, value, sizeof value));
    }
}

/* Why R has the verdict V; NULL if it has not.  */
static const char *
reason_of (const struct ipc_row *r, enum ipc_verdict v)
{
  int i;

  if (r->verdict != v)
    return NULL;
  for (i = 0; i < IPC_NATIVE_BUILDS; i++)
    if (r->result[i].present && r->result[i].verdict == v)
      return r->result[i].reason != NULL ? r->result[i].reason
                                         : "no reason given";
  return NULL;
}

struct reason
{
  const char *text;
  const char *id;
};

static int
by_text (const void *a, const void *b)
{
  const struct reason *x = a, *y = b;
  int order = strcmp (x->text, y->text);

  return order != 0 ? order : strcmp (x->id, y->id);
}

/* One reason, and the COUNT rows from FIRST that have it: their ids where
   they are few or wanted.  */
static void
one_reason (const struct ipc_text *t, enum ipc_verdict v,
            const struct reason *first, size_t count)
{
  size_t i;

  if (count == 1)
    {
      ipc_text_mark (t, v, "   1  %s: %s", first->id, first->text);
      return;
    }
  ipc_text_mark (t, v, " %3d  %s", (int) count, first->text);
  if (count <= 5 || t->o->verbose > 0 || t->o->only != 0)
    for (i = 0; i < count; i++)
      ipc_text_line (t, "          %s", first[i].id);
}

void
ipc_text_reasons (const struct ipc_text *t, enum ipc_verdict v,
                  const char *heading)
{
  struct reason *reason;
  size_t i, n = 0, from;

  if (t->m->summary.rows[v] == 0 || !ipc_text_wants (t, v))
    return;
  reason = ipc_alloc (t->m->rows * sizeof *reason);
  for (i = 0; i < t->m->rows; i++)
    {
      reason[n].text = reason_of (&t->m->row[i], v);
      reason[n].id = t->m->row[i].b->id;
      n += reason[n].text != NULL;
    }
  qsort (reason, n, sizeof *reason, by_text);
  ipc_text_heading (t, v, heading, " (%d)", (int) n);
  for (from = 0; from < n; from = i)
    {
      for (i = from; i < n; i++)
        if (strcmp (reason[i].text, reason[from].text) != 0)
          break;
      one_reason (t, v, reason + from, i - from);
    }
  free (reason);
}

void
ipc_text_differ (const struct ipc_text *t)
{
  char builds[600];
  size_t i;

  if (t->m->summary.differ == 0 || t->o->only != 0)
    return;
  ipc_text_line (t, "DIFFERS BETWEEN BUILDS (%d)", t->m->summary.differ);
  for (i = 0; i < t->m->rows; i++)
    {
      const struct ipc_row *r = &t->m->row[i];

      if (ipc_builds_differ (r))
        ipc_text_line (t, "   %-*s  %s", t->id_width, r->b->id,
                       ipc_row_builds (r, builds, sizeof builds));
    }
}

void
ipc_text_choices (const struct ipc_text *t)
{
  const struct ipc_model *m = t->m;
  const struct ipc_choice *c;

  if (m->reference == NULL || t->o->only != 0)
    return;
  ipc_text_line (t, "CHOSE ANOTHER VALUE THAN %s (%d of %d)", m->reference,
                 ipc_rare_choices (m), m->compared);
  for (c = m->choice; c < m->choice + m->choices; c++)
    if (ipc_choice_is_rare (c))
      ipc_text_line (t, "   %-*s  %s, usual: %s", t->id_width, c->row->b->id,
                     c->own, c->usual);
    else if (t->o->verbose > 0)
      ipc_text_line (t, "   %-*s  %s, others: %s", t->id_width,
                     c->row->b->id, c->own, c->others);
}

void
ipc_text_not_testable (const struct ipc_text *t)
{
  size_t i;

  if (t->m->summary.rows[IPC_NOT_TESTABLE] == 0
      || !ipc_text_wants (t, IPC_NOT_TESTABLE))
    return;
  ipc_text_heading (t, IPC_NOT_TESTABLE, "NOT TESTABLE", " (%d)",
                    t->m->summary.rows[IPC_NOT_TESTABLE]);
  for (i = 0; i < t->m->rows; i++)
    if (t->m->row[i].verdict == IPC_NOT_TESTABLE)
      ipc_text_mark (t, IPC_NOT_TESTABLE, " %s: %s", t->m->row[i].b->id,
                     t->m->row[i].b->not_tested);
}

void
ipc_text_unknown (const struct ipc_text *t)
{
  char value[400];
  size_t i;

  if (t->m->summary.unknown == 0 || t->o->only != 0)
    return;
  ipc_text_line (t, "NOT IN THIS CATALOGUE (%d)", t->m->summary.unknown);
  for (i = 0; i < t->m->rows; i++)
    if (t->m->row[i].unknown)
      ipc_text_mark (t, t->m->row[i].verdict, " %s: %s", t->m->row[i].b->id,
                     ipc_row_value (&t->m->row[i], value, sizeof value));
}

void
ipc_text_holding (const struct ipc_text *t)
{
  const struct ipc_suite *s;
  char value[400], fields[400];
  size_t i;
  int n;

  if (!ipc_text_wants (t, IPC_HOLDS))
    return;
  for (s = t->m->suite; s->name != NULL; s++)
    for (i = 0, n = 0; i < t->m->rows; i++)
      {
        const struct ipc_row *r = &t->m->row[i];

        if (r->verdict != IPC_HOLDS || strcmp (r->b->suite, s->name) != 0)
          continue;
        if (n++ == 0)
          ipc_text_heading (t, IPC_HOLDS, "HOLDS", "  %s: %s", s->name,
                            s->title);
        ipc_row_fields (r->b, fields, sizeof fields);
        ipc_text_mark (t, IPC_HOLDS, " %-32s  %s%s%s", r->b->id,
                       ipc_row_value (r, value, sizeof value),
                       *fields == '\0' ? "" : "; met in ", fields);
      }
}
