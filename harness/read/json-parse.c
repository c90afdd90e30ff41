/* json-parse.c - JSON from strangers: bounds before meaning.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <config.h>

#include "json.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"

enum { MAX_DEPTH = 8, MAX_FILE = 4 * 1024 * 1024 };

/* How deep the brackets go, strings apart.  */
static int
depth (const char *text, size_t size)
{
  int now = 0, most = 0, in_string = 0;
  size_t i;

  for (i = 0; i < size; i++)
    if (in_string && text[i] == '\\')
      i++;
    else if (text[i] == '"')
      in_string = !in_string;
    else if (!in_string && (text[i] == '{' || text[i] == '['))
      most = ++now > most ? now : most;
    else if (!in_string && (text[i] == '}' || text[i] == ']'))
      now--;
  return most;
}

static void
drop_extensions (json_t *value)
{
  const char *name;
  json_t *member;
  void *safe;
  size_t i;

  json_object_foreach_safe (value, safe, name, member)
    if (strncmp (name, "x_", 2) == 0)
      json_object_del (value, name);
    else
      drop_extensions (member);
  json_array_foreach (value, i, member)
    drop_extensions (member);
}

json_t *
ipc_json_parse (const char *file, const char *text, size_t size)
{
  json_error_t error;
  json_t *tree;

  if (depth (text, size) > MAX_DEPTH)
    {
      ipc_error ("%s: nested deeper than a report is", file);
      return NULL;
    }
  tree = json_loadb (text, size, JSON_REJECT_DUPLICATES, &error);
  if (tree == NULL)
    ipc_error ("%s: line %d: %s", file, error.line, error.text);
  drop_extensions (tree);
  return tree;
}

/* Put NAME before the place found so far.  */
static int
inside (const char *name, char *place, size_t size)
{
  char rest[256];

  snprintf (rest, sizeof rest, "%s", place);
  snprintf (place, size, "%s%s%s", name, rest[0] == '\0' ? "" : ".", rest);
  return 1;
}

static int
objects_differ (const json_t *want, const json_t *have, char *place,
                size_t size)
{
  const char *name;
  json_t *w, *h;

  json_object_foreach ((json_t *) want, name, w)
    {
      h = json_object_get (have, name);
      if (h == NULL || ipc_json_differ (w, h, place, size))
        return inside (name, place, size);
    }
  json_object_foreach ((json_t *) have, name, h)
    if (json_object_get (want, name) == NULL)
      return inside (name, place, size);
  return 0;
}

int
ipc_json_differ (const json_t *want, const json_t *have, char *place,
                 size_t size)
{
  size_t i;

  place[0] = '\0';
  if (json_is_number (want) && json_is_number (have))
    return json_number_value (want) != json_number_value (have);
  if (json_is_object (want) && json_is_object (have))
    return objects_differ (want, have, place, size);
  if (!json_is_array (want) || !json_is_array (have))
    return !json_equal (want, have);
  if (json_array_size (want) != json_array_size (have))
    return 1;
  for (i = 0; i < json_array_size (want); i++)
    if (ipc_json_differ (json_array_get (want, i), json_array_get (have, i),
                         place, size))
      return 1;
  return 0;
}

/* The bytes of FILE, to be freed, and their number; NULL after a message.  */
static char *
slurp (const char *file, size_t *size)
{
  FILE *f = fopen (file, "r");
  char *text = malloc (MAX_FILE + 1);
  int error = f == NULL ? errno : 0;

  *size = f == NULL || text == NULL ? 0 : fread (text, 1, MAX_FILE + 1, f);
  if (f != NULL && ferror (f))
    error = errno;
  if (f != NULL)
    fclose (f);
  if (text != NULL && error == 0 && *size > 0 && *size <= MAX_FILE)
    return text;
  if (error != 0)
    ipc_error ("%s: %s", file, strerror (error));
  else
    ipc_error ("%s: %s", file, *size == 0 ? "empty"
               : "larger than 4 MiB, as no report is");
  free (text);
  return NULL;
}

json_t *
ipc_json_load (const char *file)
{
  size_t size;
  char *text = slurp (file, &size);
  json_t *tree = text == NULL ? NULL : ipc_json_parse (file, text, size);

  free (text);
  return tree;
}
