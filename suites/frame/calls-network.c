/* calls-network.c - in the fallback build: recipes of connections.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "calls-network.h"

#include <errno.h>

#include "ipcompat-fallbacks.h"
#include "report.h"

/* Milliseconds; a case that takes so long has failed.  */
enum { LONG = 60000 };

int
connect_in_limit (int fd, const struct sockaddr *at, socklen_t size)
{
  return ipc_connect_within (fd, at, size, LONG) == 0 ? 0 : errno;
}

/* Of the listener that is served; its processes share it.  */
static struct ipc_wakeup stop = { { -1, -1 } };

void
stop_by_wakeup (void)
{
  ipc_wakeup_close (&stop);
  IPC_SETUP (ipc_wakeup_open (&stop) == 0);
}

/* What ends it is EINVAL where shutdown() does so.  */
int
accept_by_wakeup (int fd)
{
  int result = ipc_wakeup_accept (&stop, fd, NULL, NULL, -1);

  if (result == -1 && errno == ECANCELED)
    errno = EINVAL;
  return result;
}

int
wake_accept (int fd)
{
  (void) fd;
  return ipc_wakeup_wake (&stop);
}

/* With times that no system has by itself.  */
int
keepalive_by_any (int fd)
{
  return ipc_keepalive (fd, 100, 20, 3) == -1 ? -1 : 0;
}

/* With those that the case reads back.  */
int
times_by_keepalive (int fd)
{
  int had = ipc_keepalive (fd, 111, 13, 5);

  IPC_SETUP (had != -1 && (had & IPC_KEEPALIVE_ON) != 0);
  return ((had & IPC_KEEPALIVE_IDLE) != 0 ? 1 : 0)
         | ((had & IPC_KEEPALIVE_INTERVAL) != 0 ? 2 : 0)
         | ((had & IPC_KEEPALIVE_COUNT) != 0 ? 4 : 0);
}

ssize_t
sendto_paced (int fd, const void *data, size_t size, int flags,
              const struct sockaddr *to, socklen_t length)
{
  return ipc_send_paced (fd, data, size, flags, to, length, LONG);
}

/* By a thread, if there are any, and by a child: they are to agree.  */
int
addrinfo_both_ways (const char *host, const char *service,
                    const struct addrinfo *hints, struct addrinfo **found)
{
  struct addrinfo *other;
  int result = ipc_resolve_in_child (host, service, hints, LONG, found);
  int thread = ipc_resolve_in_thread (host, service, hints, LONG, &other);

  if (thread == EAI_SYSTEM && errno == ENOSYS)
    return result;
  if (thread == 0)
    ipc_resolve_free (other);
  if (thread == result)
    return result;
  if (result == 0)
    ipc_resolve_free (*found);
  return EAI_FAIL;
}
