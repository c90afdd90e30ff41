/* getaddrinfo.c - faults of getaddrinfo().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <netdb.h>
#include <netinet/in.h>

#include "faults.h"

CALL (getaddrinfo)
FAULT (addrinfo_host_order, "getaddrinfo() gives IPv6 ports in host order",
  KILLS ("tcp.client"))
FAULT (addrinfo_fails_ever, "getaddrinfo() gives EAI_FAIL for EAI_NONAME",
  KILLS ("tcp.unknown_host"))

int
getaddrinfo (const char *host, const char *service,
             const struct addrinfo *hints, struct addrinfo **found)
{
  int result = IPC_REAL (getaddrinfo) (host, service, hints, found);
  struct sockaddr_in6 *in;

  if (result == EAI_NONAME && ipc_fault (addrinfo_fails_ever))
    return EAI_FAIL;
  if (result != 0 || (*found)->ai_family != AF_INET6
      || !ipc_fault (addrinfo_host_order))
    return result;
  in = (struct sockaddr_in6 *) (*found)->ai_addr;
  in->sin6_port = ntohs (in->sin6_port);
  return result;
}
