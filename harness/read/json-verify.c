/* json-verify.c - whether a report.json is what the writer would write.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "command/command.h"
#include "json.h"

/* Whether HAVE is what the writer makes of it, WANT, which is freed.  */
static int
check (const char *file, const char *id, json_t *want, const json_t *have)
{
  char place[256];
  int bad = ipc_json_differ (want, have, place, sizeof place);

  json_decref (want);
  if (bad)
    ipc_error ("%s: %s%s%s is missing, unknown, malformed or does not follow"
               " from the rest", file, id, *id != '\0' && *place != '\0'
               ? ": " : "", place);
  return bad;
}

/* Rows first: what is wrong there is wrong in the summary, too.  */
int
ipc_json_verify (const struct ipc_model *m, const char *file, json_t *tree)
{
  json_t *rows = json_incref (json_object_get (tree, "behaviours"));
  size_t i;
  int bad = 0;

  for (i = 0; i < m->rows && !bad; i++)
    bad = check (file, m->row[i].b->id, ipc_json_row (&m->row[i]),
                 json_array_get (rows, i));
  json_object_del (tree, "behaviours");
  json_decref (rows);
  return bad || check (file, "", ipc_json_head (m), tree) ? -1 : 0;
}
