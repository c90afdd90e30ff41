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

#include "frame/hold.h"
#include "frame/report.h"

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

struct apart
{
  int (*body) (struct ipc_link *, void *);
  void *arg;
  pid_t case_pid;
};

static int
run_apart (struct ipc_link *link, void *arg)
{
  const struct apart *a = arg;
  int held = ipc_hold (), is_apart = leave_network () == 0;

  /* A change of user undoes the tie, and the case may end meanwhile.  */
  ipc_tie_to_parent (a->case_pid);
  ipc_tell (link, is_apart ? 'a' : 'n');
  ipc_release (held);
  return is_apart ? a->body (link, a->arg) : 0;
}

struct ipc_child
ipc_isolated_network (int (*body) (struct ipc_link *, void *), void *arg)
{
  struct apart a;
  struct ipc_child child;

  a.body = body;
  a.arg = arg;
  a.case_pid = getpid ();
  child = ipc_start (run_apart, &a);
  if (ipc_hear_end (&child.link) != 'a')
    {
      ipc_join (&child);
      ipc_not_exercised ("no private network");
    }
  return child;
}
