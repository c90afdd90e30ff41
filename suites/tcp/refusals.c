/* refusals.c - clients that accept() does not get, or not as it should.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "instruments/rlimits.h"
#include "tcp.h"

/* accept() with an address and no length: its errno.  */
static int
accept_without_length (int fd)
{
  struct sockaddr_storage at;
  int client = accept (fd, (struct sockaddr *) &at, NULL);

  return client == -1 ? errno : 0;
}

static const char *
look_null (int family)
{
  struct place p;
  int fd = listener (family, &p);
  int client[2], server, alone, beside;

  client[0] = client_of (&p);
  server = accept (fd, NULL, NULL);
  if (server == -1)
    return ipc_textf ("without both: %s", ipc_errno_name (errno));
  ipc_nonblocking (fd, 1);
  alone = accept_without_length (fd);
  client[1] = client_of (&p);
  await_events (fd, POLLIN);
  beside = accept_without_length (fd);
  close (client[0]);
  close (client[1]);
  close (server);
  close (fd);
  return alone == EFAULT && beside == EFAULT ? "EFAULT at once"
         : (alone == EAGAIN || alone == EWOULDBLOCK) && beside == EFAULT
         ? "EFAULT with a client"
         : ipc_textf ("%s, %s", alone == 0 ? "0" : ipc_errno_name (alone),
                      beside == 0 ? "0" : ipc_errno_name (beside));
}

IPC_TEST (accept_null)
{
  ipc_observe_families (look_null);
}

static const char *
look_aborted (int family)
{
  struct place p, peer;
  int fd = listener (family, &p);
  int server, error;
  char got;
  ssize_t n;

  close_with_reset (client_of (&p));
  ipc_comes (fd);
  ipc_nonblocking (fd, 1);
  peer.size = sizeof peer.at;
  server = accept (fd, (struct sockaddr *) &peer.at, &peer.size);
  error = errno;
  close (fd);
  if (server == -1)
    return error == EAGAIN || error == EWOULDBLOCK ? "skipped"
           : ipc_errno_name (error);
  if (peer.size == 0)
    return "delivered without an address";
  n = take (server, &got, 1);
  error = errno;
  close (server);
  return ipc_textf ("delivered, then %s", n == -1 ? ipc_errno_name (error)
                    : ipc_gave (n));
}

IPC_TEST (accept_aborted)
{
  ipc_observe_families (look_aborted);
}

/* What accept_twice() tells in place of an errno.  */
enum { CUT = -1 };

/* In a child, whose limit is its own: two tries of accept(), of which the
   first one has no descriptor to give.  */
static int
accept_twice (struct ipc_link *link, void *arg)
{
  int fd = *(int *) arg;
  int spare = dup (fd);
  int error[2] = { 0, 0 };
  int client;
  char got;

  IPC_SETUP (spare != -1);
  ipc_limit_descriptors (0);
  if (accept (fd, NULL, NULL) == -1)
    error[0] = errno;
  close (spare);
  client = accept (fd, NULL, NULL);
  if (client == -1)
    error[1] = errno;
  else if (take (client, &got, 1) != 1 || got != 'x')
    error[1] = CUT;
  ipc_send (link, error, sizeof error);
  return 0;
}

static const char *
look_emfile (int family)
{
  struct place p;
  int fd = listener (family, &p);
  int client = client_of (&p);
  struct ipc_child child;
  int error[2];

  ipc_put (client, "x");
  ipc_nonblocking (fd, 1);
  await_events (fd, POLLIN);
  child = ipc_start (accept_twice, &fd);
  ipc_receive (&child.link, error, sizeof error);
  ipc_join_exit (&child);
  close (client);
  close (fd);
  return error[0] != EMFILE
         ? ipc_textf ("first %s", error[0] == 0 ? "0"
                      : ipc_errno_name (error[0]))
         : error[1] == CUT ? "EMFILE, and is cut"
         : error[1] == 0 ? "EMFILE, and stays in the queue"
         : error[1] == EAGAIN || error[1] == EWOULDBLOCK
         ? "EMFILE, and is dropped" : ipc_errno_name (error[1]);
}

IPC_TEST (accept_emfile)
{
  ipc_observe_families (look_emfile);
}
