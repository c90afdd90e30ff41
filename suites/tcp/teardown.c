/* teardown.c - writing while the peer ends.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "tcp.h"

enum { ROUNDS = 48 };

/* When the peer closes: before it is written to, with input that it has not
   read, whenever that comes.  */
enum when { BEFORE, UNREAD, WHENEVER, WHENS };

/* How often the first write() that failed gave each errno.  */
struct counts
{
  int epipe, reset, prototype, badf;
  int other;                    /* the last other errno */
};

static int
close_each (struct ipc_link *link, void *arg)
{
  int fd = *(int *) arg, i;

  for (i = 0; i < ROUNDS; i++)
    {
      int client = accept (fd, NULL, NULL);

      IPC_SETUP (client != -1);
      if (i % WHENS == UNREAD)
        await_events (client, POLLIN);
      close (client);
      ipc_tell (link, 'c');
    }
  return 0;
}

/* write() to FD until it fails: errno.  */
static int
write_on (int fd)
{
  static const char block[4096];

  while (write (fd, block, sizeof block) != -1)
    continue;
  return errno;
}

static void
note (struct counts *n, int error)
{
  if (error == EPIPE)
    n->epipe++;
  else if (error == ECONNRESET)
    n->reset++;
  else if (error == EPROTOTYPE)
    n->prototype++;
  else if (error == EBADF)
    n->badf++;
  else
    n->other = error;
}

static const char *
look_teardown (int family)
{
  struct counts n = { 0, 0, 0, 0, 0 };
  struct place p;
  int fd = listener (family, &p), i;
  struct ipc_child peer = ipc_start (close_each, &fd);

  close (fd);
  for (i = 0; i < ROUNDS; i++)
    {
      int client = client_of (&p);

      /* Its end has come when it is to be read.  */
      if (i % WHENS == BEFORE)
        await_events (client, POLLIN);
      note (&n, write_on (client));
      close (client);
      ipc_expect (&peer.link, 'c');
    }
  ipc_join_exit (&peer);
  ipc_detail ("%d EPIPE, %d ECONNRESET, %d EPROTOTYPE, %d EBADF", n.epipe,
              n.reset, n.prototype, n.badf);
  return n.other != 0 ? ipc_errno_name (n.other)
         : n.reset + n.prototype + n.badf > 0 ? "shown" : "not shown";
}

IPC_TEST (write_teardown_errno)
{
  signal (SIGPIPE, SIG_IGN);
  ipc_observe_families (look_teardown);
}
