/* queue.c - who comes while there is no room to wait.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "frame/suite.h"
#include "servers.h"

enum { MOST = 32, ASKED = 1 };

/* Connect to PORT until that no longer succeeds at once; how many have, which
   ends at MOST.  */
static int
fill_queue (int port, int client[MOST])
{
  int n = 0;

  while (n < MOST && (client[n] = client_connect_now (port)) != -1)
    n++;
  return n;
}

/* One more: connect, and tell what came of it; on request, whether it is
   served.  */
static int
come_late (struct ipc_link *link, void *arg)
{
  int fd = client_connect (*(int *) arg);
  int error = fd == -1 ? errno : 0;

  ipc_send (link, &error, sizeof error);
  if (fd == -1)
    return 0;
  ipc_tell (link, client_is_greeted (fd) && client_is_served (fd) ? 's' : 'n');
  close (fd);
  return 0;
}

/* Wait until one of N clients is greeted; which.  */
static int
who_is_greeted (const int *client, int n)
{
  struct pollfd p[MOST];
  int held = ipc_hold (), i;

  for (i = 0; i < n; i++)
    {
      p[i].fd = client[i];
      p[i].events = POLLIN;
      p[i].revents = 0;
    }
  while (poll (p, (nfds_t) n, -1) == -1)
    IPC_SETUP (errno == EINTR);
  for (i = 0; p[i].revents == 0; i++)
    continue;
  ipc_release (held);
  return i;
}

/* Have the clients before the late one served; whether all were, in order,
   and it was not.  */
static int
serve_queue (struct ipc_child *late, int first, const int *client, int n,
             int *error)
{
  int i, well = client_quits (first), is_in = 0;

  for (i = 0; i < n && well; i++)
    {
      well = who_is_greeted (client + i, n - i) == 0
             && client_is_greeted (client[i]) && client_is_served (client[i]);
      if (!is_in && ipc_heard (&late->link))
        {
          ipc_receive (&late->link, error, sizeof *error);
          is_in = 1;
        }
      well = well && (!is_in || *error != 0 || !ipc_heard (&late->link))
             && client_quits (client[i]);
    }
  if (well && !is_in)
    ipc_receive (&late->link, error, sizeof *error);
  return well;
}

/* The late client is in connect(), or has told what came of it.  */
static const char *
look_late (struct ipc_child *late, int first, const int *client, int n)
{
  int waits = ipc_await_block_or_tell (late, "connect") == IPC_BLOCKS;
  int error = 0;

  if (!serve_queue (late, first, client, n, &error))
    return "the queue is not served in order";
  if (error == ECONNREFUSED || error == ECONNRESET || error == ETIMEDOUT)
    return "is turned away";
  if (error != 0)
    return ipc_errno_name (error);
  if (ipc_hear (&late->link) != 's')
    return "is let in, and not served";
  return waits ? "waits, and is served last" : "is let in at once";
}

IPC_TEST (queue)
{
  struct server s;
  struct ipc_child late;
  int client[MOST], first, n;
  const char *what;

  ipc_need_loopback ();
  server_start (&s, 0, ASKED, "-");
  IPC_SETUP (s.port != 0);
  first = client_connect (s.port);
  IPC_SETUP (first != -1 && client_is_greeted (first));
  n = fill_queue (s.port, client);
  if (n == MOST)
    {
      server_kill (&s);
      ipc_observe ("lets in many more");
      return;
    }
  ipc_detail ("%d wait for %d asked for", n, (int) ASKED);
  late = ipc_start (come_late, &s.port);
  what = look_late (&late, first, client, n);
  ipc_end (&late);
  server_kill (&s);
  ipc_observe (what);
}
