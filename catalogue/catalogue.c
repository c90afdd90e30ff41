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

/* What suites.def may say of a suite.  */
enum
{
#define BUILD(id, calls, name, suffix, meaning) id = 1 << IPC_##id##_BUILD,
#include "builds.def"
#undef BUILD
  INSTRUMENTS = 1 << IPC_BUILDS,
  SECONDS = INSTRUMENTS << 1
};

const struct ipc_suite ipc_suites[] =
{
#define SUITE(name, title, flags) \
  { #name, title, (flags) & (INSTRUMENTS - 1), \
    ((flags) & INSTRUMENTS) != 0 },
#define MATRIX(suite, ending, title, wish)
#include "suites.def"
#undef SUITE
#undef MATRIX
  { NULL, NULL, 0, 0 }
};

enum ipc_known_suite
{
#define SUITE(name, title, flags) ipc_suite_##name,
#define MATRIX(suite, ending, title, wish)
#include "suites.def"
#undef SUITE
#undef MATRIX
  ipc_suite_count
};

const struct ipc_column ipc_columns[] =
{
#define SUITE(name, title, flags)
#define MATRIX(suite, ending, title, wish) \
  { ipc_suite_##suite < ipc_suite_count ? #suite : NULL, ending, title, wish },
#include "suites.def"
#undef SUITE
#undef MATRIX
  { NULL, NULL, NULL, NULL }
};

const struct ipc_fallback ipc_fallbacks[] =
{
#define FALLBACK_FAMILY(name, calls, promise, source) \
  { #name, promise, calls, source },
#include "fallbacks.def"
#undef FALLBACK_FAMILY
  { NULL, NULL, NULL, NULL }
};

/* verdict.c has the limits; a row that one misspells stops here.  */
#define DECLARED_LIMIT(fallback, suite, aspect, value, why) \
  extern char ipc_limited[ipc_row_##suite##_##aspect < ipc_row_count ? 1 : -1];
#define POSSIBLE_LIMIT DECLARED_LIMIT
#include "limits.def"
#undef DECLARED_LIMIT
#undef POSSIBLE_LIMIT

const struct ipc_manual ipc_manuals[] =
{
#define MANUAL(os, page, suite, aspect, value)                    \
  { ipc_row_##suite##_##aspect < ipc_row_count ? os : NULL, page, \
    #suite "." #aspect, value },
#include "manuals.def"
#undef MANUAL
  { NULL, NULL, NULL, NULL }
};

#define ROWS(...) (const char *const[]) { __VA_ARGS__, NULL }
#define VALUES ROWS
const struct ipc_cause ipc_causes[] =
{
#define CAUSE(name, products, sentence, cites, link, rows, values, idiom) \
  { #name, products, sentence, cites, link, rows, values, idiom },
#include "causes.def"
#undef CAUSE
  { .name = NULL }
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

int
ipc_suite_has (const struct ipc_suite *s, enum ipc_build build)
{
  return (s->builds >> build & 1) != 0;
}

int
ipc_has_case (const struct ipc_behaviour *b, enum ipc_build build)
{
  const struct ipc_suite *s = ipc_find_suite (b->suite);

  return s != NULL && ipc_suite_has (s, build) && ipc_build_takes (build, b);
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

const struct ipc_manual *
ipc_find_manual (const char *os, const char *id)
{
  const struct ipc_manual *m;

  for (m = ipc_manuals; m->os != NULL; m++)
    if (strcmp (m->os, os) == 0 && strcmp (m->id, id) == 0)
      return m;
  return NULL;
}

/* Whether TEXT is what PATTERN describes, in which "*" is any text.  */
static int
fits (const char *pattern, const char *text)
{
  const char *star = NULL, *from = text;

  for (;;)
    if (*pattern == '*')
      {
        star = ++pattern;
        from = text;
      }
    else if (*pattern == *text)
      {
        if (*text == '\0')
          return 1;
        pattern++;
        text++;
      }
    else if (star != NULL && *from != '\0')
      {
        pattern = star;
        text = ++from;
      }
    else
      return 0;
}

static int
fits_any (const char *const *patterns, const char *text)
{
  for (; *patterns != NULL; patterns++)
    if (fits (*patterns, text))
      return 1;
  return 0;
}

int
ipc_cause_names (const struct ipc_cause *c, const char *id)
{
  return fits_any (c->rows, id);
}

const struct ipc_cause *
ipc_find_cause (const char *product, const char *id, const char *value)
{
  const struct ipc_cause *c;

  for (c = ipc_causes; c->name != NULL; c++)
    if (fits_any (c->rows, id) && fits_any (c->values, value)
        && fits (c->products, product))
      return c;
  return NULL;
}

const char *
ipc_level_name (enum ipc_level level)
{
  static const char *const names[] = { "REQUIRED", "VARIES", "HAZARD" };

  return names[level];
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
