/* close_range.c - faults of closing all descriptors from a number on.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"

CALL (close_range)
CALL (closefrom)
FAULT (close_range_stops, "close_range() stops at number 1023",
  KILLS ("descriptors.close_all"))
FAULT (close_range_word, "close_range() leaves number 64 open",
  KILLS ("descriptors.close_all"))
FAULT (close_range_missing, "there is no close_range()",
  KILLS ("descriptors.close_all"))
FAULT (closefrom_late, "closefrom() begins one number too high",
  KILLS ("descriptors.close_all"))

/* Newer than some libcs that have all else.  */
int close_range (unsigned first, unsigned last, int flags);
void closefrom (int first);

int
close_range (unsigned first, unsigned last, int flags)
{
  if (ipc_fault (close_range_missing))
    return ipc_fault_fail (ENOSYS);
  if (first < 64 && last > 64 && ipc_fault (close_range_word))
    {
      IPC_REAL (close_range) (first, 63, flags);
      first = 65;
    }
  if (last > 1023 && ipc_fault (close_range_stops))
    last = 1023;
  return IPC_REAL (close_range) (first, last, flags);
}

void
closefrom (int first)
{
  IPC_REAL (closefrom) (first + ipc_fault (closefrom_late));
}
