/* posix_ipc.h - what the cases about objects of POSIX share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_POSIX_IPC_SUITE_H
#define IPC_POSIX_IPC_SUITE_H

#include "frame/suite.h"

/* Note that GOT is not what was WANTED; the first such thing counts.  */
void posix_expect (const char *what, const char *got, const char *wanted);
void posix_expect_value (const char *what, long got, long wanted);

/* What was noted, NULL if nothing; observe that, or else GOOD.  */
const char *posix_wrong (void);
void posix_observe (const char *good);

#endif
