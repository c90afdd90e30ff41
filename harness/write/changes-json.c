/* changes-json.c - what changed between two reports, in JSON.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "changes.h"

#include <jansson.h>
#include <string.h>

#include "json.h"
#include "model/bugs.h"
#include "verdict.h"

static json_t *
side (const struct ipc_result *r)
{
  json_t *o;

  if (r == NULL || !r->present)
    return json_null ();
  o = json_pack ("{s:s}", "verdict", ipc_verdict_name (r->verdict));
  if (o != NULL && r->observed != NULL)
    json_object_set_new (o, "observed", json_string (r->observed));
  if (o != NULL && r->reason != NULL)
    json_object_set_new (o, "reason", json_string (r->reason));
  return o;
}

static json_t *
all_changes (const struct ipc_changes *c)
{
  json_t *list = json_array ();
  size_t i;

  for (i = 0; i < c->n && list != NULL; i++)
    {
      const struct ipc_change *change = &c->change[i];
      json_t *o = json_pack ("{s:s,s:s,s:s,s:b,s:o,s:o}", "id",
                             change->row->b->id, "build",
                             ipc_build_name (change->build), "what",
                             ipc_change_name (c, change->kind), "fails",
                             ipc_change_fails (c, change), "old",
                             side (change->old), "new", side (change->new));

      if (change->new != NULL)
        ipc_json_know (o, "known", ipc_bug_of (change->row, change->new));
      if (o == NULL || json_array_append_new (list, o) == -1)
        {
          json_decref (list);
          return NULL;
        }
    }
  return list;
}

static json_t *
counts (const struct ipc_changes *c)
{
  json_t *o = json_object ();
  int kind;

  for (kind = 0; kind < IPC_CHANGE_KINDS; kind++)
    {
      const char *name = ipc_change_name (c, (enum ipc_change_kind) kind);

      if (*name != '\0')
        json_object_set_new (o, name, json_integer (c->count[kind]));
    }
  return o;
}

int
ipc_write_changes_json (const struct ipc_changes *c, FILE *f)
{
  json_t *all = json_pack ("{s:s,s:s,s:s,s:b,s:o,s:o}", "schema",
                           "ipcompat-changes/1", "old", c->old->product.key,
                           "new", c->new->product.key, "one product",
                           !c->products, "counts", counts (c), "changes",
                           all_changes (c));
  int result = all == NULL ? -1
               : json_dumpf (all, f, JSON_INDENT (1) | JSON_ENSURE_ASCII);

  json_decref (all);
  putc ('\n', f);
  return result == -1 || ferror (f) ? -1 : 0;
}
