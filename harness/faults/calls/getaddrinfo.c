/* getaddrinfo.c - faults of getaddrinfo().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>

#include "faults.h"
#include "tcp-claims.h"

CALL (getaddrinfo)
FAULT (addrinfo_host_order, "getaddrinfo() gives IPv6 ports in host order",
  KILLS ("tcp.client", "tcp.rtime"), KILLS_FALLBACK ("tcp.client"))
FAULT (addrinfo_fails_ever, "getaddrinfo() gives EAI_FAIL for EAI_NONAME",
  KILLS ("tcp.unknown_host"), KILLS_FALLBACK ("tcp.unknown_host"))
FAULT (tcp_service_any, "getaddrinfo() takes an unknown service for http",
  KILLS ("tcp.client_default_port"))
FAULT (tcp_service_numbers, "getaddrinfo() takes a number up to its last digit",
  KILLS ("tcp.client_default_port"))
FAULT (tcp_numericserv, "getaddrinfo() does not know AI_NUMERICSERV",
  KILLS ("tcp.client_default_port"))
FAULT (tcp_localhost_lost, "getaddrinfo() does not know \"localhost\"",
  KILLS ("tcp.resolve_localhost"))
FAULT (tcp_localhost_other, "getaddrinfo() has 127.0.0.2 for \"localhost\"",
  KILLS ("tcp.resolve_localhost", "clients.host_forms"))
FAULT (tcp_addrconfig_off, "getaddrinfo() overlooks AI_ADDRCONFIG",
  KILLS ("tcp.resolve_addrconfig"))
FAULT (tcp_dots_needed, "getaddrinfo() takes IPv4 addresses of four parts only",
  KILLS ("tcp.inet_aton_forms"))
FAULT (clients_addrinfo_streams, "getaddrinfo() gives streams for datagrams",
  KILLS ("clients.proto_stream"))
FAULT (clients_addrinfo_four, "getaddrinfo() wants an address in four parts",
  KILLS ("clients.host_forms"))
FAULT (clients_addrinfo_no_port, "getaddrinfo() has no port above 9999",
  KILLS ("clients.web_other_port"))
FAULT (overview_port_order, "getaddrinfo() gives ports in host order",
  KILLS ("overview.notes_taint"))
FAULT (clients_addrinfo_both, "getaddrinfo() has datagrams for TCP, too",
  KILLS ("clients.proto_stream"))
FAULT (clients_addrinfo_v6, "getaddrinfo() of ::1 has streams for UDP",
  KILLS ("clients.proto_stream"))
FAULT (tcp_service_signed, "getaddrinfo() has no server's port above 32767",
  KILLS ("tcp.client_default_port"))
FAULT (tcp_addrconfig_fails, "getaddrinfo() gives EAI_FAIL by AI_ADDRCONFIG",
  KILLS ("tcp.resolve_addrconfig"))
FAULT (tcp_localhost_dgrams, "getaddrinfo() of \"localhost\" gives datagrams",
  KILLS ("tcp.resolve_localhost"))
FAULT (tcp_addrinfo_repeats, "getaddrinfo() gives the first port ever after",
  KILLS ("tcp.rtime"))

static int
count_dots (const char *text)
{
  int n = 0;

  for (; *text != '\0'; text++)
    n += *text == '.';
  return n;
}

/* What is found, with a fault's flags, host and service.  */
static int
find (const char *host, const char *service, const struct addrinfo *hints,
      struct addrinfo **found)
{
  struct addrinfo changed;
  int local = host != NULL && strcmp (host, "localhost") == 0;

  if (hints == NULL)
    return IPC_REAL (getaddrinfo) (host, service, hints, found);
  if (local && ipc_fault (tcp_localhost_lost))
    return EAI_NONAME;
  if (host != NULL && (hints->ai_flags & AI_NUMERICHOST) != 0
      && hints->ai_family == AF_INET && count_dots (host) < 3
      && ipc_fault (tcp_dots_needed))
    return EAI_NONAME;
  changed = *hints;
  if (ipc_fault (tcp_numericserv))
    changed.ai_flags &= ~AI_NUMERICSERV;
  if (ipc_fault (tcp_addrconfig_off))
    changed.ai_flags &= ~AI_ADDRCONFIG;
  if (local && ipc_fault (tcp_localhost_other))
    host = "127.0.0.2";
  return IPC_REAL (getaddrinfo) (host, service, &changed, found);
}

