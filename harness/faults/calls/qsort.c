/* qsort.c - faults of sorting while signals come.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <stdlib.h>
#include <string.h>

#include "delivery.h"
#include "faults.h"

CALL (qsort)
FAULT (deferral_qsort, "qsort() fails to sort if a signal was handled in it",
  KILLS ("deferral.long_operation"),
  KILLS_FALLBACK ("deferral.long_operation"))

void
qsort (void *base, size_t count, size_t size,
       int (*compare) (const void *, const void *))
{
  int before = ipc_fault_deliveries;

  IPC_REAL (qsort) (base, count, size, compare);
  if (ipc_fault (deferral_qsort) && ipc_fault_deliveries != before)
    memcpy (base, (char *) base + size, size);
}
