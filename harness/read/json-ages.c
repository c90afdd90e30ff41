/* json-ages.c - report.json of earlier revisions of the schema.
   SPDX-License-Identifier: BSD-2-Clause

   A report is brought up to the present revision as it was read, before
   anything is taken from it: only here is it known how it once looked.  What
   is malformed stays as it is, and is found by who reads it.  */

#include <config.h>

#include <string.h>

#include "json.h"

/* Add a source to ARRAY, as revision 2 has it, of what revision 1 had.  */
static void
add_source (json_t *array, const char *document, const json_t *status,
            const json_t *text)
{
  json_array_append_new (array,
                         json_pack ("{s:s, s:O, s:O}", "document", document,
                                    "status", status, "text", text));
}

/* Revision 1 had one source of each kind, in members of their own.  */
static void
renew_sources (json_t *row)
{
  json_t *perlipc = json_object_get (row, "perlipc");
  json_t *perlipc_status = json_object_get (row, "perlipc_status");
  json_t *posix = json_object_get (row, "posix");
  json_t *posix_status = json_object_get (posix, "status");
  json_t *page = json_object_get (posix, "page");
  json_t *sources;

  if (perlipc == NULL || perlipc_status == NULL || page == NULL
      || posix_status == NULL || json_object_size (posix) != 2)
    return;
  sources = json_array ();
  add_source (sources, "perlipc", perlipc_status, perlipc);
  add_source (sources, "posix", posix_status, page);
  json_object_set_new (row, "sources", sources);
  json_object_del (row, "perlipc");
  json_object_del (row, "perlipc_status");
  json_object_del (row, "posix");
}

/* Revision 1 had one probe, and one fallback.  */
static void
renew_lists (json_t *row)
{
  json_t *probe = json_object_get (row, "probe");
  json_t *fallback = json_object_get (row, "fallback");
  json_t *name = json_object_get (fallback, "name");

  if (json_is_object (probe))
    {
      json_object_set_new (probe, "asks", json_true ());
      json_object_set_new (row, "probes", json_pack ("[O]", probe));
      json_object_del (row, "probe");
    }
  if (name != NULL)
    {
      json_object_set_new (fallback, "names", json_pack ("[O]", name));
      json_object_del (fallback, "name");
    }
}

void
ipc_json_renew (json_t *tree)
{
  const char *schema = json_string_value (json_object_get (tree, "schema"));
  json_t *row;
  size_t i;

  if (schema == NULL || strcmp (schema, "ipcompat-report/1") != 0)
    return;
  json_array_foreach (json_object_get (tree, "behaviours"), i, row)
    {
      renew_sources (row);
      renew_lists (row);
    }
  json_object_set_new (tree, "schema", json_string (IPC_SCHEMA));
}