/* What an answer for HOST is with faults that tell of IPv4.  */
static void
spoil_ipv4 (const struct addrinfo *hints, struct addrinfo *found)
{
  struct sockaddr_in *in = (struct sockaddr_in *) found->ai_addr;

  if (hints != NULL && hints->ai_protocol == IPPROTO_UDP
      && ipc_fault (clients_addrinfo_streams))
    {
      found->ai_socktype = SOCK_STREAM;
      found->ai_protocol = 0;
    }
  if (ntohs (in->sin_port) > 9999 && ipc_fault (clients_addrinfo_no_port))
    in->sin_port = 0;
}

/* More of what is FOUND for HOST and SERVICE.  */
static void
spoil_kinds (const char *host, const char *service,
             const struct addrinfo *hints, struct addrinfo *found)
{
  static in_port_t first;
  struct sockaddr_in *in = (struct sockaddr_in *) found->ai_addr;
  struct addrinfo other;

  if (first == 0)
    first = in->sin_port;
  if (host != NULL && ipc_fault (tcp_addrinfo_repeats))
    in->sin_port = first;
  if (host == NULL && ntohs (in->sin_port) > 32767
      && ipc_fault (tcp_service_signed))
    in->sin_port = 0;
  if (hints == NULL)
    return;
  other = *hints;
  other.ai_protocol = IPPROTO_UDP;
  if (hints->ai_protocol == IPPROTO_TCP && ipc_fault (clients_addrinfo_both))
    IPC_REAL (getaddrinfo) (host, service, &other, &found->ai_next);
  if (hints->ai_protocol == IPPROTO_UDP && found->ai_family == AF_INET6
      && ipc_fault (clients_addrinfo_v6))
    {
      found->ai_socktype = SOCK_STREAM;
      found->ai_protocol = 0;
    }
  for (; found != NULL && host != NULL && strcmp (host, "localhost") == 0
         && ipc_fault (tcp_localhost_dgrams); found = found->ai_next)
    {
      found->ai_socktype = SOCK_DGRAM;
      found->ai_protocol = 0;
    }
}

int
getaddrinfo (const char *host, const char *service,
             const struct addrinfo *hints, struct addrinfo **found)
{
  int is_short = host != NULL && strcmp (host, "127.1") == 0;
  int result = find (host, service, hints, found);
  struct sockaddr_in6 *in;

  if (result == EAI_SERVICE
      && (ipc_fault (tcp_service_any)
          || (*service >= '0' && *service <= '9'
              && ipc_fault (tcp_service_numbers))))
    return IPC_REAL (getaddrinfo) (host, "80", hints, found);
  if (result == 0 && ipc_fault_armed)
    spoil_kinds (host, service, hints, *found);
  if (result != 0 && hints != NULL && (hints->ai_flags & AI_ADDRCONFIG) != 0
      && ipc_fault (tcp_addrconfig_fails))
    return EAI_FAIL;
  if (result == EAI_NONAME && ipc_fault (addrinfo_fails_ever))
    return EAI_FAIL;
  if (result == 0 && is_short && ipc_fault (clients_addrinfo_four))
    {
      freeaddrinfo (*found);
      return EAI_NONAME;
    }
  if (result == 0 && (*found)->ai_family == AF_INET && ipc_fault_armed)
    spoil_ipv4 (hints, *found);
  if (result == EAI_NONAME && ipc_fault (tcp_hosts_asked))
    return ipc_fault_tcp_look_up (host, service, hints, found);
  if (result == 0 && (*found)->ai_family == AF_INET
      && ipc_fault (overview_port_order))
    {
      struct sockaddr_in *in4 = (struct sockaddr_in *) (*found)->ai_addr;

      in4->sin_port = ntohs (in4->sin_port);
    }
  if (result != 0 || (*found)->ai_family != AF_INET6
      || !ipc_fault (addrinfo_host_order))
    return result;
  in = (struct sockaddr_in6 *) (*found)->ai_addr;
  in->sin6_port = ntohs (in->sin6_port);
  return result;
}
