/* select.c - from the user's words to Kyua's.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalogue.h"
#include "base/message.h"

static int
add_filter (struct ipc_selection *s, const char *suite, const char *infix,
            const char *aspect)
{
  size_t size = strlen (suite) + strlen (infix) + strlen (aspect) + 16;
  char **more = realloc (s->filters, (s->n_filters + 1) * sizeof *more);
  char *text = malloc (size);

  if (more != NULL)
    s->filters = more;
  if (more == NULL || text == NULL)
    {
      free (text);
      ipc_error ("out of memory");
      return -1;
    }
  snprintf (text, size, "%s%s_test%s%s", suite, infix,
            *aspect == '\0' ? "" : ":", aspect);
  s->filters[s->n_filters++] = text;
  return 0;
}

/* Add what BUILDS have of SUITE, or of its row ONLY.  Returns how many cases
   that is, or -1.  */
static int
add (struct ipc_selection *s, const struct ipc_suite *suite,
     const struct ipc_behaviour *only, unsigned builds)
{
  const struct ipc_behaviour *b;
  int i, all = 0;

  for (i = 0; i < IPC_BUILDS; i++)
    {
      int cases = 0;

      if ((builds >> i & 1) == 0)
        continue;
      for (b = ipc_catalogue; b->suite != NULL; b++)
        if (strcmp (b->suite, suite->name) == 0
            && (only == NULL || b == only))
          cases += ipc_has_case (b, (enum ipc_build) i);
      if (cases > 0
          && add_filter (s, suite->name,
                         ipc_build_suffix ((enum ipc_build) i),
                         only == NULL ? "" : only->aspect) == -1)
        return -1;
      all += cases;
    }
  s->total += all;
  s->of_suite[suite - ipc_suites] += all;
  return all;
}

/* Add what one WORD of the user's names.  */
static int
add_word (struct ipc_selection *s, const char *word, unsigned builds)
{
  const struct ipc_suite *suite = ipc_find_suite (word);
  const struct ipc_behaviour *b = ipc_find (word);
  int cases;

  if (suite == NULL && b == NULL)
    {
      ipc_error ("no suite and no behaviour is called %s; "
                 "'ipcompat list' names them", word);
      return -1;
    }
  if (b != NULL && b->not_tested != NULL)
    {
      ipc_error ("%s is not tested: %s", word, b->not_tested);
      return -1;
    }
  if (suite == NULL)
    suite = ipc_find_suite (b->suite);
  cases = add (s, suite, b, builds);
  if (cases == 0)
    ipc_error ("%s has no case in these builds", word);
  return cases > 0 ? 0 : -1;
}

int
ipc_select (struct ipc_selection *s, unsigned builds, int n,
            char *const *words)
{
  const struct ipc_suite *suite;
  int i;

  memset (s, 0, sizeof *s);
  if (add_filter (s, "platform", "", "") == -1)
    return -1;
  if (n == 0)
    for (suite = ipc_suites; suite->name != NULL; suite++)
      if (add (s, suite, NULL, builds) == -1)
        return -1;
  for (i = 0; i < n; i++)
    if (add_word (s, words[i], builds) == -1)
      return -1;
  return 0;
}

void
ipc_select_free (struct ipc_selection *s)
{
  while (s->n_filters > 0)
    free (s->filters[--s->n_filters]);
  free (s->filters);
  s->filters = NULL;
}

int
ipc_program_suite (const char *name, size_t size)
{
  int i;

  if (ipc_build_of_program (name, size, &size) != -1)
    for (i = 0; ipc_suites[i].name != NULL; i++)
      if (strlen (ipc_suites[i].name) == size
          && memcmp (ipc_suites[i].name, name, size) == 0)
        return i;
  return -1;
}
