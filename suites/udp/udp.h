/* udp.h - what the cases on datagrams share.
   SPDX-License-Identifier: BSD-2-Clause

   Everything goes over the loopback network, to ports that the kernel picks.
   What fails here ends the case as broken; faults strike in none of it but
   where it is said.  */

#ifndef IPC_UDP_H
#define IPC_UDP_H

#include <netinet/in.h>
#include <stddef.h>
#include <sys/types.h>
#include <sys/socket.h>

/* A socket, and its own address.  */
struct end
{
  int fd;
  struct sockaddr_storage at;
  socklen_t size;
};

/* A socket that is bound to the loopback address of FAMILY, and one that is
   not bound.  */
struct end udp_end (int family);
struct end udp_unbound (int family);

/* Whether this host has the address ::1.  */
int udp_has_ipv6 (void);

/* Connect FROM to TO.  */
void udp_connect (const struct end *from, const struct end *to);

/* Have it that END can be sent to by nobody: its port is its own, and it
   listens to itself alone.  */
struct end udp_closed_port (void);

/* sendto() and recvfrom(), which faults may strike; the second waits until
   something has come.  */
ssize_t udp_put (int fd, const void *data, size_t size, const struct end *to);
ssize_t udp_take (int fd, void *data, size_t size,
                  struct sockaddr_storage *from);

/* Wait until a datagram, or an error, has come to FD.  */
void udp_await (int fd);

/* Whether the byte WHAT, which SENDER sends to TO, comes to FD; WANTED: it
   ought to.  FD is non-blocking after that.  */
int udp_reaches (const struct end *sender, int fd, const struct end *to,
                 char what, int wanted);

/* How many datagrams of the byte WHAT come to FD, where WANTED ought to.
   Others are none of the case's: they may be late, for who had the port.  */
int udp_count (int fd, char what, int wanted);

/* Have AT, whose family is set, be the host ADDRESS, a struct in_addr or
   in6_addr, or this host.  Bytes are copied: what is written by a pointer to
   another type a compiler may write after it has copied the whole.  */
void udp_set_host (struct sockaddr_storage *at, const void *address);
void udp_set_loopback (struct sockaddr_storage *at);

/* Whether both are the same address and port.  */
int udp_same (const struct sockaddr_storage *a,
              const struct sockaddr_storage *b);

/* The port of AT, as a number.  */
int udp_port (const struct sockaddr_storage *at);

#endif
