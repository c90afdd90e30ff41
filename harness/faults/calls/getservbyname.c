/* getservbyname.c - faults of getservbyname().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <arpa/inet.h>
#include <netdb.h>
#include <stddef.h>

#include "faults.h"

CALL (getservbyname)
FAULT (tcp_servent_order, "getservbyname() gives a port in host order",
  KILLS ("tcp.client_default_port", "clients.service_fallback"))
FAULT (clients_serv_knows_all, "getservbyname() knows a port for any name",
  KILLS ("clients.service_fallback"))

struct servent *
getservbyname (const char *name, const char *protocol)
{
  struct servent *found = IPC_REAL (getservbyname) (name, protocol);

  if (found == NULL && ipc_fault (clients_serv_knows_all))
    return IPC_REAL (getservbyname) ("discard", protocol);
  if (found != NULL && ipc_fault (tcp_servent_order))
    found->s_port = ntohs ((unsigned short) found->s_port);
  return found;
}
