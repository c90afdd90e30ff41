/* rlimits.h - failures on purpose.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_RLIMITS_H
#define IPC_RLIMITS_H

/* Lower the soft limit RESOURCE (RLIMIT_NOFILE, ...) to VALUE.  For children
   that a case makes; broken if the platform refuses.  */
void ipc_limit (int resource, unsigned long value);

/* Lower RLIMIT_NOFILE so that just SPARE more descriptors can be opened.
   Broken if then more, or fewer, can be.  */
void ipc_limit_descriptors (int spare);

/* How many descriptors below 1024 are open.  */
int ipc_count_descriptors (void);

#endif
