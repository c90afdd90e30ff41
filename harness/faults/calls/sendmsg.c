/* sendmsg.c - faults of sendmsg().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <stddef.h>
#include <sys/socket.h>

#include "faults.h"

CALL (sendmsg)
FAULT (sendmsg_no_source, "sendmsg() does not look at the source it is given",
  KILLS ("udp.dest_address"))

ssize_t
sendmsg (int fd, const struct msghdr *message, int flags)
{
  struct msghdr copy = *message;

  if (ipc_fault (sendmsg_no_source))
    {
      copy.msg_control = NULL;
      copy.msg_controllen = 0;
    }
  return IPC_REAL (sendmsg) (fd, &copy, flags);
}
