/* model.c - the joined model: memory, order, and what follows from it.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "model.h"

#include <stdlib.h>
#include <string.h>

#include "command/command.h"
#include "judge.h"

struct ipc_block
{
  struct ipc_block *next;
  size_t used, size;
  /* What is allocated may be anything.  */
  union { double d; void *p; long l; } data[];
};

enum { BLOCK_SIZE = 64 * 1024, ALIGN = sizeof (double) > sizeof (void *)
                                        ? sizeof (double) : sizeof (void *) };

void *
ipc_alloc (size_t size)
{
  void *p = calloc (1, size > 0 ? size : 1);

  if (p == NULL)
    exit (ipc_error ("out of memory"));
  return p;
}

static struct ipc_block *
new_block (struct ipc_block *next, size_t size)
{
  struct ipc_block *b = ipc_alloc (sizeof *b + size);

  b->next = next;
  b->size = size;
  return b;
}

void *
ipc_model_alloc (struct ipc_model *m, size_t size)
{
  struct ipc_block *b = m->memory;
  void *p;

  size = (size + ALIGN - 1) / ALIGN * ALIGN;
  if (b == NULL || b->size - b->used < size)
    {
      b = new_block (b, size > BLOCK_SIZE ? size : BLOCK_SIZE);
      m->memory = b;
    }
  p = (char *) b->data + b->used;
  b->used += size;
  return p;
}

const char *
ipc_model_copy (struct ipc_model *m, const char *text)
{
  size_t size = strlen (text) + 1;

  return memcpy (ipc_model_alloc (m, size), text, size);
}

const char *
ipc_model_join (struct ipc_model *m, const char *a, const char *b)
{
  char *text = ipc_model_alloc (m, strlen (a) + strlen (b) + 1);

  return strcat (strcpy (text, a), b);
}

struct ipc_model *
ipc_model_new (void)
{
  struct ipc_model *m = ipc_alloc (sizeof *m);

  m->version = VERSION;
  return m;
}

void
ipc_model_free (struct ipc_model *m)
{
  if (m == NULL)
    return;
  while (m->memory != NULL)
    {
      struct ipc_block *b = m->memory;

      m->memory = b->next;
      free (b);
    }
  free (m);
}

static int
by_id (const void *a, const void *b)
{
  return strcmp (((const struct ipc_row *) a)->b->id,
                 ((const struct ipc_row *) b)->b->id);
}

static int
by_probe_name (const void *a, const void *b)
{
  return strcmp (((const struct ipc_probe *) a)->name,
                 ((const struct ipc_probe *) b)->name);
}

static int
by_family_name (const void *a, const void *b)
{
  return strcmp (((const struct ipc_family *) a)->name,
                 ((const struct ipc_family *) b)->name);
}

struct ipc_row *
ipc_model_row (const struct ipc_model *m, const char *id)
{
  struct ipc_behaviour b = { .id = id };
  struct ipc_row key = { .b = &b };

  return m->rows == 0 ? NULL
         : bsearch (&key, m->row, m->rows, sizeof key, by_id);
}

struct ipc_probe *
ipc_model_probe (const struct ipc_model *m, const char *name)
{
  struct ipc_probe key = { .name = name };

  return m->probes == 0 ? NULL
         : bsearch (&key, m->probe, m->probes, sizeof key, by_probe_name);
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
  m->family = ipc_model_alloc (m, (n + 1) * sizeof *m->family);
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
  m->suite = ipc_model_alloc (m, (n + m->rows + 1) * sizeof *m->suite);
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

  r->probe = ipc_model_alloc (m, (length (name) + 1) * sizeof *r->probe);
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

  qsort (m->row, m->rows, sizeof *m->row, by_id);
  if (m->probes > 0)
    qsort (m->probe, m->probes, sizeof *m->probe, by_probe_name);
  for (i = 0; i < m->rows; i++)
    {
      struct ipc_row *r = &m->row[i];

      r->verdict = ipc_row_verdict (r);
      ask_probes (m, r);
      r->manual_agrees = ipc_manual_agrees (r);
    }
  find_suites (m);
  find_families (m);
  summarize (m);
}
