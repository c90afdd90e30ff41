/* builds.c - the builds of a suite, and what each has.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "builds.h"

#include <string.h>

static const struct { const char *name, *suffix, *meaning; } builds[] =
{
#define BUILD(id, calls, name, suffix, meaning) { name, suffix, meaning },
#include "builds.def"
#undef BUILD
};

const char *
ipc_build_name (enum ipc_build build)
{
  return builds[build].name;
}

const char *
ipc_build_suffix (enum ipc_build build)
{
  return builds[build].suffix;
}

const char *
ipc_build_meaning (enum ipc_build build)
{
  return builds[build].meaning;
}

int
ipc_build_of (const char *name, size_t size)
{
  int i;

  for (i = 0; i < IPC_BUILDS; i++)
    if (strlen (builds[i].name) == size
        && memcmp (builds[i].name, name, size) == 0)
      return i;
  return -1;
}

/* Whether the SIZE bytes at NAME end in END, and begin with something.  */
static int
ends (const char *name, size_t size, const char *end)
{
  size_t n = strlen (end);

  return size > n && memcmp (name + size - n, end, n) == 0;
}

/* The first build has no suffix, and is what no other one is.  */
int
ipc_build_of_program (const char *name, size_t size, size_t *suite)
{
  static const char test[] = "_test";
  int i = IPC_BUILDS;

  if (!ends (name, size, test))
    return -1;
  size -= strlen (test);
  while (--i > 0 && !ends (name, size, builds[i].suffix))
    ;
  *suite = size - strlen (builds[i].suffix);
  return i;
}

int
ipc_build_takes (enum ipc_build build, const struct ipc_behaviour *b)
{
  return b->not_tested == NULL
         && ((int) build < IPC_NATIVE_BUILDS || b->fallbacks[0] != NULL);
}
