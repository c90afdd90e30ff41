/* write-whole.c - a write() that nothing but an error ends.
   SPDX-License-Identifier: BSD-2-Clause

   A handler ends a write() that has written a part, and on Linux a stop does
   so, too (restart.write_pipe_partial_stopped).  What is left is written then,
   until there is none or nothing more can be.

   Falls short: other writers may write in between, as they may in the middle
   of any write() of more than a pipe takes at once; a time by SO_SNDTIMEO is
   that of each part; and the rest of what a file may not hold, by RLIMIT_FSIZE,
   raises SIGXFSZ, which one write() would have left to the next.  */

#include "ipcompat-files.h"

ssize_t
ipc_write_whole (int fd, const void *data, size_t size)
{
  const char *left = data;
  size_t done = 0;
  ssize_t n;

  do
    {
      n = ipc_fb_write (fd, left + done, size - done);
      if (n > 0)
        done += (size_t) n;
    }
  while (n > 0 && done < size);
  return done > 0 ? (ssize_t) done : n;
}
