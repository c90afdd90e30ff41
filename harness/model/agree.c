/* agree.c - whether probe, manual and test say the same.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "agree.h"

#include <string.h>
#include <strings.h>

/* Whether TEXT has WORD, with nothing beside it that could be of a name.  */
static int
names (const char *text, const char *word)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
  size_t n = strlen (word);
  const char *t;

  for (t = text; (t = strstr (t, word)) != NULL; t++)
    if ((t == text || strchr (letters, t[-1]) == NULL)
        && (t[n] == '\0' || strchr (letters, t[n]) == NULL))
      return 1;
  return 0;
}

/* Whether VALUE is what "yes" of the probe NAME means where B varies: the
   documented outcomes that name the probe, else the first one.  */
static int
means_yes (const struct ipc_behaviour *b, const char *name,
           const char *value)
{
  const char *const *o;

  for (o = b->outcomes; *o != NULL; o++)
    if (names (*o, name))
      return names (value, name);
  return strcmp (value, b->outcomes[0]) == 0;
}

/* The native build that the probe NAME is of: its name ends as that build's
   programs do.  */
static int
build_of (const char *name)
{
  size_t n = strlen (name), size;
  int i;

  for (i = 1; i < IPC_NATIVE_BUILDS; i++)
    {
      const char *suffix = ipc_build_suffix ((enum ipc_build) i);

      size = strlen (suffix);
      if (n > size && strcasecmp (name + n - size, suffix) == 0)
        return i;
    }
  return 0;
}

/* The rule, in the one place where it is written:

   A probe and a test contradict each other when both have an answer to the
   same question and the answers differ.  The test that counts is the
   extended build's, or the strict one's for a probe called ..._STRICT.
   - REQUIRED: the question is whether the claim holds.  "yes" contradicts
     absent and every undocumented value; "no" contradicts a row that holds.
   - VARIES: by convention "yes" is the first documented outcome, or those
     that name the probe, and "no" is any other one, absent included.
   - HAZARD: a probe can only say whether the facility is there, and a "no"
     may be one of quality: only "yes" and absent contradict each other.
   A probe that is not the record's first asks for a part of what is claimed:
   its "no" contradicts what "yes" would mean, and its "yes" nothing.
   Unknown answers, and tests without an observation, contradict nothing.  */
int
ipc_probe_agrees (const struct ipc_row *r, const struct ipc_row_probe *p)
{
  const struct ipc_behaviour *b = r->b;
  const struct ipc_result *t = &r->result[build_of (p->name)];
  int yes;

  if (p->answer == IPC_UNKNOWN || !t->present || t->observed == NULL
      || t->verdict == IPC_NO_EVIDENCE || b->outcomes[0] == NULL)
    return -1;
  if (b->level == IPC_HAZARD)
    return !p->asks ? -1
           : !(p->answer == IPC_YES && t->verdict == IPC_ABSENT);
  yes = b->level == IPC_VARIES ? means_yes (b, p->name, t->observed)
        : t->verdict == IPC_HOLDS;
  if (!p->asks)
    return p->answer == IPC_NO && yes ? 0 : -1;
  return yes == (p->answer == IPC_YES);
}

int
ipc_manual_agrees (const struct ipc_row *r)
{
  const struct ipc_result *t = &r->result[IPC_EXTENDED_BUILD];

  if (r->manual == NULL || !t->present || t->observed == NULL)
    return -1;
  return strcmp (r->manual->value, t->observed) == 0;
}
