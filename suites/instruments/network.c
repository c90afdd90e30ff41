/* network.c - a network of one's own, which has a loopback and nothing else.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "isolation.h"

#include <errno.h>
#include <net/if.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#if defined __linux__ && defined CLONE_NEWNET
/* Have the loopback of a new network work.  */
static int
start_loopback (void)
{
  struct ifreq request;
  int fd = socket (AF_INET, SOCK_DGRAM, 0), result;

  if (fd == -1)
    return -1;
  memset (&request, 0, sizeof request);
  strcpy (request.ifr_name, "lo");
  result = ioctl (fd, SIOCGIFFLAGS, &request);
  request.ifr_flags |= IFF_UP;
  if (result == 0)
    result = ioctl (fd, SIOCSIFFLAGS, &request);
  close (fd);
  return result;
}

static int
leave_network (void)
{
  if (unshare (CLONE_NEWNET) == -1
      && unshare (CLONE_NEWUSER | CLONE_NEWNET) == -1)
    return -1;
  return start_loopback ();
}
#else
static int
leave_network (void)
{
  errno = ENOSYS;
  return -1;
}
#endif

struct ipc_child
ipc_isolated_network (int (*body) (struct ipc_link *, void *), void *arg)
{
  return ipc_start_apart (leave_network, "no private network", body, arg);
}
