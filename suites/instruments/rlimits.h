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

/* Before the two below: end the case as not exercised ("no limit on
   processes", "no second uid") where fork() cannot be made to fail.  Case.  */
void ipc_need_fork_limit (void);

/* In a child, which is a plain user from then on: have fork() fail, or let it
   succeed again.  */
void ipc_forbid_forks (void);
void ipc_allow_forks (void);

#endif
