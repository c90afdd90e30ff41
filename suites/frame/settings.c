/* settings.c - what the caller wants of a case.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "settings.h"

#include <atf-c.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const atf_tc_t *current;

void
ipc_settings_begin (const void *tc)
{
  current = tc;
}

const char *
ipc_config (const char *name, const char *default_value)
{
  return atf_tc_get_config_var_wd (current, name, default_value);
}

/* Whether the variable NAME, "ITEM,...", has ITEM.  */
static int
has_item (const char *name, const char *item)
{
  const char *list = ipc_config (name, "");
  size_t n = strlen (item);

  for (; list != NULL; list = strchr (list, ','))
    {
      list += *list == ',';
      if (strncmp (list, item, n) == 0 && (list[n] == '\0' || list[n] == ','))
        return 1;
    }
  return 0;
}

int
ipc_left_out (const char *id)
{
  return has_item ("leave_out", id);
}

static int
is_in_word (char c)
{
  return isalnum ((unsigned char) c) || c == '_';
}

/* A call in EXPR is, as these sources are written, a word before " (".  */
int
ipc_refused (const char *expr, const char *error, char *item, size_t size)
{
  const char *end, *name;

  for (end = expr; (end = strstr (end, " (")) != NULL; end++)
    {
      for (name = end; name > expr && is_in_word (name[-1]); name--)
        continue;
      snprintf (item, size, "%.*s:%s", (int) (end - name), name, error);
      if (name < end && has_item ("refused", item))
        return 1;
    }
  snprintf (item, size, "%s", error);
  return has_item ("refused", item);
}
