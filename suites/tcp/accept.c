/* accept.c - accept() waits, is interrupted, and names who comes.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "instruments/interruption.h"
#include "tcp.h"

/* What an accept() in a child came to.  */
struct accepted
{
  int error;                    /* 0: a client, whose place is known */
  struct place peer;
};

static int
accept_peer_of (int fd, struct place *peer)
{
  peer->size = sizeof peer->at;
  return accept (fd, (struct sockaddr *) &peer->at, &peer->size);
}

static int
accept_and_tell (struct ipc_link *link, void *arg)
{
  struct accepted a;

  memset (&a, 0, sizeof a);
  if (accept_peer_of (*(int *) arg, &a.peer) == -1)
    a.error = errno;
  ipc_send (link, &a, sizeof a);
  return 0;
}

static int
until_eintr (struct ipc_link *link, void *arg)
{
  accept_and_tell (link, arg);
  return accept_and_tell (link, arg);
}

/* A client comes to P: what CHILD says of it, NULL if all is well.  */
static const char *
come (struct ipc_child *child, const struct place *p)
{
  int fd = client_of (p);
  struct accepted a;
  struct place own;

  own_place (fd, &own);
  ipc_receive (&child->link, &a, sizeof a);
  close (fd);
  return a.error != 0 ? ipc_errno_name (a.error)
         : same_place (&own, &a.peer) ? NULL : "another client";
}

static const char *
look_blocks (int family)
{
  struct place p;
  int fd = listener (family, &p);
  struct ipc_child child = ipc_start (accept_and_tell, &fd);
  struct accepted a;
  const char *wrong;

  if (ipc_await_block_or_tell (&child, "accept") == IPC_TELLS)
    {
      ipc_receive (&child.link, &a, sizeof a);
      ipc_join_exit (&child);
      return ipc_textf ("does not wait: %s", ipc_errno_name (a.error));
    }
  wrong = come (&child, &p);
  ipc_join_exit (&child);
  close (fd);
  return wrong == NULL ? "waits for the client"
         : ipc_textf ("waits, then %s", wrong);
}

IPC_TEST (accept_blocks)
{
  ipc_observe_families (look_blocks);
}

/* How many signals an accept() is to live through.  */
enum { SIGNALS = 2 };

/* An accept() that a handler with FLAGS interrupts.  */
static const char *
interrupted (int family, int flags)
{
  struct place p;
  int fd = listener (family, &p);
  struct accepted a;
  struct ipc_child child;
  const char *wrong, *first = "restarts";
  int i, returned = 0;

  ipc_restart_prepare ();
  ipc_handle (SIGUSR1, ipc_restart_handler, flags);
  child = ipc_start (until_eintr, &fd);
  for (i = 0; i < SIGNALS && !returned; i++)
    returned = ipc_restart_once (&child, "accept", SIGUSR1) == IPC_RETURNS;
  if (returned)
    {
      ipc_receive (&child.link, &a, sizeof a);
      first = ipc_textf ("%s%s", i > 1 ? "restarts, then " : "",
                         ipc_errno_name (a.error));
    }
  wrong = come (&child, &p);
  ipc_end (&child);
  close (fd);
  return wrong == NULL ? first : ipc_textf ("%s, then %s", first, wrong);
}

static const char *
look_eintr (int family)
{
  return interrupted (family, 0);
}

IPC_TEST (accept_eintr)
{
  ipc_observe_families (look_eintr);
}

static const char *
look_restart (int family)
{
  return interrupted (family, SA_RESTART);
}

IPC_TEST (accept_restart)
{
  ipc_observe_families (look_restart);
}

/* Room for less than an address, and what is behind that.  */
struct cut
{
  char room[8];
  char guard[sizeof (struct sockaddr_storage)];
};

static const char *
look_cut (int listens, int client, const struct place *own)
{
  struct cut cut;
  struct cut whole;
  socklen_t size = sizeof cut.room;
  size_t i;
  int fd;

  memset (&cut, '#', sizeof cut);
  fd = accept (listens, (struct sockaddr *) cut.room, &size);
  if (fd == -1)
    return ipc_textf ("into little room: %s", ipc_errno_name (errno));
  memcpy (&whole, &own->at, sizeof own->at);
  if (!is_connected (fd, own))
    return "another client's socket, in little room";
  close (fd);
  close (client);
  for (i = 0; i < sizeof cut.guard; i++)
    if (cut.guard[i] != '#')
      return "writes past the room";
  return memcmp (cut.room, whole.room, sizeof cut.room) != 0
         ? "another address in little room"
         : size != own->size ? "the length of what is cut"
         : "names each client";
}

static const char *
look_peer (int family)
{
  struct place p, own[2], peer;
  int fd = listener (family, &p);
  int client[2], server, i;

  for (i = 0; i < 2; i++)
    {
      client[i] = client_of (&p);
      own_place (client[i], &own[i]);
    }
  server = accept_peer_of (fd, &peer);
  if (server == -1)
    return ipc_errno_name (errno);
  if (!same_place (&peer, &own[0]))
    return "names another client";
  if (!is_connected (server, &own[0]))
    return "has another client's socket";
  if (peer.size != own[0].size)
    return ipc_textf ("length %ld", (long) peer.size);
  close (server);
  close (client[0]);
  return look_cut (fd, client[1], &own[1]);
}

IPC_TEST (accept_peer)
{
  ipc_observe_families (look_peer);
}

/* The greetings of an iterative server: each client reads its own port.  */
static const char *
serve_three (int fd, const int ports[3])
{
  char text[40];
  int i;

  for (i = 0; i < 3; i++)
    {
      struct place peer;
      int client = accept_peer_of (fd, &peer);

      if (client == -1)
        return ipc_textf ("client %d: %s", i + 1, ipc_errno_name (errno));
      if (place_port (&peer) != ports[i])
        return "serves them out of order";
      snprintf (text, sizeof text, "Hello there, %d\015\012",
                place_port (&peer));
      ipc_put (client, text);
      close (client);
    }
  return NULL;
}

static const char *
look_iterative (int family)
{
  struct place p;
  int fd = listener (family, &p);
  int client[3], ports[3], i;
  const char *wrong;

  for (i = 0; i < 3; i++)
    {
      client[i] = client_of (&p);
      own_place (client[i], &p);
      ports[i] = place_port (&p);
      own_place (fd, &p);
    }
  wrong = serve_three (fd, ports);
  for (i = 0; i < 3 && wrong == NULL; i++)
    {
      const char *got = take_all (client[i]);

      if (strcmp (got, ipc_textf ("Hello there, %d\015\012", ports[i])) != 0)
        wrong = ipc_textf ("client %d reads something else", i + 1);
      close (client[i]);
    }
  close (fd);
  return wrong != NULL ? wrong : "each its own, in order";
}

IPC_TEST (iterative)
{
  ipc_observe_families (look_iterative);
}
