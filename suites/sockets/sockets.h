/* sockets.h - what the cases on sockets share.
   SPDX-License-Identifier: BSD-2-Clause

   Everything goes over the loopback network, to ports that the kernel picks.
   What fails here ends the case as broken.  */

#ifndef IPC_SOCKETS_H
#define IPC_SOCKETS_H

#include <stddef.h>
#include <sys/types.h>
#include <sys/socket.h>

/* The loopback address of FAMILY with port 0; returns its size.  */
socklen_t loopback (int family, struct sockaddr_storage *at);

/* Whether this host has the address ::1.  */
int has_ipv6 (void);

/* A socket of FAMILY and TYPE that is bound to the loopback address, which
   then is in AT.  */
int bound_socket (int family, int type, struct sockaddr_storage *at);

/* A listener; its address in AT.  */
int listener (int family, struct sockaddr_storage *at);

/* A local listener at NAME, which is in UN.  */
struct sockaddr_un;
int unix_listener (struct sockaddr_un *un, const char *name);

/* Two ends of a connection over the loopback network.  */
void stream_pair (int family, int fd[2]);

/* Wait until SIZE bytes have arrived at the stream FD.  */
void await_bytes (int fd, size_t size);

/* send() that must take all of TEXT.  */
void say (int fd, const char *text);

/* The events of poll() as text: "IN OUT HUP", "none".  Static storage.  */
const char *events_text (short events);

/* What poll (FD, EVENTS, 0) reports.  */
short polled (int fd, short events);

#endif
