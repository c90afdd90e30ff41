/* json-lists.c - what a record of a report.json names.
   SPDX-License-Identifier: BSD-2-Clause

   A list ends as those of the catalogue do.  What is too much, or no text, is
   left out, and missed where the file is verified.  */

#include <config.h>

#include "json.h"
#include "base/encode.h"

enum { MAX_LIST = 16 };

const char *
ipc_json_string (struct ipc_model *m, const json_t *value, size_t max)
{
  const char *text = json_string_value (value);
  size_t size = json_string_length (value);

  if (text == NULL)
    return NULL;
  return size == 0 || ipc_printable (text, size, max)
         ? ipc_copy (&m->memory, text) : ipc_show (&m->memory, text, size, max);
}

/* The member NAME of OBJECT, "" if it is no text.  */
static const char *
member (struct ipc_model *m, const json_t *object, const char *name)
{
  const char *text = ipc_json_string (m, json_object_get (object, name),
                                      IPC_SHOW_TEXT);

  return text == NULL ? "" : text;
}

const char *const *
ipc_json_texts (struct ipc_model *m, const json_t *array)
{
  const char **list = ipc_take (&m->memory, (MAX_LIST + 1) * sizeof *list);
  json_t *value;
  size_t i, n = 0;

  json_array_foreach (array, i, value)
    if (n < MAX_LIST && json_string_length (value) > 0)
      {
        list[n] = ipc_json_string (m, value, IPC_SHOW_VALUE);
        n += list[n] != NULL;
      }
  return list;
}

const struct ipc_source *
ipc_json_sources (struct ipc_model *m, const json_t *array)
{
  struct ipc_source *list = ipc_take (&m->memory, (MAX_LIST + 1)
                                                * sizeof *list);
  json_t *value;
  size_t i;

  json_array_foreach (array, i, value)
    if (i < MAX_LIST)
      {
        list[i].document = member (m, value, "document");
        list[i].status = member (m, value, "status");
        list[i].text = member (m, value, "text");
      }
  return list;
}

const char *const *
ipc_json_probe_names (struct ipc_model *m, const json_t *array)
{
  const char **list = ipc_take (&m->memory, (MAX_LIST + 2) * sizeof *list);
  json_t *probe;
  size_t i, n = 0;

  json_array_foreach (array, i, probe)
    {
      if (i == 0 && !json_is_true (json_object_get (probe, "asks")))
        list[n++] = "NONE";
      if (i < MAX_LIST)
        list[n++] = member (m, probe, "name");
    }
  return list;
}
