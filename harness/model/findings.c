/* findings.c - what a reader came for, grouped by its cause.
   SPDX-License-Identifier: BSD-2-Clause

   A cause hides no row: what it does not name stands alone.  */

#include <config.h>

#include "findings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The native build of R that shows why it is a finding.  */
static const struct ipc_result *
shown_by (const struct ipc_row *r)
{
  int i;

  for (i = 0; i < IPC_NATIVE_BUILDS; i++)
    if (r->result[i].present && r->result[i].verdict == r->verdict)
      return &r->result[i];
  return &r->result[IPC_EXTENDED_BUILD];
}

static void
add (struct ipc_model *m, const struct ipc_row *r,
     const struct ipc_result *result, enum ipc_class class)
{
  struct ipc_finding *f = &m->finding[m->findings++];

  f->row = r;
  f->result = result;
  f->class = class;
  f->cause = result->observed == NULL ? NULL
             : ipc_find_cause (m->product.key, r->b->id, result->observed);
}

static void
find (struct ipc_model *m, const struct ipc_row *r)
{
  const struct ipc_result *fallback = &r->result[IPC_FALLBACK_BUILD];
  int bad = r->verdict == IPC_DEVIATES || r->verdict == IPC_ABSENT;

  if (bad)
    add (m, r, shown_by (r), r->manual_agrees == 1 ? IPC_AS_MANUAL
         : r->verdict == IPC_ABSENT ? IPC_MISSING
         : r->manual_agrees == 0 ? IPC_CONTRADICTED : IPC_UNHEARD);
  else if (r->manual_agrees == 0)
    add (m, r, &r->result[IPC_EXTENDED_BUILD], IPC_CONTRADICTED);
  if (fallback->present && fallback->verdict == IPC_FAILS)
    add (m, r, fallback, IPC_NO_HELP);
  if (fallback->present && fallback->verdict == IPC_LIMITED)
    add (m, r, fallback, IPC_DECLARED);
}

/* Whether F is of a native build that deviates: such findings of one cause
   stay together, whatever the manual says of each.  */
static int
deviates (const struct ipc_finding *f)
{
  return f->class == IPC_UNHEARD || f->class == IPC_CONTRADICTED
         || f->class == IPC_AS_MANUAL;
}

/* Put the findings of each cause into one class, the first that one of them
   is in.  */
static void
keep_together (struct ipc_model *m)
{
  enum ipc_class first;
  size_t i, k;

  for (i = 0; i < m->findings; i++)
    {
      if (m->finding[i].cause == NULL || !deviates (&m->finding[i]))
        continue;
      first = m->finding[i].class;
      for (k = 0; k < m->findings; k++)
        if (m->finding[k].cause == m->finding[i].cause
            && deviates (&m->finding[k]) && m->finding[k].class < first)
          first = m->finding[k].class;
      m->finding[i].class = first;
    }
}

/* The order of groups; what is equal in it is one group, unless it has no
   cause.  */
static int
by_cause (const void *a, const void *b)
{
  const struct ipc_finding *x = a, *y = b;

  if (x->class != y->class)
    return x->class < y->class ? -1 : 1;
  if (x->cause == y->cause)
    return 0;
  if (x->cause == NULL || y->cause == NULL)
    return x->cause == NULL ? 1 : -1;
  return x->cause < y->cause ? -1 : 1;
}

static int
by_cause_and_id (const void *a, const void *b)
{
  const struct ipc_finding *x = a, *y = b;
  int order = by_cause (a, b);

  return order != 0 ? order : strcmp (x->row->b->id, y->row->b->id);
}

static int
by_size (const void *a, const void *b)
{
  const struct ipc_group *x = a, *y = b;

  if (x->class != y->class)
    return x->class < y->class ? -1 : 1;
  if ((x->cause == NULL) != (y->cause == NULL))
    return x->cause == NULL ? 1 : -1;
  if (x->findings != y->findings)
    return x->findings > y->findings ? -1 : 1;
  return x->finding < y->finding ? -1 : x->finding > y->finding;
}

static void
group (struct ipc_model *m)
{
  struct ipc_group *g = NULL;
  size_t i;

  m->groups = 0;
  for (i = 0; i < m->findings; i++)
    {
      const struct ipc_finding *f = &m->finding[i];

      if (g == NULL || f->cause == NULL || by_cause (f - 1, f) != 0)
        {
          g = &m->group[m->groups++];
          g->cause = f->cause;
          g->class = f->class;
          g->finding = f;
        }
      g->findings++;
      g->as_manual += f->row->manual_agrees == 1 && deviates (f);
    }
  if (m->groups > 0)
    qsort (m->group, m->groups, sizeof *m->group, by_size);
}

void
ipc_find_findings (struct ipc_model *m)
{
  size_t i;

  m->finding = ipc_take (&m->memory,
                         (2 * m->rows + 1) * sizeof *m->finding);
  m->findings = 0;
  for (i = 0; i < m->rows; i++)
    find (m, &m->row[i]);
  m->group = ipc_take (&m->memory, (m->findings + 1) * sizeof *m->group);
  keep_together (m);
  if (m->findings > 0)
    qsort (m->finding, m->findings, sizeof *m->finding, by_cause_and_id);
  group (m);
}

const struct ipc_finding *
ipc_finding_of (const struct ipc_model *m, const struct ipc_row *r,
                int fallback)
{
  size_t i;

  for (i = 0; i < m->findings; i++)
    if (m->finding[i].row == r
        && (m->finding[i].result == &r->result[IPC_FALLBACK_BUILD])
           == fallback)
      return &m->finding[i];
  return NULL;
}

const char *
ipc_class_title (enum ipc_class class)
{
  static const char *const titles[IPC_CLASSES] =
  {
    [IPC_UNHEARD] = "Deviates, and no document knows",
    [IPC_CONTRADICTED] = "Manual and test disagree",
    [IPC_MISSING] = "Absent",
    [IPC_NO_HELP] = "Fallback fails",
    [IPC_AS_MANUAL] = "Deviates, as the system's manual says",
    [IPC_DECLARED] = "Fallback limited, as declared"
  };

  return titles[class];
}

int
ipc_class_count (const struct ipc_model *m, enum ipc_class class)
{
  size_t i;
  int n = 0;

  for (i = 0; i < m->findings; i++)
    n += m->finding[i].class == class;
  return n;
}

/* The page that all of G's manuals are, or "the manual".  */
static const char *
page_of (const struct ipc_group *g)
{
  const char *page = NULL, *other;
  size_t i;

  for (i = 0; i < g->findings; i++)
    if (g->finding[i].row->manual_agrees == 1)
      {
        other = g->finding[i].row->manual->page;
        if (page != NULL && strcmp (page, other) != 0)
          return "the manual";
        page = other;
      }
  return page;
}

char *
ipc_group_extent (const struct ipc_group *g, char *buf, size_t size)
{
  int n = (int) g->findings;
  const char *plural = n == 1 ? "" : "s";

  if (g->as_manual == 0)
    snprintf (buf, size, "%d behaviour%s", n, plural);
  else if (g->as_manual == n)
    snprintf (buf, size, "%d behaviour%s, as %s says", n, plural,
              page_of (g));
  else
    snprintf (buf, size, "%d behaviours, %d of them as %s says", n,
              g->as_manual, page_of (g));
  return buf;
}
