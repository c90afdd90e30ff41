/* descriptors.c - which descriptors are open.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <fcntl.h>
#include <poll.h>

#include "case.h"

void
ipc_find_open (char is_open[IPC_FD_END])
{
  struct pollfd p[IPC_FD_END];
  int fd;

  for (fd = 0; fd < IPC_FD_END; fd++)
    {
      p[fd].fd = fd;
      p[fd].events = p[fd].revents = 0;
    }
  /* One call tells nearly all; with a low limit it fails.  */
  if (poll (p, IPC_FD_END, 0) == -1)
    for (fd = 0; fd < IPC_FD_END; fd++)
      p[fd].revents = 0;
  for (fd = 0; fd < IPC_FD_END; fd++)
    is_open[fd] = (p[fd].revents & POLLNVAL) == 0 && fcntl (fd, F_GETFD) != -1;
}
