/* socketpair-pipes.c - a pair of two pipes.
   SPDX-License-Identifier: BSD-2-Clause

   For systems without sockets.  Not one descriptor for both directions, so
   not socketpair()'s prototype; no datagrams, no passing of descriptors, no
   send(): what the page's pipe1 program does by hand.  socketpairs.pipe1,
   socketpairs.same_transcript and socketpairs.close_unused prove it.  */

#include "ipcompat-sockets.h"

#include <errno.h>
#include <unistd.h>

int
ipc_fb_socketpair_pipes (int side[2][2])
{
  int there[2], back[2];

  if (pipe (there) == -1)
    return -1;
  if (pipe (back) == -1)
    {
      int error = errno;

      close (there[0]);
      close (there[1]);
      errno = error;
      return -1;
    }
  side[0][0] = back[0];
  side[0][1] = there[1];
  side[1][0] = there[0];
  side[1][1] = back[1];
  return 0;
}
