/* lock.c - a record lock on a whole file.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "frame/mapped.h"
#include "lock.h"

int
ipc_record_lock (int fd, int command, int type)
{
  struct flock lock;

  if (command == -1)
    return ipc_absent (-1, fd);
  memset (&lock, 0, sizeof lock);
  lock.l_type = (short) type;
  lock.l_whence = SEEK_SET;
  return fcntl (fd, command, &lock);
}
