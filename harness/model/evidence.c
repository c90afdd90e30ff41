/* evidence.c - what stands behind an observation.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "evidence.h"

#include <stdio.h>
#include <string.h>

static const struct { const char *name, *meaning; char letter; } kinds[] =
{
  [IPC_REAL] = { "real", "the system itself was exercised", 'R' },
  [IPC_EMULATED] =
    { "emulated", "a program answered the calls in the system's place", 'E' },
  [IPC_SIMULATED] =
    { "simulated", "a real system with faults armed, to be like another one",
      'S' },
  [IPC_DOCUMENTED] =
    { "documented", "the system's own manual says so; nobody has seen it",
      'D' },
  [IPC_UNSAID] = { "unknown", "nobody has said what was exercised", 'U' }
};

/* Whether calls are answered by a program of ENVIRONMENT's kind.  */
static int
stands_in (const char *environment)
{
  static const char *const words[] = { "qemu-user", "gvisor", NULL };
  const char *const *w;

  for (w = words; *w != NULL; w++)
    if (strncmp (environment, *w, strlen (*w)) == 0)
      return 1;
  return 0;
}

enum ipc_evidence
ipc_product_evidence (const struct ipc_product *p)
{
  if (strcmp (p->evidence, "unknown") == 0)
    return IPC_UNSAID;
  if (strcmp (p->evidence, "real") != 0)
    return IPC_SIMULATED;
  /* User Mode Linux is Linux.  */
  return p->implementation != NULL || stands_in (p->environment)
         || (p->kernel != NULL
             && strcmp (p->kernel, "User Mode Linux") != 0)
         ? IPC_EMULATED : IPC_REAL;
}

char *
ipc_evidence_mark (const struct ipc_product *p, char *buf, size_t size)
{
  enum ipc_evidence e = ipc_product_evidence (p);
  int on_host = strcmp (p->environment, "host") == 0;
  const char *where = e == IPC_UNSAID ? "" : !on_host ? p->environment
                      : p->implementation != NULL ? p->implementation : "";

  if (e == IPC_REAL && *where == '\0')
    buf[0] = '\0';
  else
    snprintf (buf, size, " (%s%s%s)",
              e == IPC_REAL ? "" : ipc_evidence_name (e),
              e == IPC_REAL || *where == '\0' ? "" : ": ", where);
  return buf;
}

const char *
ipc_evidence_name (enum ipc_evidence e)
{
  return kinds[e].name;
}

const char *
ipc_evidence_meaning (enum ipc_evidence e)
{
  return kinds[e].meaning;
}

char
ipc_evidence_letter (enum ipc_evidence e)
{
  return kinds[e].letter;
}
