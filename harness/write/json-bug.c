/* json-bug.c - what is known elsewhere of a row, in JSON.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "json.h"

static json_t *
known (const struct ipc_row_bug *b)
{
  const struct { const char *name, *text; } members[] =
  {
    { "value", b->value }, { "link", b->link }, { "note", b->note },
    { "for", b->held }, { "here", b->here }
  };
  json_t *o = json_object ();
  size_t i;

  for (i = 0; i < sizeof members / sizeof *members; i++)
    if (members[i].text != NULL)
      json_object_set_new (o, members[i].name,
                           json_string (members[i].text));
  return o;
}

void
ipc_json_know (json_t *o, const char *name, const struct ipc_row_bug *b)
{
  if (b != NULL)
    json_object_set_new (o, name, known (b));
}
