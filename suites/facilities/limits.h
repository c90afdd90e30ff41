/* limits.h - limits that a platform may lack.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_FACILITIES_LIMITS_H
#define IPC_FACILITIES_LIMITS_H

#include <sys/resource.h>

/* How many processes a user may have; -1 where illumos and AIX have no such
   limit.  */
#ifdef RLIMIT_NPROC
# define IPC_RLIMIT_NPROC RLIMIT_NPROC
#else
# define IPC_RLIMIT_NPROC (-1)
#endif

#endif
