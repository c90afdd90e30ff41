# addrinfo-offline.m4 - does getaddrinfo() do without a network?
# Behaviour: tcp.unknown_host
# SPDX-License-Identifier: BSD-2-Clause

AC_DEFUN([IPC_CHECK_ADDRINFO_OFFLINE],
[IPC_PROBE([addrinfo_offline],
  [whether getaddrinfo knows numbers, and no names, without a network],
  [#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>],
  [struct addrinfo hints, *at;
  struct sockaddr_in in;
  memset (&hints, 0, sizeof hints);
  hints.ai_family = AF_INET;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
  if (getaddrinfo ("127.0.0.1", "4660", &hints, &at) != 0)
    return NO;
  in = *(struct sockaddr_in *) (void *) at->ai_addr;
  freeaddrinfo (at);
  if (in.sin_port != htons (4660))
    return NO;
  return getaddrinfo ("host.invalid", "4660", &hints, &at) == EAI_NONAME
         ? YES : NO;])])
