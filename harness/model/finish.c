/* finish.c - what follows from the rows of a model.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "finish.h"

#include <stdlib.h>
#include <string.h>

#include "agree.h"
#include "asked.h"
#include "findings.h"
#include "words.h"

static int
is_not_asked (const struct ipc_result *r)
{
  return r->verdict == IPC_NOT_EXERCISED && r->reason != NULL
         && strcmp (r->reason, ipc_not_asked) == 0;
}

/* The worst verdict of R's native builds, or NOT_TESTABLE.  */
static enum ipc_verdict
row_verdict (const struct ipc_row *r)
{
  enum ipc_verdict worst = IPC_HOLDS;
  int i, present = 0;

  if (r->b->not_tested != NULL)
    return IPC_NOT_TESTABLE;
  for (i = 0; i < IPC_NATIVE_BUILDS; i++)
    present += r->result[i].present;
  for (i = 0; i < IPC_NATIVE_BUILDS; i++)
    if (r->result[i].present
        && !(present > 1 && is_not_asked (&r->result[i])))
      worst = ipc_worse (worst, r->result[i].verdict);
  return worst;
}

static int
by_family_name (const void *a, const void *b)
{
  return strcmp (((const struct ipc_family *) a)->name,
                 ((const struct ipc_family *) b)->name);
}

/* The family of the fallback NAME, added if it is new.  M->family has
   room.  */
static struct ipc_family *
family_of (struct ipc_model *m, const char *name)
{
  struct ipc_family *f;
  size_t i;

  for (i = 0; i < m->families; i++)
    if (strcmp (m->family[i].name, name) == 0)
      return &m->family[i];
  f = &m->family[m->families++];
  f->name = name;
  f->fallback = ipc_find_fallback (name);
  f->verdict = IPC_PROVEN;
  return f;
}

/* How many names the NULL-ended LIST has.  */
static size_t
length (const char *const *list)
{
  size_t n = 0;

  while (list[n] != NULL)
    n++;
  return n;
}

/* What a row shows is shown of each of its fallbacks.  */
static void
find_families (struct ipc_model *m)
{
  const char *const *name;
  size_t i, n = 0;

  for (i = 0; i < m->rows; i++)
    n += length (m->row[i].b->fallbacks);
  m->family = ipc_take (&m->memory, (n + 1) * sizeof *m->family);
  m->families = 0;
  for (i = 0; i < m->rows; i++)
    {
      const struct ipc_result *r = &m->row[i].result[IPC_FALLBACK_BUILD];

      for (name = m->row[i].b->fallbacks; r->present && *name != NULL;
           name++)
        {
          struct ipc_family *f = family_of (m, *name);

          f->rows++;
          f->verdict = ipc_worse (f->verdict, r->verdict);
        }
    }
  qsort (m->family, m->families, sizeof *m->family, by_family_name);
}

/* The catalogue's suites, and after them those that only rows have.  */
static void
find_suites (struct ipc_model *m)
{
  size_t i, j, n = 0;

  while (ipc_suites[n].name != NULL)
    n++;
  m->suite = ipc_take (&m->memory, (n + m->rows + 1) * sizeof *m->suite);
  memcpy (m->suite, ipc_suites, n * sizeof *m->suite);
  for (i = 0; i < m->rows; i++)
    {
      for (j = 0; j < n; j++)
        if (strcmp (m->suite[j].name, m->row[i].b->suite) == 0)
          break;
      if (j < n)
        continue;
      m->suite[n].name = m->row[i].b->suite;
      m->suite[n].title = "not in this catalogue";
      n++;
    }
}

static void
count_row (struct ipc_summary *s, const struct ipc_row *r)
{
  const struct ipc_result *e = &r->result[IPC_EXTENDED_BUILD];

  s->behaviours++;
  s->rows[r->verdict]++;
  s->unknown += r->unknown;
  s->disagreements += r->agrees == 0;
  s->manual_disagreements += r->manual_agrees == 0;
  s->differ += ipc_builds_differ (r);
  if (r->b->level != IPC_HAZARD || r->verdict == IPC_NOT_TESTABLE)
    return;
  s->hazards++;
  s->shown += e->observed != NULL && strcmp (e->observed, "shown") == 0;
  s->not_shown += e->observed != NULL
                  && strcmp (e->observed, "not shown") == 0;
}

static void
summarize (struct ipc_model *m)
{
  struct ipc_summary *s = &m->summary;
  size_t i;

  memset (s, 0, sizeof *s);
  for (i = 0; i < m->rows; i++)
    count_row (s, &m->row[i]);
  for (i = 0; i < m->families; i++)
    s->families[m->family[i].verdict]++;
  for (i = 0; i < m->probes; i++)
    s->answers[m->probe[i].answer == IPC_UNKNOWN ? 2 : m->probe[i].answer]++;
  s->exercised = s->rows[IPC_HOLDS] + s->rows[IPC_DEVIATES]
                 + s->rows[IPC_ABSENT];
}

/* The answers of the probes that R names, and whether they agree with what
   R shows.  */
static void
ask_probes (struct ipc_model *m, struct ipc_row *r)
{
  const char *const *name = r->b->probes;

  r->probe = ipc_take (&m->memory, (length (name) + 1) * sizeof *r->probe);
  r->probes = 0;
  r->agrees = -1;
  for (; *name != NULL; name++)
    {
      const struct ipc_probe *known = ipc_model_probe (m, *name);
      struct ipc_row_probe *p = &r->probe[r->probes];

      if (strcmp (*name, "NONE") == 0)
        continue;
      p->name = *name;
      p->asks = name == r->b->probes;
      p->answer = known == NULL ? IPC_UNKNOWN : known->answer;
      p->agrees = ipc_probe_agrees (r, p);
      if (p->agrees != -1 && r->agrees != 0)
        r->agrees = p->agrees;
      r->probes++;
    }
}

void
ipc_model_finish (struct ipc_model *m)
{
  size_t i;

  ipc_model_sort (m);
  for (i = 0; i < m->rows; i++)
    {
      struct ipc_row *r = &m->row[i];

      r->verdict = row_verdict (r);
      ask_probes (m, r);
      r->manual_agrees = ipc_manual_agrees (r);
    }
  find_suites (m);
  find_families (m);
  ipc_find_findings (m);
  summarize (m);
}
