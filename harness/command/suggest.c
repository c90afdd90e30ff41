/* suggest.c - which name may have been meant.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <stdio.h>
#include <string.h>

#include "catalogue.h"
#include "command.h"
#include "topics.h"

enum { LONGEST = 63, MOST = 3 };

struct near
{
  const char *name[MOST];
  int distance[MOST];
};

static int
least (int a, int b, int c)
{
  int d = a < b ? a : b;

  return d < c ? d : c;
}

/* How many letters must be put in, taken out or changed to make B of A.  */
static int
distance (const char *a, const char *b)
{
  int row[LONGEST + 1], i, j, corner, above;
  int n = (int) strlen (a), m = (int) strlen (b);

  if (n > LONGEST || m > LONGEST)
    return LONGEST;
  for (j = 0; j <= m; j++)
    row[j] = j;
  for (i = 1; i <= n; i++)
    {
      corner = row[0];
      row[0] = i;
      for (j = 1; j <= m; j++)
        {
          above = row[j];
          row[j] = least (corner + (a[i - 1] != b[j - 1]), above + 1,
                          row[j - 1] + 1);
          corner = above;
        }
    }
  return row[m];
}

/* Keep NAME if it is among the nearest to WORD.  */
static void
consider (struct near *best, const char *word, const char *name)
{
  int d = distance (word, name), i, j;

  for (i = 0; i < MOST; i++)
    if (best->name[i] == NULL || d < best->distance[i])
      {
        for (j = MOST - 1; j > i; j--)
          {
            best->name[j] = best->name[j - 1];
            best->distance[j] = best->distance[j - 1];
          }
        best->name[i] = name;
        best->distance[i] = d;
        return;
      }
}

static void
print_next (const char *name)
{
  fprintf (stderr, "next: %s explain %s\n", ipc_as_typed, name);
}

void
ipc_suggest (const char *word)
{
  const struct ipc_behaviour *b;
  const struct ipc_suite *s;
  const struct ipc_fallback *f;
  struct near best = { { NULL }, { 0 } };
  int i, near_enough = 1 + (int) strlen (word) / 6;

  for (b = ipc_catalogue; b->suite != NULL; b++)
    {
      consider (&best, word, b->id);
      /* The aspect alone may be what somebody remembers.  */
      if (strcmp (b->aspect, word) == 0)
        print_next (b->id);
    }
  for (s = ipc_suites; s->name != NULL; s++)
    consider (&best, word, s->name);
  for (f = ipc_fallbacks; f->name != NULL; f++)
    consider (&best, word, f->name);
  for (i = 0; i < MOST && best.name[i] != NULL; i++)
    if (best.distance[i] <= near_enough)
      print_next (best.name[i]);
}
