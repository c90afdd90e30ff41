/* control.c - control messages of sockets, also where there are none.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "control.h"

#include <errno.h>
#include <stddef.h>

struct cmsghdr *
ipc_control_next (const struct msghdr *m, const struct cmsghdr *c)
{
  char *from = m->msg_control, *end = from + m->msg_controllen;

  if (from == NULL)
    return NULL;
  if (c != NULL)
    from = (char *) c + CMSG_SPACE (c->cmsg_len - CMSG_LEN (0));
  return end - from < (ptrdiff_t) sizeof (struct cmsghdr) ? NULL
         : (struct cmsghdr *) from;
}

/* Whether M needs what the system has not.  */
static int
is_refused (const struct msghdr *m)
{
#if IPC_PROBE_CMSGHDR == 0
  if (m->msg_control != NULL && m->msg_controllen != 0)
    {
      errno = ENOSYS;
      return 1;
    }
#else
  (void) m;
#endif
  return 0;
}

ssize_t
ipc_sendmsg (int fd, const struct msghdr *m, int flags)
{
  return is_refused (m) ? -1 : (sendmsg) (fd, m, flags);
}

ssize_t
ipc_recvmsg (int fd, struct msghdr *m, int flags)
{
  return is_refused (m) ? -1 : (recvmsg) (fd, m, flags);
}
