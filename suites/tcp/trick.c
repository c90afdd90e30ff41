/* trick.c - the page's rule for an accept() that a child has ended.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "instruments/rlimits.h"
#include "tcp.h"

enum { TRIES = 8 };

/* What a server's waitpid() gave last, and whom it tells that.  */
static volatile sig_atomic_t waited;
static struct ipc_link *server_link;

/* The page's, which keeps errno, too.  */
static void
reap (int signo)
{
  int error = errno;
  pid_t pid;

  (void) signo;
  while ((pid = waitpid (-1, NULL, WNOHANG)) > 0)
    continue;
  waited = pid != 0;
  if (server_link != NULL)
    ipc_tell (server_link, 'h');
  errno = error;
}

/* A server of one client, by errno or in the page's way, and two children of
   it, each of which lives until its gate is closed.  */
struct rule
{
  int fd;
  int by_errno, flags;
  int gate[2][2];
};

static void
start_gated (const struct rule *r)
{
  char byte;
  int i;

  for (i = 0; i < 2; i++)
    if (ipc_fork () == 0)
      {
        close (r->gate[0][1]);
        close (r->gate[1][1]);
        _exit (read (r->gate[i][0], &byte, 1) == 0 ? 0 : 1);
      }
  close (r->gate[0][1]);
  close (r->gate[1][1]);
}

/* Whether accept() that has failed is called again.  */
static int
tries_again (const struct rule *r)
{
  return r->by_errno ? errno == EINTR : waited != 0;
}

static int
serve_by_rule (struct ipc_link *link, void *arg)
{
  const struct rule *r = arg;
  int client;

  server_link = link;
  ipc_handle (SIGCHLD, reap, r->flags);
  start_gated (r);
  do
    {
      waited = 0;
      client = accept (r->fd, NULL, NULL);
    }
  while (client == -1 && tries_again (r));
  if (client != -1)
    ipc_put (client, "served");
  close (client);
  ipc_handle (SIGCHLD, SIG_DFL, 0);
  ipc_tell (link, client == -1 ? 'e' : 's');
  while (waitpid (-1, NULL, 0) != -1 || errno == EINTR)
    continue;
  return 0;
}

/* Whether such a server, of whose children one ends while it waits, still
   serves a client; -1 if it does, but not well.  */
static int
goes_on (int by_errno, int flags)
{
  struct rule r = { -1, by_errno, flags, { { -1, -1 }, { -1, -1 } } };
  struct ipc_child server;
  struct place p;
  int i, client, goes = 0;

  r.fd = listener (AF_INET, &p);
  for (i = 0; i < 2; i++)
    ipc_pipe (r.gate[i]);
  server = ipc_start (serve_by_rule, &r);
  ipc_await_blocked (server.pid, "accept");
  close (r.gate[0][1]);
  ipc_expect (&server.link, 'h');
  if (ipc_await_block_or_tell (&server, "accept") == IPC_BLOCKS)
    {
      client = client_of (&p);
      goes = strcmp (take_all (client), "served") == 0 ? 1 : -1;
      close (client);
    }
  ipc_hear (&server.link);
  close (r.gate[1][1]);
  ipc_join (&server);
  close (r.gate[0][0]);
  close (r.gate[1][0]);
  close (r.fd);
  return goes;
}

/* How often a server without a descriptor to spare calls accept(), while
   another child ends each time just before it looks; TRIES at most.  */
static int
count_tries (struct ipc_link *link, void *arg)
{
  const struct rule *r = arg;
  int n = 0, error;

  ipc_handle (SIGCHLD, reap, 0);
  ipc_limit_descriptors (0);
  do
    {
      waited = 0;
      error = accept (r->fd, NULL, NULL) == -1 ? errno : 0;
      raise (SIGCHLD);
      errno = error;
    }
  while (++n < TRIES && error != 0 && tries_again (r));
  ipc_send (link, &n, sizeof n);
  return 0;
}

static int
tries_without_descriptors (int by_errno)
{
  struct rule r = { -1, by_errno, 0, { { -1, -1 }, { -1, -1 } } };
  struct ipc_child server;
  struct place p;
  int n, client;

  r.fd = listener (AF_INET, &p);
  client = client_of (&p);
  await_events (r.fd, POLLIN);
  server = ipc_start (count_tries, &r);
  ipc_receive (&server.link, &n, sizeof n);
  ipc_join_exit (&server);
  close (client);
  close (r.fd);
  return n;
}

IPC_TEST (forking_waitedpid_trick)
{
  int plain, restarting, tries;

  ipc_need_loopback ();
  plain = goes_on (0, 0);
  restarting = goes_on (0, SA_RESTART);
  tries = tries_without_descriptors (0);
  ipc_detail ("with SA_RESTART it %s; EMFILE: %d tries", restarting == 1
              ? "goes on" : "ends", tries);
  if (goes_on (1, 0) != 1 || goes_on (1, SA_RESTART) != 1)
    ipc_observe ("by errno, too, the server ends");
  else if (tries_without_descriptors (1) != 1)
    ipc_observe ("by errno, too, the server spins");
  else
    ipc_observe (plain == 0 ? "shown" : plain == 1 ? "not shown"
                 : "the next client is not served");
}
