/* verdict.c - what an observation is worth.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "verdict.h"

#include <string.h>

static const struct
{
  int rank, good;
  const char *name, *counted;
  char ascii;
  const char *symbol, *meaning;
}
verdicts[] =
{
#define VERDICT(id, rank, good, name, counted, ascii, symbol, meaning) \
  { rank, good, name, counted, ascii, symbol, meaning },
#include "verdicts.def"
#undef VERDICT
};

const struct ipc_limit ipc_limits[] =
{
#define DECLARED_LIMIT(fallback, suite, aspect, value, why) \
  { #fallback, #suite "." #aspect, value, why, 1 },
#define POSSIBLE_LIMIT(fallback, suite, aspect, value, why) \
  { #fallback, #suite "." #aspect, value, why, 0 },
#include "limits.def"
#undef DECLARED_LIMIT
#undef POSSIBLE_LIMIT
  { NULL, NULL, NULL, NULL, 0 }
};

const struct ipc_limit ipc_no_limits[] = { { NULL, NULL, NULL, NULL, 0 } };

int
ipc_documented (const struct ipc_behaviour *b, const char *value)
{
  const char *const *o;

  for (o = b->outcomes; *o != NULL; o++)
    if (strcmp (*o, value) == 0)
      return 1;
  return 0;
}

static enum ipc_verdict
judge_native (const struct ipc_behaviour *b, const char *value)
{
  return ipc_documented (b, value) ? IPC_HOLDS
         : strcmp (value, "absent") == 0 ? IPC_ABSENT : IPC_DEVIATES;
}

/* A shortfall must show just as it is declared: where it does not, the
   declaration is wrong, even if the value is a documented one; unless it is
   one that shows only on some platforms.  */
static enum ipc_verdict
judge_mapped (const struct ipc_behaviour *b, const char *value,
              const struct ipc_limit *l, const char **why)
{
  for (; l->id != NULL; l++)
    if (strcmp (l->id, b->id) == 0)
      {
        if (strcmp (l->value, value) == 0)
          {
            *why = l->why;
            return IPC_LIMITED;
          }
        if (l->everywhere)
          *why = "the declared limit did not show";
      }
  return *why == NULL && ipc_documented (b, value) ? IPC_PROVEN : IPC_FAILS;
}

enum ipc_verdict
ipc_judge_value (const struct ipc_behaviour *b, enum ipc_build build,
                 const char *value, const struct ipc_limit *limits,
                 const char **why)
{
  *why = NULL;
  return (int) build < IPC_NATIVE_BUILDS ? judge_native (b, value)
         : judge_mapped (b, value, limits, why);
}

enum ipc_verdict
ipc_worse (enum ipc_verdict a, enum ipc_verdict b)
{
  return verdicts[b].rank < verdicts[a].rank ? b : a;
}

int
ipc_verdict_is_good (enum ipc_verdict v)
{
  return verdicts[v].good;
}

const char *
ipc_verdict_name (enum ipc_verdict v)
{
  return verdicts[v].name;
}

const char *
ipc_verdict_counted (enum ipc_verdict v)
{
  return verdicts[v].counted;
}

char
ipc_verdict_ascii (enum ipc_verdict v)
{
  return verdicts[v].ascii;
}

const char *
ipc_verdict_symbol (enum ipc_verdict v)
{
  return verdicts[v].symbol;
}

const char *
ipc_verdict_meaning (enum ipc_verdict v)
{
  return verdicts[v].meaning;
}

int
ipc_verdict_of (const char *name)
{
  int v;

  for (v = 0; v < IPC_VERDICTS; v++)
    if (strcmp (verdicts[v].name, name) == 0)
      return v;
  return -1;
}
