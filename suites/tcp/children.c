/* children.c - the children of a forking server: ended, or never made.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "instruments/oracle.h"
#include "instruments/rlimits.h"
#include "tcp.h"

enum { CLIENTS = 3 };

static void
reap (int signo)
{
  int error = errno;

  (void) signo;
  while (waitpid (-1, NULL, WNOHANG) > 0)
    continue;
  errno = error;
}

/* A server of CLIENTS clients: how many zombies it has in the end.  */
struct zombies
{
  int fd;
  int handles;
  int left;
};

static int
serve_and_count (struct ipc_link *link, void *arg)
{
  struct zombies *z = arg;
  pid_t pid[CLIENTS];
  int i;

  if (z->handles)
    ipc_handle (SIGCHLD, reap, 0);
  ipc_block (SIGCHLD);
  for (i = 0; i < CLIENTS; i++)
    {
      int client = accept (z->fd, NULL, NULL);

      IPC_SETUP (client != -1);
      if ((pid[i] = ipc_fork ()) == 0)
        {
          ipc_put (client, "bye");
          _exit (0);
        }
      close (client);
    }
  /* One signal for all of them.  */
  for (i = 0; i < CLIENTS; i++)
    ipc_await_zombie (pid[i]);
  ipc_unblock (SIGCHLD);
  z->left = 0;
  for (i = 0; i < CLIENTS; i++)
    {
      char call[32];
      enum ipc_state state = ipc_state (pid[i], call, sizeof call);

      ipc_need_known (state);
      z->left += state == IPC_ZOMBIE;
    }
  ipc_send (link, z, sizeof *z);
  while (waitpid (-1, NULL, 0) != -1 || errno == EINTR)
    continue;
  return 0;
}

/* How many zombies such a server has; -1 if a client is not served.  */
static int
count_zombies (int family, int handles)
{
  struct zombies z = { -1, handles, 0 };
  struct ipc_child server;
  int client[CLIENTS], i, served = 1;
  struct place p;

  z.fd = listener (family, &p);
  server = ipc_start (serve_and_count, &z);
  for (i = 0; i < CLIENTS; i++)
    client[i] = client_of (&p);
  for (i = 0; i < CLIENTS; i++)
    {
      served = strcmp (take_all (client[i]), "bye") == 0 && served;
      close (client[i]);
    }
  ipc_receive (&server.link, &z, sizeof z);
  ipc_join_exit (&server);
  close (z.fd);
  return served ? z.left : -1;
}

static const char *
look_zombies (int family)
{
  int without = count_zombies (family, 0);
  int with = count_zombies (family, 1);

  ipc_detail ("%d zombies, with a handler %d", without, with);
  return without == -1 || with == -1 ? "a client is not served"
         : with != 0 ? "in spite of the handler"
         : without == CLIENTS ? "shown" : without == 0 ? "not shown"
         : "some of them";
}

IPC_TEST (forking_zombies)
{
  ipc_observe_families (look_zombies);
}

/* A server that may not fork() for its first client; LOG is its log.  */
struct limited
{
  int fd, log;
};

static int
serve_limited (struct ipc_link *link, void *arg)
{
  const struct limited *l = arg;
  int i;

  ipc_forbid_forks ();
  for (i = 0; i < 2; i++)
    {
      int client = accept (l->fd, NULL, NULL);
      pid_t pid = fork ();

      if (pid == 0)
        {
          ipc_put (client, "Hello");
          _exit (0);
        }
      if (pid == -1)
        ipc_put (l->log, ipc_textf ("cannot fork: %s", ipc_errno_name (errno)));
      close (client);
      ipc_tell (link, pid == -1 ? 'f' : 's');
      if (pid != -1)
        ipc_wait_status (pid, 0);
      ipc_allow_forks ();
    }
  return 0;
}

static const char *
look_fork_fails (int family)
{
  struct limited l;
  struct ipc_child server;
  struct place p;
  int log[2], client;
  const char *said, *first, *second;

  l.fd = listener (family, &p);
  ipc_pipe (log);
  l.log = log[1];
  server = ipc_start (serve_limited, &l);
  close (l.fd);
  close (log[1]);
  client = client_of (&p);
  first = take_all (client);
  close (client);
  if (ipc_hear (&server.link) != 'f')
    ipc_not_exercised ("no limit on processes");
  client = client_of (&p);
  second = take_all (client);
  close (client);
  ipc_hear (&server.link);
  ipc_join_exit (&server);
  said = take_all (log[0]);
  close (log[0]);
  return *first != '\0' ? "the first client is served by nobody's child"
         : strcmp (said, "cannot fork: EAGAIN") != 0
         ? ipc_textf ("logs %.30s", said)
         : strcmp (second, "Hello") != 0 ? "the next client is not served"
         : "logs EAGAIN, and goes on";
}

IPC_TEST (forking_fork_fails)
{
  ipc_need_loopback ();
  ipc_need_fork_limit ();
  ipc_observe_families (look_fork_fails);
}
