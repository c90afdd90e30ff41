/* getrusage.c - faults of counting what processes use.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <sys/resource.h>

#include "faults.h"

CALL (getrusage)
FAULT (rusage_forgets, "getrusage() does not count children",
  KILLS ("dispositions.chld_rusage"))

/* glibc's type: newer compilers tell its enumeration from int.  */
int
getrusage (__rusage_who_t who, struct rusage *usage)
{
  static const struct rusage no_usage;
  int result = IPC_REAL (getrusage) (who, usage);

  if (result == 0 && (int) who == RUSAGE_CHILDREN
      && ipc_fault (rusage_forgets))
    *usage = no_usage;
  return result;
}
