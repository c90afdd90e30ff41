/* getnameinfo.c - faults of getnameinfo().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <netdb.h>
#include <netinet/in.h>
#include <string.h>

#include "faults.h"

CALL (getnameinfo)
FAULT (nameinfo_host_order, "getnameinfo() prints a port in host order",
  KILLS ("tcp.byte_order"))
FAULT (tcp_namereqd_off, "getnameinfo() does not know NI_NAMEREQD",
  KILLS ("tcp.reverse_lookup_fails"))
FAULT (tcp_noname_again, "getnameinfo() gives EAI_AGAIN for EAI_NONAME",
  KILLS ("tcp.reverse_lookup_fails"))
FAULT (tcp_nameinfo_cuts, "getnameinfo() leaves out a number's last character",
  KILLS ("tcp.reverse_lookup_fails"))
FAULT (tcp_nameinfo_long, "getnameinfo() has ::1 without the short form",
  KILLS ("tcp.reverse_lookup_fails"))

int
getnameinfo (const struct sockaddr *address, socklen_t size, char *host,
             socklen_t host_size, char *service, socklen_t service_size,
             int flags)
{
  struct sockaddr_storage at;
  struct sockaddr_in *in = (struct sockaddr_in *) &at;
  int result;

  memcpy (&at, address, size < sizeof at ? size : sizeof at);
  if (ipc_fault (nameinfo_host_order))
    in->sin_port = ntohs (in->sin_port);
  if (ipc_fault (tcp_namereqd_off))
    flags &= ~NI_NAMEREQD;
  result = IPC_REAL (getnameinfo) ((struct sockaddr *) &at, size, host,
                                   host_size, service, service_size, flags);
  if (result == EAI_NONAME && ipc_fault (tcp_noname_again))
    return EAI_AGAIN;
  if (result == 0 && host_size > 16 && strcmp (host, "::1") == 0
      && ipc_fault (tcp_nameinfo_long))
    strcpy (host, "0:0:0:0:0:0:0:1");
  if (result == 0 && host_size > 0 && ipc_fault (tcp_nameinfo_cuts))
    host[strlen (host) - 1] = '\0';
  return result;
}
