/* known.c - what the known platforms do, by the reports that are kept of them.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "known.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bugs.h"
#include "code.h"
#include "command.h"
#include "kept.h"
#include "model/evidence.h"
#include "model/words.h"
#include "read/read.h"

char *ipc_own_report;

/* What M's row R shows, as long as A: "holds, EINTR; fallback proven".  */
static const char *
shown (struct ipc_arena *a, const struct ipc_row *r)
{
  const struct ipc_result *fb = &r->result[IPC_FALLBACK_BUILD];
  const struct ipc_row_bug *bug = ipc_bug_shown (r);
  const char *text = ipc_verdict_name (r->verdict);
  char value[1000];

  ipc_row_value (r, value, sizeof value);
  if (strcmp (value, text) != 0)
    text = ipc_join (a, ipc_join (a, text, ", "), value);
  if (fb->present)
    text = ipc_join (a, ipc_join (a, text, "; fallback "),
                     ipc_verdict_name (fb->verdict));
  if (fb->present && fb->observed != NULL && fb->verdict != IPC_PROVEN)
    text = ipc_join (a, ipc_join (a, text, ", "), fb->observed);
  if (bug != NULL)
    text = ipc_join (a, ipc_join (a, text, "; "),
                     ipc_bug_text (bug, value, sizeof value));
  return text;
}

/* P's key, which may be longer than a line, and its evidence.  */
static void
print_product (const struct ipc_product *p)
{
  enum { INDENT = 4, ROOM = 79 - INDENT };
  const char *key = p->key;
  char mark[120];
  int n;

  if (strlen (key) > ROOM)
    {
      for (n = ROOM; n > 1 && key[n - 1] != '-'; n--)
        continue;
      printf ("%*s%.*s\n  ", INDENT, "", n, key);
      key += n;
    }
  printf ("%*s", INDENT, "");
  ipc_print_item (key, ipc_evidence_mark (p, mark, sizeof mark), INDENT + 2);
}

struct ipc_model **
ipc_read_known (const char *directory, size_t *count)
{
  struct ipc_arena memory = { NULL };
  size_t n, i;
  const char **names = ipc_list_known (&memory, directory, &n);
  struct ipc_model **known = ipc_alloc ((n + 1) * sizeof *known);

  *count = 0;
  for (i = 0; i < n; i++)
    if ((known[*count] = ipc_read_json (names[i])) != NULL)
      ++*count;
  ipc_free_arena (&memory);
  return known;
}

void
ipc_free_known (struct ipc_model **known, size_t count)
{
  size_t i;

  for (i = 0; i < count; i++)
    ipc_model_free (known[i]);
  free (known);
}

/* The COUNT models M by what they show of a row, SHOWN; NULL: no such row.  */
static void
print_groups (struct ipc_model *const *m, const char **shown, size_t count)
{
  const char *this;
  size_t i, k;

  for (i = 0; i < count; i++)
    if ((this = shown[i]) != NULL)
      {
        ipc_print_item ("  ", this, 4);
        for (k = i; k < count; k++)
          if (shown[k] != NULL && strcmp (shown[k], this) == 0)
            {
              print_product (&m[k]->product);
              shown[k] = NULL;
            }
      }
}

void
ipc_print_known (const char *directory, const char *id)
{
  struct ipc_arena memory = { NULL };
  size_t count, i, n = 0;
  struct ipc_model **known = ipc_read_known (directory, &count);
  const char **what = ipc_take (&memory, (count + 1) * sizeof *what);

  for (i = 0; i < count; i++)
    {
      const struct ipc_row *r = ipc_model_row (known[i], id);

      ipc_note_bugs (known[i], ipc_all_bugs ());
      what[i] = r == NULL ? NULL : shown (&memory, r);
      n += r != NULL;
    }
  if (n > 0)
    printf ("\nKnown platforms\n");
  print_groups (known, what, count);
  ipc_free_known (known, count);
  ipc_free_arena (&memory);
}
