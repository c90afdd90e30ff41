/* sendmsg.c - no descriptor vanishes on its way.
   SPDX-License-Identifier: BSD-2-Clause

   A socket of another family than AF_UNIX, such as socketpair-inet.c makes,
   takes the data of a message that passes descriptors or credentials, and
   silently drops these.  */

#include "probed.h"
#include "ipcompat-sockets.h"

#ifdef IPCOMPAT_NO_SOCKETS
typedef int ipc_no_sockets;
#else

# include <errno.h>
# include <string.h>

# include "control.h"

/* Whether MESSAGE passes what only AF_UNIX can.  */
static int
passes_rights (const struct msghdr *message)
{
# ifndef HAS_CONTROL
  (void) message;
# else
  struct msghdr m = *message;
  struct cmsghdr *c;

  if (m.msg_controllen == 0)
    return 0;
  for (c = CMSG_FIRSTHDR (&m); c != NULL; c = CMSG_NXTHDR (&m, c))
    {
      if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS)
        return 1;
#  ifdef SCM_CREDENTIALS
      if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_CREDENTIALS)
        return 1;
#  endif
#  ifdef SCM_CREDS
      if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_CREDS)
        return 1;
#  endif
    }
# endif
  return 0;
}

/* Whether FD is of another family than AF_UNIX.  */
static int
is_foreign (int fd)
{
  struct sockaddr_storage own;
  socklen_t size = sizeof own;

  memset (&own, 0, sizeof own);
  return getsockname (fd, (struct sockaddr *) &own, &size) == 0
         && own.ss_family != AF_UNIX && own.ss_family != AF_UNSPEC;
}

ssize_t
ipc_fb_sendmsg (int fd, const struct msghdr *message, int flags)
{
  if (passes_rights (message) && is_foreign (fd))
    {
      errno = EOPNOTSUPP;
      return -1;
    }
  return sendmsg (fd, message, flags);
}

#endif
