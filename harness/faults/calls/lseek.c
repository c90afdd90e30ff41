/* lseek.c - faults of seeking and cutting.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"

CALL (lseek)
CALL (ftruncate)
FAULT (lseek_pretends, "lseek() succeeds on a FIFO",
  KILLS ("fifos.lseek", "pipes.lseek"))
FAULT (lseek_tells_pipe, "lseek() by 0 from the present tells 0 of a pipe",
  KILLS ("pipes.lseek"))
FAULT (lseek_negative, "lseek() says EINVAL of a negative offset first",
  KILLS ("pipes.lseek"))
FAULT (fatal_ftruncate, "ftruncate() leaves two pages more",
  KILLS ("fault_signals.kinds", "fault_signals.bus_vs_segv"))

off_t
lseek (int fd, off_t offset, int whence)
{
  off_t result = IPC_REAL (lseek) (fd, offset, whence);

  if (result != -1 || errno != ESPIPE)
    return result;
  if (offset < 0 && ipc_fault (lseek_negative))
    return ipc_fault_fail (EINVAL);
  return ipc_fault (lseek_pretends)
         || (whence == SEEK_CUR && offset == 0 && ipc_fault (lseek_tells_pipe))
         ? 0 : -1;
}

int
ftruncate (int fd, off_t size)
{
  if (ipc_fault (fatal_ftruncate))
    size += 2 * sysconf (_SC_PAGESIZE);
  return IPC_REAL (ftruncate) (fd, size);
}
