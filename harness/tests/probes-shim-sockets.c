/* probes-shim-sockets.c - the same, of sockets of the internet.
   SPDX-License-Identifier: BSD-2-Clause  */

#define _GNU_SOURCE 1

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define REAL(function) ((__typeof__ (&function)) dlsym (RTLD_NEXT, #function))
#pragma GCC diagnostic ignored "-Wpedantic"

static int
shim (const char *name)
{
  const char *chosen = getenv ("IPC_SHIM");

  return chosen != NULL && strcmp (chosen, name) == 0;
}

static int
refuse (int error)
{
  errno = error;
  return -1;
}

int
accept (int fd, __SOCKADDR_ARG address, socklen_t *size)
{
  static int first = -1;
  int result = REAL (accept) (fd, address, size);

  if (first == -1)
    first = fd;
  if (shim ("reuseport_one") && fd != first)
    return refuse (EAGAIN);
  if (shim ("accept_inherits"))
    fcntl (result, F_SETFL, fcntl (fd, F_GETFL));
  return result;
}

int
setsockopt (int fd, int level, int name, const void *value, socklen_t size)
{
  if (level == SOL_SOCKET && name == SO_REUSEPORT
      && shim ("reuseport_refused"))
    return refuse (ENOPROTOOPT);
  if (level == IPPROTO_TCP && name == TCP_KEEPIDLE && shim ("keepidle_drops"))
    return 0;
  return REAL (setsockopt) (fd, level, name, value, size);
}

int
getsockopt (int fd, int level, int name, void *value, socklen_t *size)
{
  int result = REAL (getsockopt) (fd, level, name, value, size);

  if (level == IPPROTO_IPV6 && name == IPV6_V6ONLY && shim ("v6only_on"))
    *(int *) value = 1;
  return result;
}

int
getaddrinfo (const char *host, const char *service,
             const struct addrinfo *hints, struct addrinfo **found)
{
  int result = REAL (getaddrinfo) (host, service, hints, found);

  return result == EAI_NONAME && shim ("addrinfo_asks") ? EAI_AGAIN : result;
}
