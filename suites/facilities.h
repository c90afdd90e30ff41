/* facilities.h - what a platform may lack, so that bodies need no #if.
   SPDX-License-Identifier: BSD-2-Clause

   A missing function becomes one that fails with ENOSYS, a missing flag
   becomes 0 or -1, as said beside it: the body observes "absent".  */

#ifndef IPC_FACILITIES_H
#define IPC_FACILITIES_H

#include <errno.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>

#include "probes.h"

/* Kinds of sockets: -1, which socket() and socketpair() refuse.  */
#ifndef AF_LOCAL
# define AF_LOCAL (-1)
#endif
#ifndef SOCK_RAW
# define SOCK_RAW (-1)
#endif
#ifndef SOCK_SEQPACKET
# define SOCK_SEQPACKET (-1)
#endif

/* No flag, and an option that setsockopt() refuses.  */
#ifndef MSG_NOSIGNAL
# define MSG_NOSIGNAL 0
#endif
#ifndef SO_NOSIGPIPE
# define SO_NOSIGPIPE (-1)
#endif

/* A request that ioctl() refuses.  */
#ifndef FIONREAD
# define FIONREAD (-1)
#endif

/* An errno value that nothing has.  */
#ifndef ESOCKTNOSUPPORT
# define ESOCKTNOSUPPORT (-1)
#endif

/* waitid() came late to OpenBSD (7.3) and NetBSD (7.1): there it fails.  */
#ifndef WNOWAIT
# define WNOWAIT 0
# define waitid(type, id, info, options) (errno = ENOSYS, -1)
#endif

#endif
