/* loss.c - datagrams that get lost, are refused, or grow together.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "udp.h"

/* Receive the numbers of the sends that have arrived, MOST at most.  How many
   of them, and in *ORDERED whether each is above the one before.  */
static int
receive_numbers (int fd, int most, int *ordered)
{
  int n = 0, last = -1, number;

  *ordered = 1;
  ipc_nonblocking (fd, 1);
  while (n < most && recv (fd, &number, sizeof number, 0)
                     == (ssize_t) sizeof number)
    {
      *ordered &= number > last && number < most;
      last = number;
      n++;
    }
  return n;
}

/* More than the receiver's buffer holds.  */
IPC_TEST (no_delivery_promise)
{
  enum { SENDS = 10000, SMALL = 4096 };
  struct end server, client;
  int small = SMALL, i, error = 0, received, ordered;

  ipc_need_loopback ();
  server = udp_end (AF_INET);
  client = udp_end (AF_INET);
  IPC_SETUP (setsockopt (server.fd, SOL_SOCKET, SO_RCVBUF, &small,
                         sizeof small) == 0);
  ipc_nonblocking (client.fd, 1);
  for (i = 0; i < SENDS && error == 0; i++)
    if (udp_put (client.fd, &i, sizeof i, &server) != (ssize_t) sizeof i)
      error = errno;
  udp_settle ();
  received = receive_numbers (server.fd, SENDS, &ordered);
  ipc_detail ("%d taken, %d received%s", error != 0 ? i - 1 : i, received,
              ordered ? "" : ", out of order");
  if (received == 0)
    ipc_observe ("nothing arrives");
  else if (error != 0)
    ipc_observe (ipc_errno_name (error));
  else
    ipc_observe (received < SENDS ? "lost in silence" : "all arrive");
}

/* Undefended, a program that waits for POLLOUT would spin.  Defended: it
   counts that one as lost and goes on.  */
IPC_TEST (enobufs_writable)
{
  enum { SENDS = 64 };
  struct end server, client;
  struct pollfd p;
  int i, lost = 0, writable = 0, ordered, received;

  ipc_need_loopback ();
  server = udp_end (AF_INET);
  client = udp_end (AF_INET);
  ipc_nonblocking (client.fd, 1);
  p.fd = client.fd;
  p.events = POLLOUT;
  for (i = 0; i < SENDS; i++)
    {
      if (udp_put (client.fd, &i, sizeof i, &server) == (ssize_t) sizeof i)
        continue;
      IPC_SETUP (errno == ENOBUFS);
      lost++;
      p.revents = 0;
      writable += poll (&p, 1, 0) == 1 && p.revents == POLLOUT;
    }
  udp_settle ();
  received = receive_numbers (server.fd, SENDS, &ordered);
  ipc_detail ("%d of %d failed with ENOBUFS", lost, SENDS);
  if (received != SENDS - lost || !ordered)
    ipc_observe ("undefended");
  else
    ipc_observe (writable > 0 ? "shown" : "not shown");
}

enum { EACH = 50 };
static int shared_fd;
static int refusals[2];

/* Send EACH datagrams; one that is refused is sent again, when poll() says
   that it can be.  */
static void *
send_each (void *arg)
{
  int *refused = arg, i;
  struct pollfd p = { shared_fd, POLLOUT, 0 };

  for (i = 0; i < EACH; i++)
    while (send (shared_fd, "x", 1, 0) != 1)
      {
        if (errno != EAGAIN && errno != EWOULDBLOCK)
          return "fails";
        if (++*refused > EACH || poll (&p, 1, -1) != 1)
          return "stays refused";
      }
  return NULL;
}

IPC_TEST (concurrent_eagain)
{
  struct end server, client;
  pthread_t thread[2];
  void *wrong[2];
  char byte;
  int i, received = 0;

  ipc_need_loopback ();
  server = udp_end (AF_INET);
  client = udp_end (AF_INET);
  udp_connect (&client, &server);
  ipc_nonblocking (client.fd, 1);
  shared_fd = client.fd;
  for (i = 0; i < 2; i++)
    IPC_SETUP (pthread_create (&thread[i], NULL, send_each, &refusals[i])
               == 0);
  for (i = 0; i < 2; i++)
    IPC_SETUP (pthread_join (thread[i], &wrong[i]) == 0);
  udp_settle ();
  ipc_nonblocking (server.fd, 1);
  while (recv (server.fd, &byte, 1, 0) == 1)
    received++;
  ipc_detail ("%d and %d refused, %d of %d received", refusals[0],
              refusals[1], received, 2 * EACH);
  if (wrong[0] != NULL || wrong[1] != NULL || received != 2 * EACH)
    ipc_observe ("undefended");
  else
    ipc_observe (refusals[0] + refusals[1] > 0 ? "shown" : "not shown");
}

/* How many datagrams come to FD before the one that says "end".  */
static int
count_to_end (int fd)
{
  char got[64];
  int n;

  for (n = 0; n < 16; n++)
    {
      struct sockaddr_storage from;
      ssize_t size = udp_take (fd, got, sizeof got, &from);

      if (size == 3 && memcmp (got, "end", 3) == 0)
        break;
    }
  return n;
}

IPC_TEST (stdio_unsuited)
{
  struct end server, client;
  FILE *out;
  int buffered, sent;

  ipc_need_loopback ();
  server = udp_end (AF_INET);
  client = udp_end (AF_INET);
  udp_connect (&client, &server);
  out = fdopen (client.fd, "w");
  IPC_SETUP (out != NULL);
  IPC_SETUP (fputs ("one", out) != EOF && fputs ("two", out) != EOF
             && fflush (out) == 0);
  IPC_SETUP (udp_put (server.fd, "end", 3, &server) == 3);
  buffered = count_to_end (server.fd);
  IPC_SETUP (send (client.fd, "one", 3, 0) == 3
             && send (client.fd, "two", 3, 0) == 3);
  IPC_SETUP (udp_put (server.fd, "end", 3, &server) == 3);
  sent = count_to_end (server.fd);
  ipc_detail ("%d datagrams by stdio, %d by send()", buffered, sent);
  ipc_observe (sent != 2 ? "undefended" : buffered == 1 ? "shown"
               : buffered == 2 ? "not shown" : "lost");
}
