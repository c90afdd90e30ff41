/* settings.c - what the caller wants of a case.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "settings.h"

#include <atf-c.h>

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
