/* ports.c - where a server listens, and who else may.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "kit/command.h"
#include "servers.h"

/* Whether S, which listens, greets who connects to its port, and ends what
   they have to say.  */
static int
greets_one (const struct server *s)
{
  int fd = client_connect (s->port), well;

  if (fd == -1)
    return 0;
  well = client_is_greeted (fd) && client_is_served (fd);
  close (fd);
  return well;
}

/* A port that a server has had, and that nobody has any more.  */
static int
free_port (void)
{
  struct server s;

  server_start (&s, 0, 5, "-");
  IPC_SETUP (s.port != 0);
  server_kill (&s);
  return s.port;
}

/* Start S at a port that was free a moment ago.  Between the two somebody
   else on this host may get it, though hardly time and again.  */
static int
start_at_free (struct server *s, const char *options)
{
  int tries, port = 0;

  for (tries = 0; tries < 5; tries++)
    {
      port = free_port ();
      server_start (s, port, 5, options);
      if (s->port != 0)
        break;
      server_join (s);
    }
  return port;
}

IPC_TEST (local_port)
{
  struct server s;
  int asked, own;

  ipc_need_loopback ();
  server_start (&s, 0, 5, "-");
  IPC_SETUP (s.port != 0);
  own = greets_one (&s);
  server_kill (&s);
  if (!own)
    {
      ipc_observe ("not reached at a port of its own");
      return;
    }
  asked = start_at_free (&s, "-");
  if (s.port == 0)
    {
      ipc_observef ("does not listen: %.50s", ipc_file_text ("errors"));
      return;
    }
  if (s.port != asked)
    ipc_observe ("at another port than it asks for");
  else
    ipc_observe (greets_one (&s) ? "one of its own, then just that"
                 : "not reached at the port that it asks for");
  server_kill (&s);
}

IPC_TEST (in_use)
{
  struct server first, second;
  int fd, serves, status;

  ipc_need_loopback ();
  server_start (&first, 0, 5, "-");
  IPC_SETUP (first.port != 0);
  fd = client_connect (first.port);
  IPC_SETUP (fd != -1 && client_is_greeted (fd));
  server_start (&second, first.port, 5, "-");
  if (second.port != 0)
    {
      server_kill (&second);
      server_kill (&first);
      ipc_observe (second.port == first.port ? "both listen"
                   : "the second listens elsewhere");
      return;
    }
  status = server_join (&second);
  serves = client_is_served (fd) && client_quits (fd) && greets_one (&first);
  server_kill (&first);
  ipc_detail ("%s: %s", ipc_file_text ("errors"), strerror (EADDRINUSE));
  if (!WIFEXITED (status) || WEXITSTATUS (status) != 1
      || strcmp (ipc_file_text ("errors"), "bind: EADDRINUSE/") != 0)
    ipc_observef ("%s, %.60s", ipc_status_text (status, 0),
                  ipc_file_text ("errors"));
  else
    ipc_observe (serves ? "EADDRINUSE, the first serves on"
                 : "EADDRINUSE, the first does not serve on");
}

/* Let S have a client that it has ended, and one that it is killed with.  The
   second is left in *OPEN.  */
static void
leave_connections (struct server *s, int *open)
{
  int fd = client_connect (s->port);

  IPC_SETUP (fd != -1 && client_is_greeted (fd) && client_quits (fd));
  *open = client_connect (s->port);
  IPC_SETUP (*open != -1 && client_is_greeted (*open));
  server_kill (s);
  IPC_SETUP (strcmp (client_hear (*open), "(end)") == 0);
}

IPC_TEST (restart)
{
  struct server s;
  int open, port;

  ipc_need_loopback ();
  server_start (&s, 0, 5, "reuse");
  IPC_SETUP ((port = s.port) != 0);
  leave_connections (&s, &open);
  server_start (&s, port, 5, "-");
  ipc_detail ("without SO_REUSEADDR: %.40s", s.port != 0 ? "starts"
              : ipc_file_text ("errors"));
  if (s.port != 0)
    leave_connections (&s, &open);
  else
    server_join (&s);
  server_start (&s, port, 5, "reuse");
  if (s.port != port)
    ipc_observef ("does not start: %.50s", ipc_file_text ("errors"));
  else
    ipc_observe (greets_one (&s) ? "starts again, and serves"
                 : "starts again, and does not serve");
  if (s.port != 0)
    server_kill (&s);
  else
    server_join (&s);
  close (open);
}

/* What bind() of ADDRESS to the highest port below 1024 that nobody has
   gives: 0 or an errno.  */
static int
bind_low (in_addr_t address)
{
  struct sockaddr_in at, got;
  socklen_t size = sizeof got;
  int port;

  for (port = 1023; port > 512; port--)
    {
      int fd = socket (AF_INET, SOCK_STREAM, 0), error;

      IPC_SETUP (fd != -1);
      memset (&at, 0, sizeof at);
      at.sin_family = AF_INET;
      at.sin_addr.s_addr = htonl (address);
      at.sin_port = htons ((uint16_t) port);
      error = bind (fd, (struct sockaddr *) &at, sizeof at) == 0 ? 0 : errno;
      if (error == 0)
        {
          IPC_SETUP (getsockname (fd, (struct sockaddr *) &got, &size) == 0);
          error = got.sin_port == at.sin_port ? 0 : ENOENT;
        }
      close (fd);
      if (error != EADDRINUSE)
        return error;
    }
  return EADDRINUSE;
}

struct low
{
  uid_t uid;                    /* 0: stay who we are */
  gid_t gid;
};

static int
bind_both (struct ipc_link *link, void *arg)
{
  const struct low *low = arg;
  int error[2];

  if (low->uid != 0)
    ipc_become (low->uid, low->gid);
  error[0] = bind_low (INADDR_LOOPBACK);
  error[1] = bind_low (INADDR_ANY);
  ipc_send (link, error, sizeof error);
  return 0;
}

IPC_TEST (privileged)
{
  struct low low = { 0, 0 };
  struct ipc_child child;
  int error[2];

  ipc_need_loopback ();
  if (geteuid () == 0)
    ipc_second_uid (&low.uid, &low.gid);
  child = ipc_start (bind_both, &low);
  ipc_receive (&child.link, error, sizeof error);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  if (error[0] == EACCES)
    ipc_observe (error[1] == EACCES ? "EACCES" : error[1] == 0
                 ? "EACCES but for any address"
                 : "EACCES, and another errno for any address");
  else
    ipc_observe (error[0] == 0 && error[1] == 0 ? "for all"
                 : error[0] == ENOENT ? "another port"
                 : error[0] == 0 ? "only for one address"
                 : ipc_errno_name (error[0]));
}
