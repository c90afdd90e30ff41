/* getnameinfo.c - faults of getnameinfo().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <netdb.h>
#include <netinet/in.h>
#include <string.h>

#include "faults.h"

CALL (getnameinfo)
FAULT (nameinfo_host_order, "getnameinfo() prints a port in host order",
  KILLS ("tcp.byte_order"))

int
getnameinfo (const struct sockaddr *address, socklen_t size, char *host,
             socklen_t host_size, char *service, socklen_t service_size,
             int flags)
{
  struct sockaddr_storage at;
  struct sockaddr_in *in = (struct sockaddr_in *) &at;

  memcpy (&at, address, size < sizeof at ? size : sizeof at);
  if (ipc_fault (nameinfo_host_order))
    in->sin_port = ntohs (in->sin_port);
  return IPC_REAL (getnameinfo) ((struct sockaddr *) &at, size, host,
                                 host_size, service, service_size, flags);
}
