/* verify.c - whether a report.json is what the writer would write.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include <string.h>

#include "command.h"
#include "read/json.h"
#include "write/json.h"

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

/* Whether TREE, which was read from FILE and is emptied, is what the writer
   makes of M, which was made of it.  Rows first: what is wrong there is wrong
   in the summary, too.  Returns 0, or -1 after a message.  */
static int
verify (const struct ipc_model *m, const char *file, json_t *tree)
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

/* Whether the TREE of FILE says that it is of this revision.  */
static int
is_recent (const char *file, const json_t *tree)
{
  const char *schema = json_string_value (json_object_get (tree, "schema"));

  if (schema == NULL || strncmp (schema, "ipcompat-report/", 16) != 0
      || strcmp (schema, IPC_SCHEMA) == 0)
    return 1;
  ipc_error ("%s: schema is %s; only %s can be verified", file, schema,
             IPC_SCHEMA);
  return 0;
}

int
ipc_verify (const char *file)
{
  json_t *tree = ipc_json_load (file);
  struct ipc_model *m = NULL;
  int result = -1;

  if (tree != NULL)
    {
      ipc_json_renew (tree);
      if (is_recent (file, tree))
        m = ipc_json_model (file, tree);
    }
  if (m != NULL)
    result = verify (m, file, tree);
  ipc_model_free (m);
  json_decref (tree);
  return result;
}
