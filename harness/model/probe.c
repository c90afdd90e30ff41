/* probe.c - what a probe's name is, and what it asks.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "probe.h"

#include <string.h>

#include "probes.h"

const char *
ipc_probe_question (const char *name)
{
  static const struct { const char *name, *question; } known[] =
  {
#define P(name, question, word) { #name, question },
    IPC_PROBE_LIST (P)
#undef P
    { NULL, NULL }
  }, *k;

  for (k = known; k->name != NULL; k++)
    if (strcmp (k->name, name) == 0)
      return k->question;
  return "";
}

int
ipc_probe_name (const char *name, size_t size)
{
  size_t i;

  if (size == 0 || size > 60 || name[0] < 'A' || name[0] > 'Z')
    return 0;
  for (i = 0; i < size; i++)
    if (!((name[i] >= 'A' && name[i] <= 'Z')
          || (name[i] >= '0' && name[i] <= '9') || name[i] == '_'))
      return 0;
  return 1;
}
