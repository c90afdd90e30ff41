/* queue.c - who comes while there is no room to wait.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
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

/* Have the clients before the late one served, in order; whether all were. */
static int
serve_queue (int first, const int *client, int n)
{
  int i, well = client_quits (first);

  for (i = 0; i < n; i++)
    well = well && client_is_greeted (client[i])
           && client_is_served (client[i]) && client_quits (client[i]);
  return well;
}

/* The late client is in connect(), or has told what came of it.  */
static const char *
look_late (struct ipc_child *late, int first, const int *client, int n)
{
  int waits = ipc_await_block_or_tell (late, "connect") == IPC_BLOCKS;
  int error;

  if (!serve_queue (first, client, n))
    return "the queue is not served";
  ipc_receive (&late->link, &error, sizeof error);
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
