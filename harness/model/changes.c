/* changes.c - what changed, or differs, between two reports.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "changes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "asked.h"
#include "base/memory.h"
#include "bugs.h"
#include "verdict.h"

static const char *const names[] =
{
  "regression", "evidence lost", "fixed", "changed", "new", "the same"
};

static const char *const product_names[] =
{
  "one is worse", "", "", "differ", "evidence of one alone", "the same"
};

const char *
ipc_change_name (const struct ipc_changes *c, enum ipc_change_kind kind)
{
  return (c->products ? product_names : names)[kind];
}

/* Two products differ, and neither came before the other.  */
static enum ipc_change_kind
of_products (enum ipc_change_kind kind)
{
  return kind == IPC_FIXED ? IPC_REGRESSION
         : kind == IPC_LOST ? IPC_NEW : kind;
}

/* OLD and NEW are NULL where a report has no such row; NEW_ROW is the row of
   NEW or NULL.  IPC_CHANGE_KINDS if there is nothing to compare.  */
static enum ipc_change_kind
classify (const struct ipc_result *old, const struct ipc_result *new,
          const struct ipc_row *new_row)
{
  int had = old != NULL && old->present, has = new != NULL && new->present;

  if (!had)
    return has ? IPC_NEW : IPC_CHANGE_KINDS;
  if (!has && new_row != NULL && new_row->b->not_tested != NULL)
    return IPC_CHANGED;
  if (!has || new->observed == NULL)
    return old->observed != NULL ? IPC_LOST : IPC_SAME;
  if (old->observed == NULL)
    return IPC_NEW;
  if (ipc_verdict_is_good (old->verdict)
      != ipc_verdict_is_good (new->verdict))
    return ipc_verdict_is_good (old->verdict) ? IPC_REGRESSION : IPC_FIXED;
  return old->verdict == new->verdict
         && strcmp (old->observed, new->observed) == 0 ? IPC_SAME
         : IPC_CHANGED;
}

static const struct ipc_result *
result_of (const struct ipc_row *row, int build)
{
  return row == NULL ? NULL : &row->result[build];
}

/* What a partial run was not asked for says nothing.  */
static int
both_asked (const struct ipc_changes *c, const char *id, enum ipc_build build)
{
  return ipc_asked (c->old, id, build) && ipc_asked (c->new, id, build);
}

static void
compare_row (struct ipc_changes *c, const char *id)
{
  const struct ipc_row *old = ipc_model_row (c->old, id);
  const struct ipc_row *new = ipc_model_row (c->new, id);
  int build;

  for (build = 0; build < IPC_BUILDS; build++)
    {
      struct ipc_change change;

      change.old = result_of (old, build);
      change.new = result_of (new, build);
      change.row = new != NULL ? new : old;
      change.build = (enum ipc_build) build;
      change.kind = both_asked (c, id, change.build)
                    ? classify (change.old, change.new, new)
                    : IPC_CHANGE_KINDS;
      if (c->products)
        change.kind = of_products (change.kind);
      if (change.kind == IPC_CHANGE_KINDS)
        continue;
      c->count[change.kind]++;
      if (change.kind != IPC_SAME)
        c->change[c->n++] = change;
    }
}

/* Whether A and B are of one product.  */
static int
same_product (const struct ipc_model *a, const struct ipc_model *b)
{
  return strcmp (a->product.key, b->product.key) == 0
         && strcmp (a->product.evidence, b->product.evidence) == 0;
}

void
ipc_find_changes (struct ipc_changes *c, const struct ipc_model *old,
                  const struct ipc_model *new, int gate)
{
  size_t i = 0, j = 0;

  memset (c, 0, sizeof *c);
  c->old = old;
  c->new = new;
  c->products = !gate && !same_product (old, new);
  c->change = ipc_alloc ((old->rows + new->rows) * IPC_BUILDS
                         * sizeof *c->change);
  while (i < old->rows || j < new->rows)
    {
      int order = i == old->rows ? 1 : j == new->rows ? -1
                  : strcmp (old->row[i].b->id, new->row[j].b->id);

      compare_row (c, order <= 0 ? old->row[i].b->id : new->row[j].b->id);
      i += order <= 0;
      j += order >= 0;
    }
}

void
ipc_free_changes (struct ipc_changes *c)
{
  free (c->change);
}

const char *
ipc_change_side (const struct ipc_result *r, char *buf, size_t size)
{
  if (r == NULL || !r->present)
    snprintf (buf, size, "nothing");
  else if (r->observed != NULL)
    snprintf (buf, size, "%s (%s)", ipc_verdict_name (r->verdict),
              r->observed);
  else
    snprintf (buf, size, "%s (%s)", ipc_verdict_name (r->verdict),
              r->reason == NULL ? "no reason given" : r->reason);
  return buf;
}

const char *
ipc_change_new (const struct ipc_change *change, char *buf, size_t size)
{
  const char *not_tested = change->row->b->not_tested;
  size_t n;

  if (change->new == NULL || change->new->present || not_tested == NULL)
    {
      ipc_change_side (change->new, buf, size);
      n = strlen (buf);
      if (change->new != NULL && change->new->present)
        ipc_bug_after (change->row, change->new, "; ", buf + n, size - n);
      return buf;
    }
  snprintf (buf, size, "not testable (%s)", not_tested);
  return buf;
}

int
ipc_change_fails (const struct ipc_changes *c, const struct ipc_change *change)
{
  return !c->products
         && (change->kind == IPC_REGRESSION || change->kind == IPC_LOST);
}

int
ipc_count_failing (const struct ipc_changes *c)
{
  return c->products ? 0 : c->count[IPC_REGRESSION] + c->count[IPC_LOST];
}
