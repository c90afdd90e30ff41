/* calls-network.h - in the fallback build: recipes of connections.
   SPDX-License-Identifier: BSD-2-Clause

   They do what the suites' own do, for which they stand, by fallbacks with
   other interfaces.  */

#ifndef IPC_CALLS_NETWORK_H
#define IPC_CALLS_NETWORK_H

#include <netdb.h>
#include <sys/socket.h>
#include <sys/types.h>

/* Of suites/tcp.  */
int connect_in_limit (int fd, const struct sockaddr *at, socklen_t size);
void stop_by_wakeup (void);
int accept_by_wakeup (int fd);
int wake_accept (int fd);
int keepalive_by_any (int fd);
int times_by_keepalive (int fd);

/* sendto() and getaddrinfo() for as long as a case may take.  */
ssize_t sendto_paced (int fd, const void *data, size_t size, int flags,
                      const struct sockaddr *to, socklen_t length);
int addrinfo_both_ways (const char *host, const char *service,
                        const struct addrinfo *hints, struct addrinfo **found);

#endif
