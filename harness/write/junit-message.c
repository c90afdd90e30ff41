/* junit-message.c - what a case of JUnit's says beside its verdict.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "junit-message.h"

#include <stdio.h>
#include <string.h>

#include "model/bugs.h"
#include "model/words.h"

int
ipc_junit_denied (const struct ipc_row *r, const struct ipc_result *e)
{
  return r->manual_agrees == 0 && e->observed != NULL
         && e != &r->result[IPC_FALLBACK_BUILD]
         && strcmp (e->observed, r->manual->value) != 0;
}

static void
message (const struct ipc_row *r, const struct ipc_result *e, char *buf,
         size_t size)
{
  char documented[400];
  const char *reason = e->reason == NULL ? "" : e->reason;

  ipc_row_documented (r->b, documented, sizeof documented);
  switch (e->verdict)
    {
    case IPC_DEVIATES:
    case IPC_FAILS:
      snprintf (buf, size, "observed %s, documented %s%s%s", e->observed,
                documented, *reason == '\0' ? "" : "; ", reason);
      break;
    case IPC_ABSENT:
      snprintf (buf, size, "absent%s%s", e->detail == NULL ? "" : ": ",
                e->detail == NULL ? "" : e->detail);
      break;
    case IPC_LIMITED:
      snprintf (buf, size, "declared limit: %s", reason);
      break;
    case IPC_NOT_TESTABLE:
      snprintf (buf, size, "not testable: %s", reason);
      break;
    case IPC_HOLDS:
    case IPC_PROVEN:
      buf[0] = '\0';
      break;
    default:
      snprintf (buf, size, "%s", *reason == '\0'
                ? ipc_verdict_name (e->verdict) : reason);
    }
}

/* What there is to know besides, behind the text in BUF.  */
static void
add_cause (const struct ipc_model *m, const struct ipc_row *r,
           const struct ipc_result *e, char *buf, size_t size)
{
  const struct ipc_cause *cause = NULL;
  size_t n = strlen (buf);

  if (ipc_junit_denied (r, e))
    snprintf (buf + n, size - n, "%smanual and test disagree: %s says %s%s%s",
              n == 0 ? "" : "; ", r->manual->page, r->manual->value,
              n == 0 ? ", observed " : "", n == 0 ? e->observed : "");
  else if (r->manual_agrees == 1 && e->verdict == IPC_DEVIATES)
    snprintf (buf + n, size - n, "; as %s says", r->manual->page);
  n = strlen (buf);
  if (e->observed != NULL && *buf != '\0' && e->verdict != IPC_LIMITED)
    cause = ipc_find_cause (m->product.key, r->b->id, e->observed);
  if (cause != NULL)
    snprintf (buf + n, size - n, "; cause: %s (%s)", cause->sentence,
              cause->cites);
  n = strlen (buf);
  ipc_bug_after (r, e, n == 0 ? "" : "; ", buf + n, size - n);
}

void
ipc_junit_message (const struct ipc_model *m, const struct ipc_row *r,
                   const struct ipc_result *e, char *buf, size_t size)
{
  message (r, e, buf, size);
  add_cause (m, r, e, buf, size);
}

const char *
ipc_junit_details (const struct ipc_behaviour *b, enum ipc_build build,
                   char *buf, size_t size)
{
  char sources[1000], documented[800];

  snprintf (buf, size, "%s.\nSources: %s\nDocumented: %s\n"
            "Again: ipcompat run --build=%s %s\n", b->claim,
            ipc_row_sources (b, sources, sizeof sources),
            ipc_row_documented (b, documented, sizeof documented),
            ipc_build_name (build), b->id);
  return buf;
}
