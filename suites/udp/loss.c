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

enum { MOST = 512 };

struct datagram
{
  int number;
  char rest[60];
};

/* Whether the datagram of each number was taken, and how often it came.  */
static char sent[MOST], came[MOST];

/* Receive numbers below MOST until WANTED have come, or no more do; how many
   have, or -1 if there is one that was not sent just once.  */
static int
receive_numbers (int fd, int wanted)
{
  struct datagram d;
  int n = 0;

  ipc_nonblocking (fd, 1);
  while ((n < wanted && ipc_comes (fd)) || ipc_is_ready (fd, 0))
    {
      if (recv (fd, &d, sizeof d, 0) != (ssize_t) sizeof d || d.number < 0
          || d.number >= MOST || !sent[d.number] || came[d.number]++)
        return -1;
      n++;
    }
  return n;
}

/* More than the receiver's buffer holds, also where just the data count; not so
   many at once that the interface loses some, and those of other programs with
   them.  */
IPC_TEST (no_delivery_promise)
{
  enum { SMALL = 4096, BATCH = 32 };
  struct datagram d = { 0, "" };
  struct end server, client;
  int small = SMALL, i, error = 0, received;

  ipc_need_loopback ();
  server = udp_end (AF_INET);
  client = udp_end (AF_INET);
  IPC_SETUP (setsockopt (server.fd, SOL_SOCKET, SO_RCVBUF, &small,
                         sizeof small) == 0);
  ipc_nonblocking (client.fd, 1);
  for (i = 0; i < MOST && error == 0; i++)
    {
      d.number = i;
      if (udp_put (client.fd, &d, sizeof d, &server) == (ssize_t) sizeof d)
        sent[i] = 1;
      else
        error = errno;
      if (i % BATCH == BATCH - 1)
        ipc_settle_loopback ();
    }
  received = receive_numbers (server.fd, 1);
  ipc_detail ("%d taken, %d received", error != 0 ? i - 1 : i, received);
  if (received <= 0)
    ipc_observe (received == 0 ? "nothing arrives"
                 : "one arrives twice, or was never sent");
  else if (error != 0)
    ipc_observe (ipc_errno_name (error));
  else
    ipc_observe (received < MOST ? "lost in silence" : "all arrive");
}

/* Undefended, a program that waits for POLLOUT would spin.  Defended: it
   counts that one as lost and goes on.  */
IPC_TEST (enobufs_writable)
{
  enum { SENDS = 64 };
  struct datagram d = { 0, "" };
  struct end server, client;
  struct pollfd p;
  int i, lost = 0, writable = 0;

  ipc_need_loopback ();
  server = udp_end (AF_INET);
  client = udp_end (AF_INET);
  ipc_nonblocking (client.fd, 1);
  p.fd = client.fd;
  p.events = POLLOUT;
  for (i = 0; i < SENDS; i++)
    {
      d.number = i;
      sent[i] = udp_put (client.fd, &d, sizeof d, &server)
                == (ssize_t) sizeof d;
      if (sent[i])
        continue;
      IPC_SETUP (errno == ENOBUFS);
      lost++;
      p.revents = 0;
      writable += poll (&p, 1, 0) == 1 && p.revents == POLLOUT;
    }
  ipc_detail ("%d of %d failed with ENOBUFS", lost, SENDS);
  if (receive_numbers (server.fd, SENDS - lost) != SENDS - lost)
    ipc_observe ("undefended");
  else
    ipc_observe (writable > 0 ? "shown" : "not shown");
}

enum { EACH = 50 };
static int shared_fd;

/* One of the threads: its numbers begin at FIRST.  */
struct sender
{
  int first, refused;
};

/* Send EACH datagrams; one that is refused is sent again, when poll() says
   that it can be.  */
static void *
send_each (void *arg)
{
  struct sender *s = arg;
  struct pollfd p = { shared_fd, POLLOUT, 0 };
  struct datagram d = { 0, "" };
  int last = s->first + EACH;

  for (d.number = s->first; d.number < last; d.number++)
    while (send (shared_fd, &d, sizeof d, 0) != (ssize_t) sizeof d)
      {
        if (errno != EAGAIN && errno != EWOULDBLOCK)
          return "fails";
        if (++s->refused > EACH || poll (&p, 1, -1) != 1)
          return "stays refused";
      }
  return NULL;
}

IPC_TEST (concurrent_eagain)
{
  struct end server, client;
  struct sender sender[2] = { { 0, 0 }, { EACH, 0 } };
  pthread_t thread[2];
  void *wrong[2];
  int i, received;

  ipc_need_loopback ();
  server = udp_end (AF_INET);
  client = udp_end (AF_INET);
  udp_connect (&client, &server);
  ipc_nonblocking (client.fd, 1);
  shared_fd = client.fd;
  memset (sent, 1, 2 * EACH);
  for (i = 0; i < 2; i++)
    IPC_SETUP (pthread_create (&thread[i], NULL, send_each, &sender[i]) == 0);
  for (i = 0; i < 2; i++)
    IPC_SETUP (pthread_join (thread[i], &wrong[i]) == 0);
  received = receive_numbers (server.fd, 2 * EACH);
  ipc_detail ("%d and %d refused, %d of %d received", sender[0].refused,
              sender[1].refused, received, 2 * EACH);
  if (wrong[0] != NULL || wrong[1] != NULL || received != 2 * EACH)
    ipc_observe ("undefended");
  else
    ipc_observe (sender[0].refused + sender[1].refused > 0 ? "shown"
                 : "not shown");
}

/* The datagrams that come to FD before the one that says "end", each with a
   slash behind it, in TEXT of SIZE bytes.  */
static void
texts_to_end (int fd, char *text, size_t size)
{
  struct sockaddr_storage from;
  size_t used = 0;
  ssize_t n;

  while (size - used > 16)
    {
      n = udp_take (fd, text + used, size - used - 2, &from);
      if (n == -1 || (n == 3 && memcmp (text + used, "end", 3) == 0))
        break;
      used += (size_t) n;
      text[used++] = '/';
    }
  text[used] = '\0';
}

IPC_TEST (stdio_unsuited)
{
  struct end server, client;
  FILE *out;
  char buffered[64], plain[64];

  ipc_need_loopback ();
  server = udp_end (AF_INET);
  client = udp_end (AF_INET);
  udp_connect (&client, &server);
  out = fdopen (client.fd, "w");
  IPC_SETUP (out != NULL);
  IPC_SETUP (fputs ("one", out) != EOF && fputs ("two", out) != EOF
             && fflush (out) == 0);
  ipc_comes (server.fd);
  IPC_SETUP (udp_put (server.fd, "end", 3, &server) == 3);
  texts_to_end (server.fd, buffered, sizeof buffered);
  IPC_SETUP (send (client.fd, "one", 3, 0) == 3);
  ipc_comes (server.fd);
  IPC_SETUP (send (client.fd, "two", 3, 0) == 3);
  ipc_settle_loopback ();
  IPC_SETUP (udp_put (server.fd, "end", 3, &server) == 3);
  texts_to_end (server.fd, plain, sizeof plain);
  ipc_detail ("by stdio %s, by send() %s", buffered, plain);
  ipc_observe (strcmp (plain, "one/two/") != 0 ? "undefended"
               : strcmp (buffered, "onetwo/") == 0 ? "shown"
               : strcmp (buffered, "one/two/") == 0 ? "not shown"
               : "other datagrams");
}
