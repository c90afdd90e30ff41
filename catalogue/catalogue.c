/* catalogue.c - the .def files, made into tables.
   SPDX-License-Identifier: BSD-2-Clause

   A doubled id, a misspelt probe and a misspelt fallback stop the compiler
   here, with the culprit's name in the message.  */

/* Before the system's headers: see there.  */
#define IPC_EXPAND_RECORDS
#include "record.h"

const struct ipc_behaviour ipc_catalogue[] =
{
#include "all.def"
  { .suite = NULL }
};
#undef BEHAVIOUR
#undef NOT_TESTED

#include "catalogue.h"

#include <string.h>

/* What a limit and a manual may name.  */
enum ipc_row
{
#define BEHAVIOUR(id, ...) \
  IPC_PASTE (ipc_row_, IPC_PASTE (IPC_THIS_SUITE, _##id)),
#define NOT_TESTED(id, ...) BEHAVIOUR (id,)
#include "all.def"
  ipc_row_count
};

const struct ipc_suite ipc_suites[] =
{
#define SUITE(name, title, builds) { #name, title, #builds },
#include "suites.def"
#undef SUITE
  { NULL, NULL, NULL }
};

const struct ipc_fallback ipc_fallbacks[] =
{
#define FALLBACK_FAMILY(name, calls, promise, source) \
  { #name, promise, calls, source },
#include "fallbacks.def"
#undef FALLBACK_FAMILY
  { NULL, NULL, NULL, NULL }
};

const struct ipc_limit ipc_limits[] =
{
#define DECLARED_LIMIT(fallback, suite, aspect, value, why)          \
  { ipc_row_##suite##_##aspect < ipc_row_count ? #fallback : NULL,   \
    #suite "." #aspect, value, why },
#include "limits.def"
#undef DECLARED_LIMIT
  { NULL, NULL, NULL, NULL }
};

const struct ipc_manual ipc_manuals[] =
{
#define MANUAL(os, page, suite, aspect, value)                    \
  { ipc_row_##suite##_##aspect < ipc_row_count ? os : NULL, page, \
    #suite "." #aspect, value },
#include "manuals.def"
#undef MANUAL
  { NULL, NULL, NULL, NULL }
};

const struct ipc_behaviour *
ipc_find (const char *id)
{
  const struct ipc_behaviour *b;

  for (b = ipc_catalogue; b->suite != NULL; b++)
    if (strcmp (b->id, id) == 0)
      return b;
  return NULL;
}

const struct ipc_suite *
ipc_find_suite (const char *name)
{
  const struct ipc_suite *s;

  for (s = ipc_suites; s->name != NULL; s++)
    if (strcmp (s->name, name) == 0)
      return s;
  return NULL;
}

const struct ipc_fallback *
ipc_find_fallback (const char *name)
{
  const struct ipc_fallback *f;

  for (f = ipc_fallbacks; f->name != NULL; f++)
    if (strcmp (f->name, name) == 0)
      return f;
  return NULL;
}

const struct ipc_limit *
ipc_find_limit (const char *id, const char *value)
{
  const struct ipc_limit *l;

  for (l = ipc_limits; l->id != NULL; l++)
    if (strcmp (l->id, id) == 0
        && (value == NULL || strcmp (l->value, value) == 0))
      return l;
  return NULL;
}

const struct ipc_manual *
ipc_find_manual (const char *os, const char *id)
{
  const struct ipc_manual *m;

  for (m = ipc_manuals; m->os != NULL; m++)
    if (strcmp (m->os, os) == 0 && strcmp (m->id, id) == 0)
      return m;
  return NULL;
}

const char *
ipc_level_name (enum ipc_level level)
{
  static const char *const names[] = { "REQUIRED", "VARIES", "HAZARD" };

  return names[level];
}

int
ipc_documented (const struct ipc_behaviour *b, const char *value)
{
  const char *const *o;

  for (o = b->outcomes; *o != NULL; o++)
    if (strcmp (*o, value) == 0)
      return 1;
  return 0;
}

int
ipc_cites (const struct ipc_behaviour *b, const char *document,
           const char *status)
{
  const struct ipc_source *s;

  for (s = b->sources; s->document != NULL; s++)
    if (strcmp (s->document, document) == 0
        && strcmp (s->status, status) == 0)
      return 1;
  return 0;
}
