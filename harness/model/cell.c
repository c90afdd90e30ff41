/* cell.c - what one product shows in one row of a matrix.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "cell.h"

#include <stdio.h>
#include <string.h>

const char ipc_not_in_report[] = "not in this report";

int
ipc_cell_observed (const struct ipc_cell *c, enum ipc_build build)
{
  return c->row != NULL && c->row->result[build].present
         && c->row->result[build].observed != NULL;
}

/* In a word: what was observed, else the verdict.  */
static const char *
word (const struct ipc_result *r)
{
  return r->observed != NULL ? r->observed : ipc_verdict_name (r->verdict);
}

static int
is_native (int build)
{
  return build < IPC_NATIVE_BUILDS;
}

int
ipc_cells_differ (const struct ipc_cell *a, const struct ipc_cell *b)
{
  int i;

  for (i = 0; i < IPC_BUILDS; i++)
    if (ipc_cell_observed (a, (enum ipc_build) i)
        && ipc_cell_observed (b, (enum ipc_build) i))
      {
        const struct ipc_result *x = &a->row->result[i];
        const struct ipc_result *y = &b->row->result[i];

        if (x->verdict != y->verdict
            || (is_native (i) && strcmp (x->observed, y->observed) != 0))
          return 1;
      }
  return 0;
}

static int
same_text (const char *a, const char *b)
{
  return a == b || (a != NULL && b != NULL && strcmp (a, b) == 0);
}

/* Whether A and B are the same, with their REASONS if asked for.  */
static int
same (const struct ipc_cell *a, const struct ipc_cell *b, int reasons)
{
  int i;

  if (a->row == NULL || b->row == NULL)
    return a->row == b->row
           && (a->manual == NULL) == (b->manual == NULL)
           && (a->manual == NULL
               || strcmp (a->manual->value, b->manual->value) == 0);
  for (i = 0; i < IPC_BUILDS; i++)
    {
      const struct ipc_result *x = &a->row->result[i];
      const struct ipc_result *y = &b->row->result[i];

      if (x->present != y->present)
        return 0;
      if (x->present
          && (x->verdict != y->verdict
              || ((is_native (i) || reasons)
                  && strcmp (word (x), word (y)) != 0)
              || (reasons && !same_text (x->reason, y->reason))))
        return 0;
    }
  return same_text (a->row->b->not_tested, b->row->b->not_tested);
}

int
ipc_cells_alike (const struct ipc_cell *a, const struct ipc_cell *b)
{
  return same (a, b, 0);
}

int
ipc_cells_same_evidence (const struct ipc_cell *a, const struct ipc_cell *b)
{
  return same (a, b, 1);
}

char *
ipc_cell_text (const struct ipc_cell *c, char *buf, size_t size)
{
  const struct ipc_result *first, *other;
  size_t n;
  int i;

  if (c->row == NULL || c->row->b->not_tested != NULL)
    {
      snprintf (buf, size, "%s", c->manual != NULL ? c->manual->value
                : c->row == NULL ? ipc_not_in_report
                : ipc_verdict_name (IPC_NOT_TESTABLE));
      return buf;
    }
  first = &c->row->result[0];
  snprintf (buf, size, "%s", word (first));
  for (i = 1; i < IPC_BUILDS; i++)
    {
      other = &c->row->result[i];
      n = strlen (buf);
      if (!other->present)
        continue;
      if (!is_native (i))
        {
          if (other->verdict != IPC_PROVEN && other->observed != NULL)
            snprintf (buf + n, size - n, "; fallback %s",
                      ipc_verdict_name (other->verdict));
        }
      else if (other->verdict != first->verdict
               || strcmp (word (other), word (first)) != 0)
        snprintf (buf + n, size - n, " (%s: %s)",
                  ipc_build_name ((enum ipc_build) i), word (other));
    }
  return buf;
}
