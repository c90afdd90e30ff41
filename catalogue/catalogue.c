/* catalogue.c - the .def files, made into tables.
   SPDX-License-Identifier: BSD-2-Clause

   A doubled id, a misspelt probe and a misspelt fallback stop the compiler
   here, with the culprit's name in the message.  */

#include "catalogue.h"

#include <string.h>

#include "probes.h"

#define PASTE(a, b) PASTE_ (a, b)
#define PASTE_(a, b) a##_##b
#define TEXT(a) TEXT_ (a)
#define TEXT_(a) #a

/* What a record may name.  */
enum ipc_known_fallback
{
  ipc_fallback_none,
#define FALLBACK_FAMILY(name, calls, promise, source) ipc_fallback_##name,
#include "fallbacks.def"
#undef FALLBACK_FAMILY
  ipc_fallback_count
};

#define OUTCOMES(...) { __VA_ARGS__, NULL }
#define PERLIPC(heading) "says", heading
#define PERLIPC_LATER(heading) "later", heading
#define PERLIPC_NEAR(heading) "near", heading
#define PERLIPC_SILENT "silent", ""
#define POSIX_SHALL(page) "shall", page
#define POSIX_MAY(page) "may", page
#define POSIX_SILENT "silent", ""

/* Name the symbol, so that the compiler looks it up; give the text.  */
#define PROBE(name) IPC_PROBE_##name < -1 ? NULL : #name
#define FALLBACK(name) ipc_fallback_##name >= ipc_fallback_count ? NULL : #name

/* First pass: one enumerator per id.  */
enum ipc_row
{
#define BEHAVIOUR(id, level, claim, perlipc, posix, probe, fallback, values) \
  PASTE (ipc_row, PASTE (IPC_THIS_SUITE, id)),
#define NOT_TESTED(id, level, claim, perlipc, posix, why) \
  PASTE (ipc_row, PASTE (IPC_THIS_SUITE, id)),
#include "all.def"
#undef BEHAVIOUR
#undef NOT_TESTED
  ipc_row_count
};

/* Second pass: the outcomes.  */
#define BEHAVIOUR(id, level, claim, perlipc, posix, probe, fallback, values) \
  static const char *const PASTE (outcomes, PASTE (IPC_THIS_SUITE, id))[]    \
    = values;
#define NOT_TESTED(id, level, claim, perlipc, posix, why) \
  static const char *const PASTE (outcomes, PASTE (IPC_THIS_SUITE, id))[]    \
    = { NULL };
#include "all.def"
#undef BEHAVIOUR
#undef NOT_TESTED

/* Third pass: the records.  */
#define ID_TEXT(id) TEXT (IPC_THIS_SUITE) "." #id
#define BEHAVIOUR(id, level, claim, perlipc, posix, probe, fallback, values) \
  { TEXT (IPC_THIS_SUITE), #id, ID_TEXT (id), IPC_##level, claim, perlipc,   \
    posix, probe, fallback, PASTE (outcomes, PASTE (IPC_THIS_SUITE, id)),    \
    NULL },
#define NOT_TESTED(id, level, claim, perlipc, posix, why)                    \
  { TEXT (IPC_THIS_SUITE), #id, ID_TEXT (id), IPC_##level, claim, perlipc,   \
    posix, "NONE", "none", PASTE (outcomes, PASTE (IPC_THIS_SUITE, id)),     \
    why },

const struct ipc_behaviour ipc_catalogue[] =
{
#include "all.def"
  { NULL, NULL, NULL, IPC_REQUIRED, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, NULL, NULL }
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
