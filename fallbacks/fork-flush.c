/* fork-flush.c - fork() that doubles no output.
   SPDX-License-Identifier: BSD-2-Clause

   What a stream has not written yet is in the child, too, and is written
   twice if that ends by exit() (popen.fork_buffer_dup).  So the caller's
   streams are written before.  Not by fflush (NULL), which by POSIX moves
   the place where this process reads a file, which others may share.

   Falls short: streams that the caller does not name, such as a library's;
   and a stream that another thread writes to meanwhile.  */

#include "probed.h"
#include "ipcompat-processes.h"

#include <stdio.h>
#include <sys/types.h>
#include <unistd.h>

pid_t
ipc_fork_flushed (FILE *const streams[])
{
  if (fflush (stdout) == EOF || fflush (stderr) == EOF)
    return -1;
  for (; streams != NULL && *streams != NULL; streams++)
    if (fflush (*streams) == EOF)
      return -1;
  return ipc_cloexec_fork ();
}
