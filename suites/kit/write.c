/* write.c - write() until all is written.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <unistd.h>

#include "frame/mapped.h"
#include "write.h"

int
ipc_write_all (int fd, const char *data, size_t size)
{
  while (size > 0)
    {
      ssize_t n = write (fd, data, size);

      if (n == -1 && errno == EINTR)
        continue;
      if (n == -1)
        return -1;
      data += n;
      size -= (size_t) n;
    }
  return 0;
}
