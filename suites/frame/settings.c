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

int
ipc_left_out (const char *id)
{
  const char *list = ipc_config ("leave_out", "");
  size_t n = strlen (id);

  for (; list != NULL; list = strchr (list, ','))
    {
      list += *list == ',';
      if (strncmp (list, id, n) == 0 && (list[n] == '\0' || list[n] == ','))
        return 1;
    }
  return 0;
}

static int
is_in_word (char c)
{
  return isalnum ((unsigned char) c) || c == '_';
}

/* Whether EXPR, as these sources are written, calls the function whose name
   are the N bytes at NAME.  */
static int
calls (const char *expr, const char *name, size_t n)
{
  const char *e;
  size_t before;

  for (e = expr; (e = strstr (e, " (")) != NULL; e++)
    {
      before = (size_t) (e - expr);
      if (n > 0 && before >= n && strncmp (e - n, name, n) == 0
          && (before == n || !is_in_word (e[-(int) n - 1])))
        return 1;
    }
  return 0;
}

int
ipc_refused (const char *expr, const char *error, char *what, size_t size)
{
  const char *item = ipc_config ("refused", "");

  for (; *item != '\0'; item += *item == ',')
    {
      size_t length = strcspn (item, ","), name = strcspn (item, ":,");
      const char *wanted = name < length ? item + name + 1 : item;

      if ((size_t) (item + length - wanted) == strlen (error)
          && strncmp (wanted, error, strlen (error)) == 0
          && (wanted == item || calls (expr, item, name)))
        {
          snprintf (what, size, "refused: %.*s", (int) length, item);
          return 1;
        }
      item += length;
    }
  return 0;
}
