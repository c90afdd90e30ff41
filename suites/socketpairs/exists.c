/* exists.c - whether there are pairs at all.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "socketpairs.h"

/* Whether a byte gets through, both ways.  */
static int
passes (int fd[2])
{
  char byte = 'a';
  int i;

  for (i = 0; i < 2; i++)
    {
      if (write (fd[i], &"bc"[i], 1) != 1)
        return 0;
      settle (fd[!i]);
      if (ipc_read_now (fd[!i], &byte, 1) != 1 || byte != "bc"[i])
        return 0;
    }
  return 1;
}

/* A stack without local sockets says so by its errno.  */
IPC_TEST (exists)
{
  int fd[2] = { -1, -1 };

  if (try_pair (SOCK_STREAM, fd) == -1)
    {
      ipc_observe (ipc_failure_name (errno));
      return;
    }
  ipc_observe (fd[0] == fd[1] ? "one descriptor twice"
               : passes (fd) ? "local sockets" : "passes nothing");
  close (fd[0]);
  close (fd[1]);
}
