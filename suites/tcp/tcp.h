/* tcp.h - what the cases on TCP share.
   SPDX-License-Identifier: BSD-2-Clause

   All on the loopback network, at ports that the kernel picks.  */

#ifndef IPC_TCP_H
#define IPC_TCP_H

#include <sys/socket.h>
#include <sys/types.h>

/* The address of a socket.  */
struct place
{
  struct sockaddr_storage at;
  socklen_t size;
};

/* This host's own address in FAMILY, at PORT in host order; its port, and
   whether two are the same address and port.  */
void place_here (struct place *p, int family, int port);
int place_port (const struct place *p);
int same_place (const struct place *a, const struct place *b);

/* Any address in FAMILY; 127.0.0.2, which not every host has.  */
void place_any (struct place *p, int family, int port);
void place_second (struct place *p, int port);

/* An address that is set aside for documents, which no host has.  */
void place_foreign (struct place *p, int family, int port);

/* The end of the socket FD here, and the other one.  */
void own_place (int fd, struct place *p);
void peer_place (int fd, struct place *p);

/* Whether FD has a peer, and that is P.  */
int is_connected (int fd, const struct place *p);

/* A new stream socket for P; bind(), connect() to P.  */
int tcp_socket (const struct place *p);
int tcp_bind (int fd, const struct place *p);
int tcp_connect (int fd, const struct place *p);

/* A socket that is bound in FAMILY; one that listens, too; P is its place.  */
int bound_socket (int family, struct place *p);
int listener (int family, struct place *p);

/* A socket that is connected to P, where that is known by now.  */
int client_of (const struct place *p);

/* Connect clients, which do not wait, to P until its queue is full, or MOST of
   them are; how many are.  */
int fill_queue (const struct place *p, int *client, int most);

/* Both ends of a connection in FAMILY: who connected, who accepted.  */
void connection (int family, int fd[2]);

/* Set the integer OPTION of the socket FD; setsockopt()'s result.  */
int set_option (int fd, int option, int value);

/* Close FD so that the connection is reset.  */
void close_with_reset (int fd);

/* SO_ERROR of FD, which that clears.  */
int pending_error (int fd);

/* Wait until poll() finds EVENTS, an error or an end at FD; what it found. */
short await_events (int fd, short events);

/* await_events() for reading, then read(); as ipc_gave() says it.  */
ssize_t take (int fd, void *data, size_t size);

/* The text that comes from FD to its end, or to a failure, which is told in
   the text's place.  Static storage, of which there are four.  */
const char *take_all (int fd);

#endif
