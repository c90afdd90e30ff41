/* getservbyname.c - faults of getservbyname().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <netdb.h>
#include <netinet/in.h>
#include <stddef.h>

#include "faults.h"

CALL (getservbyname)
FAULT (tcp_servent_order, "getservbyname() gives a port in host order",
  KILLS ("tcp.client_default_port"))

struct servent *
getservbyname (const char *name, const char *protocol)
{
  struct servent *s = IPC_REAL (getservbyname) (name, protocol);

  if (s != NULL && ipc_fault (tcp_servent_order))
    s->s_port = ntohs ((in_port_t) s->s_port);
  return s;
}
