/* expected.h - what a report of before leads one to expect.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_EXPECTED_H
#define IPC_EXPECTED_H

#include "verdict.h"

/* What BUILD of the behaviour ID has observed according to the report in the
   variable "expect" (kyua -v test_suites.ipcompat.expect=/DIR/report.json,
   'ipcompat run --expect'); NULL if there is no such variable, or the report
   has no observation of it.  Static storage.  The case is broken if the
   report cannot be read.  */
const char *ipc_expected (const char *id, enum ipc_build build);

/* What the case observes is told by what it runs under, and not by the
   platform alone: any documented value is expected.  Case, at its start.  */
void ipc_expect_any (void);

#endif
