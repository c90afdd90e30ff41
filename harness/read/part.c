/* part.c - a store that does not say of which platform it is.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "part.h"

#include <string.h>

const char ipc_not_run[] = "not run";

/* The builds of R that it has, or those that were run: a bit for each.  */
static unsigned
builds_of (const struct ipc_row *r, int run)
{
  unsigned builds = 0;
  int i;

  for (i = 0; i < IPC_BUILDS; i++)
    if (r->result[i].present
        && !(run && r->result[i].reason == ipc_not_run))
      builds |= 1u << i;
  return builds;
}

static void
add_word (struct ipc_model *m, const char *word)
{
  if (m->asked != NULL)
    word = ipc_join (&m->memory, ipc_join (&m->memory, m->asked, " "), word);
  m->asked = word;
}

/* "--build=" and the names of BUILDS.  */
static void
name_builds (struct ipc_model *m, unsigned builds)
{
  const char *word = "--build=";
  int i, n = 0;

  for (i = 0; i < IPC_BUILDS; i++)
    if (builds >> i & 1)
      {
        if (n++ > 0)
          word = ipc_join (&m->memory, word, ",");
        word = ipc_join (&m->memory, word,
                         ipc_build_name ((enum ipc_build) i));
      }
  if (n < IPC_BUILDS)
    add_word (m, word);
}

/* The COUNT rows of a suite from ROW on: its name if all that they have of
   BUILDS was run, else the id of each that was.  */
static void
name_rows (struct ipc_model *m, const struct ipc_row *row, size_t count,
           unsigned builds)
{
  size_t i;
  int all = 1, any = 0;

  for (i = 0; i < count; i++)
    {
      all &= (builds_of (&row[i], 0) & builds) == builds_of (&row[i], 1);
      any |= builds_of (&row[i], 1) != 0;
    }
  if (any && all)
    add_word (m, row->b->suite);
  else
    for (i = 0; i < count; i++)
      if (builds_of (&row[i], 1) != 0)
        add_word (m, row[i].b->id);
}

static void
name_run (struct ipc_model *m)
{
  unsigned builds = 0;
  size_t i, n;

  for (i = 0; i < m->rows; i++)
    builds |= builds_of (&m->row[i], 1);
  name_builds (m, builds);
  for (i = 0; i < m->rows; i += n)
    {
      for (n = 1; i + n < m->rows && strcmp (m->row[i + n].b->suite,
                                             m->row[i].b->suite) == 0; n++)
        continue;
      name_rows (m, &m->row[i], n, builds);
    }
}

void
ipc_make_part (struct ipc_model *m)
{
  static const char why[] = "platform_test: it was not run, hence the platform,"
                            " its probes and the revision are not known";
  const struct ipc_fact *f;

  for (f = ipc_facts; f->name != NULL; f++)
    ipc_fact_set (&m->product, f,
                  f->kind == IPC_FACT_TEXT && f->missing != NULL
                  && strcmp (f->name, "distribution") != 0 ? "unknown" : NULL);
  ipc_product_make_key (&m->memory, &m->product);
  m->revision = "unknown";
  m->asked = NULL;
  name_run (m);
  m->cut = m->cut == NULL ? why
           : ipc_join (&m->memory, ipc_join (&m->memory, m->cut, "; "), why);
}
