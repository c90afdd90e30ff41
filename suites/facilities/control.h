/* control.h - control messages of sockets, also where there are none.
   SPDX-License-Identifier: BSD-2-Clause

   WASI's libc has the macros, and not the structure that they are for.  Where
   that is missing, a message that has room for them is refused with ENOSYS,
   or the case would take it for one that got lost.  */

#ifndef IPC_FACILITIES_CONTROL_H
#define IPC_FACILITIES_CONTROL_H

#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>

#include "probes.h"

#if IPC_PROBE_CMSGHDR == 0

struct cmsghdr
{
  size_t cmsg_len;
  int cmsg_level;
  int cmsg_type;
};

# undef CMSG_DATA
# undef CMSG_FIRSTHDR
# undef CMSG_LEN
# undef CMSG_NXTHDR
# undef CMSG_SPACE
# define CMSG_DATA(c) ((unsigned char *) ((struct cmsghdr *) (c) + 1))
# define CMSG_LEN(size) (sizeof (struct cmsghdr) + (size))
# define CMSG_SPACE(size) \
  (sizeof (struct cmsghdr)  \
   + ((size) + sizeof (size_t) - 1) / sizeof (size_t) * sizeof (size_t))
# define CMSG_FIRSTHDR(m) ipc_control_next (m, NULL)
# define CMSG_NXTHDR(m, c) ipc_control_next (m, c)
# ifndef SCM_RIGHTS
#  define SCM_RIGHTS 1
# endif

# define sendmsg(fd, message, flags) ipc_sendmsg (fd, message, flags)
# define recvmsg(fd, message, flags) ipc_recvmsg (fd, message, flags)

#endif

/* The header after C in M, or the first if C is NULL, where no macro tells;
   NULL if there is no room for one.  */
struct cmsghdr *ipc_control_next (const struct msghdr *m,
                                  const struct cmsghdr *c);

/* sendmsg() and recvmsg(); with ENOSYS if M has room for control messages
   and the system knows none.  */
ssize_t ipc_sendmsg (int fd, const struct msghdr *m, int flags);
ssize_t ipc_recvmsg (int fd, struct msghdr *m, int flags);

#endif
