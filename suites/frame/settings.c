/* settings.c - what the caller wants of a case.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "settings.h"

#include <atf-c.h>
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
