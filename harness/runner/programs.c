/* programs.c - a store for each program, so that one that hangs loses its own.
   SPDX-License-Identifier: BSD-2-Clause

   Kyua writes nothing down before it ends by itself.  */

#include <config.h>

#include "run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"

struct programs
{
  struct ipc_kyua *k;
  struct ipc_places *places;
  const struct ipc_selection *all;
  struct ipc_arena *memory;
  char **stores;
  size_t n_stores;
  const char *cut;              /* as in struct ipc_kyua */
};

/* The size of the program's name in a filter, "fifos_test:mode".  */
static size_t
name_size (const char *filter)
{
  return strcspn (filter, ":");
}

static int
same_program (const char *filter, const char *other)
{
  size_t n = name_size (filter);

  return n == name_size (other) && memcmp (filter, other, n) == 0;
}

/* Whether the filter at INDEX is the first one of its program.  */
static int
is_first (const struct ipc_selection *s, size_t index)
{
  size_t i;

  for (i = 0; i < index; i++)
    if (same_program (s->filters[i], s->filters[index]))
      return 0;
  return 1;
}

/* Note that NAME was cut, and WHY.  What separates such notes is not in
   one.  */
static void
note_cut (struct programs *p, const char *name, const char *why)
{
  const char *before = p->cut == NULL ? "" : ipc_join (p->memory, p->cut, "; ");
  size_t size = strlen (before) + strlen (name) + strlen (why) + 3;
  char *text = ipc_take (p->memory, size), *c;

  sprintf (text, "%s%s: ", before, name);
  c = text + strlen (text);
  for (strcpy (c, why); *c != '\0'; c++)
    if (*c == ';')
      *c = ',';
  p->cut = text;
  ipc_error ("%s: %s; nothing of it was stored", name, why);
}

/* Run what S selects, into the store NAME.db.  */
static int
run_into (struct programs *p, const struct ipc_selection *s, const char *name,
          char *why, size_t size)
{
  int result;

  if (ipc_next_store (p->places, name) == -1)
    return -1;
  p->k->selection = s;
  result = ipc_run_kyua (p->k, why, size);
  ipc_end_orphans ();
  if (result == -1)
    ipc_drop_store (p->places);
  else
    {
      p->stores[p->n_stores] = ipc_take (p->memory, PATH_MAX);
      strcpy (p->stores[p->n_stores++], p->places->new_store);
      ipc_keep_next (p->places);
    }
  return result;
}

/* Run the program of the filter at INDEX, with the case that says what is
   measured.  Returns -1 if that cannot be, or the user wants no more.  */
static int
run_program (struct programs *p, size_t index)
{
  const struct ipc_selection *all = p->all;
  struct ipc_selection s = { .n_filters = 1 };
  char name[80], why[1100] = "";
  size_t i;
  int result;

  s.filters = ipc_take (p->memory, all->n_filters * sizeof *s.filters);
  s.filters[0] = all->filters[0];
  for (i = index; i < all->n_filters; i++)
    if (same_program (all->filters[i], all->filters[index]))
      s.filters[s.n_filters++] = all->filters[i];
  snprintf (name, sizeof name, "%.*s", (int) name_size (all->filters[index]),
            all->filters[index]);
  result = run_into (p, &s, name, why, sizeof why);
  if (result == -1 && why[0] != '\0')
    {
      note_cut (p, name, why);
      result = 0;
    }
  return result;
}

/* Let a store say what is missing in the others.  */
static int
tell_cut (struct programs *p)
{
  struct ipc_selection s = { .filters = p->all->filters, .n_filters = 1 };
  char why[1100] = "";

  if (p->cut == NULL)
    return 0;
  p->k->cut = p->cut;
  if (run_into (p, &s, "platform_test", why, sizeof why) == 0)
    return 0;
  if (why[0] != '\0')
    ipc_error ("platform_test: %s", why);
  return -1;
}

char **
ipc_run_programs (struct ipc_kyua *k, struct ipc_places *places,
                  struct ipc_arena *memory)
{
  struct programs p = { k, places, k->selection, memory, NULL, 0, NULL };
  size_t i;
  int result = 0;

  p.stores = ipc_take (memory, (p.all->n_filters + 1) * sizeof *p.stores);
  for (i = 1; i < p.all->n_filters && result == 0; i++)
    if (is_first (p.all, i))
      result = run_program (&p, i);
  if (result == 0)
    result = tell_cut (&p);
  k->selection = p.all;
  k->cut = NULL;
  return result == 0 ? p.stores : NULL;
}
