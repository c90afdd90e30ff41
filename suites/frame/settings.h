/* settings.h - what the caller wants of a case.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_SETTINGS_H
#define IPC_SETTINGS_H

#include <stddef.h>

/* The value of the configuration variable NAME (kyua -v
   test_suites.ipcompat.NAME=...), or DEFAULT_VALUE.  */
const char *ipc_config (const char *name, const char *default_value);

/* Whether the behaviour ID is in the variable "leave_out", "SUITE.ID,...": a
   case that the platform does not outlive would cost the evidence of all
   others.  'ipcompat run --leave-out' sets it.  */
int ipc_left_out (const char *id);

/* Whether the variable "refused", "CALL:ERROR,...", has a call that EXPR makes
   with the name of this ERROR, or the ERROR alone: that the platform refuses
   it, whatever it is asked, is known.  ITEM, of SIZE bytes, is which of them.
   'ipcompat run --refused' sets it.  */
int ipc_refused (const char *expr, const char *error, char *item, size_t size);

/* Ask TC, an atf_tc_t, from now on.  */
void ipc_settings_begin (const void *tc);

#endif
