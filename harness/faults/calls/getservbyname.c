/* getservbyname.c - faults of getservbyname().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <arpa/inet.h>
#include <netdb.h>
#include <stddef.h>
#include <string.h>

#include "faults.h"

CALL (getservbyname)
FAULT (tcp_servent_order, "getservbyname() gives a port in host order",
  KILLS ("tcp.client_default_port", "clients.service_fallback"))
FAULT (clients_serv_knows_all, "getservbyname() knows a port for any name",
  KILLS ("clients.service_fallback"))
FAULT (clients_serv_repeats, "getservbyname() gives the first port ever after",
  KILLS ("clients.service_fallback"))
FAULT (clients_serv_begins, "getservbyname() knows what a name begins with",
  KILLS ("clients.service_fallback"))

/* The port of a service whose name is the beginning of NAME.  */
static struct servent *
find_beginning (const char *name, const char *protocol)
{
  char part[32];
  size_t size;
  struct servent *found = NULL;

  for (size = strlen (name); size > 2 && found == NULL; size--)
    if (size < sizeof part)
      {
        memcpy (part, name, size);
        part[size] = '\0';
        found = IPC_REAL (getservbyname) (part, protocol);
      }
  return found;
}

struct servent *
getservbyname (const char *name, const char *protocol)
{
  static int first;
  struct servent *found = IPC_REAL (getservbyname) (name, protocol);

  if (found == NULL && ipc_fault (clients_serv_knows_all))
    return IPC_REAL (getservbyname) ("discard", protocol);
  if (found == NULL && ipc_fault (clients_serv_begins))
    return find_beginning (name, protocol);
  if (found != NULL && first == 0)
    first = found->s_port;
  if (found != NULL && ipc_fault (clients_serv_repeats))
    found->s_port = first;
  if (found != NULL && ipc_fault (tcp_servent_order))
    found->s_port = ntohs ((unsigned short) found->s_port);
  return found;
}
