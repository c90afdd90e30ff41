/* descriptors.c - which descriptors are open.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "descriptors.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

/* Leave POLLNVAL in P where nothing is open: one call tells of nearly all.
   Whether it could tell: it fails with a low limit, and on macOS takes
   devices for nothing.  */
static int
poll_all (struct pollfd p[IPC_FD_END])
{
  int fd, device = open ("/dev/null", O_RDONLY), told;

  for (fd = 0; fd < IPC_FD_END; fd++)
    {
      p[fd].fd = fd;
      p[fd].events = p[fd].revents = 0;
    }
  told = device >= 0 && device < IPC_FD_END && poll (p, IPC_FD_END, 0) != -1
         && (p[device].revents & POLLNVAL) == 0;
  if (device >= 0)
    close (device);
  return told;
}

void
ipc_find_open (char is_open[IPC_FD_END])
{
  struct pollfd p[IPC_FD_END];
  int fd, told = poll_all (p);

  for (fd = 0; fd < IPC_FD_END; fd++)
    is_open[fd] = !(told && (p[fd].revents & POLLNVAL) != 0)
                  && fcntl (fd, F_GETFD) != -1;
}
