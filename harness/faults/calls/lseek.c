/* lseek.c - faults of seeking and cutting.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <sys/stat.h>
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
FAULT (posix_shm_fixed, "ftruncate() fails with EINVAL for less than before",
  KILLS ("posix_ipc.shm_resize"))
FAULT (posix_shm_stale, "what ftruncate() cut off is back when it grows",
  KILLS ("posix_ipc.shm_resize"), KILLS_FALLBACK ("posix_ipc.shm_resize"))
FAULT (posix_shm_one_more, "ftruncate() makes it a byte larger than asked for",
  KILLS ("posix_ipc.shm_resize"))
FAULT (posix_shm_last_byte, "what grows by ftruncate() loses its last byte",
  KILLS ("posix_ipc.shm_resize"))

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

/* Cut FD, and keep the byte behind its new end to put it back.  */
static int
cut (int fd, off_t size)
{
  static char byte;
  static off_t from = -1;
  struct stat st;
  int result;

  if (fstat (fd, &st) == 0 && st.st_size > size)
    from = pread (fd, &byte, 1, size) == 1 ? size : -1;
  result = IPC_REAL (ftruncate) (fd, size);
  if (result == 0 && from != -1 && size > from
      && pwrite (fd, &byte, 1, from) == 1)
    from = -1;
  return result;
}

int
ftruncate (int fd, off_t size)
{
  struct stat st;

  if (ipc_fault (posix_shm_fixed) && fstat (fd, &st) == 0
      && st.st_size > size)
    return ipc_fault_fail (EINVAL);
  if (ipc_fault (posix_shm_stale))
    return cut (fd, size);
  if (ipc_fault (posix_shm_last_byte) && fstat (fd, &st) == 0
      && st.st_size > 0 && st.st_size < size
      && pwrite (fd, "", 1, st.st_size - 1) == -1)
    return -1;
  if (ipc_fault (posix_shm_one_more))
    size++;
  if (ipc_fault (fatal_ftruncate))
    size += 2 * sysconf (_SC_PAGESIZE);
  return IPC_REAL (ftruncate) (fd, size);
}
