/* forking.c - a server that forks a child for each client.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "instruments/interruption.h"
#include "tcp.h"

enum { CLIENTS = 2 };

/* What the server has to say when all its clients have been served.  */
struct served
{
  int reaped;
  int childless;
  int fds_left;
  int retries;
};

static volatile sig_atomic_t reaped;

/* The page's, which keeps errno, too.  */
static void
reap (int signo)
{
  int error = errno;

  (void) signo;
  while (waitpid (-1, NULL, WNOHANG) > 0)
    reaped++;
  errno = error;
}

/* In the child: greet the client, then be a program on the connection.  */
static void
be_fortune (int client)
{
  char path[1024];

  ipc_helper_path ("ipc_helper", path, sizeof path);
  ipc_put (client, "Hello\015\012");
  if (dup2 (client, STDIN_FILENO) == -1 || dup2 (client, STDOUT_FILENO) == -1)
    _exit (1);
  close (client);
  execl (path, path, "echo", (char *) NULL);
  _exit (1);
}

static int
accept_again (int fd, int *retries)
{
  int client;

  while ((client = accept (fd, NULL, NULL)) == -1 && errno == EINTR)
    ++*retries;
  IPC_SETUP (client != -1);
  return client;
}

static int
serve (struct ipc_link *link, void *arg)
{
  struct served s;
  int fd = *(int *) arg;
  int before = ipc_count_descriptors ();
  int i;

  memset (&s, 0, sizeof s);
  ipc_handle (SIGCHLD, reap, 0);
  for (i = 0; i < CLIENTS; i++)
    {
      int client = accept_again (fd, &s.retries);

      if (ipc_fork () == 0)
        {
          close (fd);
          be_fortune (client);
        }
      close (client);
    }
  ipc_tell (link, 'a');
  ipc_block (SIGCHLD);
  while (waitpid (-1, NULL, 0) > 0)
    reaped++;
  s.childless = errno == ECHILD;
  s.reaped = reaped;
  s.fds_left = ipc_count_descriptors () - before;
  ipc_send (link, &s, sizeof s);
  return 0;
}

/* Read SIZE bytes from FD; whether they are TEXT.  */
static int
reads (int fd, const char *text)
{
  char got[32];
  size_t size = strlen (text), done = 0;
  ssize_t n;

  while (done < size && (n = take (fd, got + done, size - done)) > 0)
    done += (size_t) n;
  return done == size && memcmp (got, text, size) == 0;
}

/* What the client FD says is echoed, and with its end the connection ends. */
static int
talks_to_the_end (int fd, const char *line)
{
  int ok;

  ipc_put (fd, line);
  ok = reads (fd, line);
  IPC_SETUP (shutdown (fd, SHUT_WR) == 0);
  ok = take_all (fd)[0] == '\0' && ok;
  close (fd);
  return ok;
}

static const char *
judge_server (struct ipc_child *server)
{
  struct served s;

  ipc_receive (&server->link, &s, sizeof s);
  ipc_join_exit (server);
  return s.reaped != CLIENTS || !s.childless ? "not all children reaped"
         : s.fds_left != 0 ? "the server keeps descriptors"
         : "both, and all reaped";
}

static const char *
look_forking (int family)
{
  struct place p;
  int fd = listener (family, &p);
  struct ipc_child server = ipc_start (serve, &fd);
  int first = client_of (&p);
  int second;
  const char *wrong = NULL;

  close (fd);
  if (!reads (first, "Hello\015\012"))
    wrong = "no greeting for the first";
  second = client_of (&p);
  ipc_expect (&server.link, 'a');
  if (!reads (second, "Hello\015\012"))
    wrong = "no greeting for the second";
  else if (!talks_to_the_end (second, "b\n"))
    wrong = "the second is not served beside the first";
  else if (!talks_to_the_end (first, "a\n"))
    wrong = "the first is not served to its end";
  if (wrong == NULL)
    return judge_server (&server);
  ipc_end (&server);
  return wrong;
}

IPC_TEST (forking)
{
  ipc_observe_families (look_forking);
}

static struct ipc_link *server_link;

static void
reap_and_tell (int signo)
{
  reap (signo);
  ipc_tell (server_link, 'h');
}

/* A child ends while the server waits for a client.  */
static int
wait_beside_child (struct ipc_link *link, void *arg)
{
  int *fds = arg;
  char byte;
  int client;

  server_link = link;
  ipc_handle (SIGCHLD, reap_and_tell, 0);
  if (ipc_fork () == 0)
    {
      close (fds[2]);
      _exit (read (fds[1], &byte, 1) == 0 ? 0 : 1);
    }
  close (fds[2]);
  client = accept (fds[0], NULL, NULL);
  if (client == -1)
    {
      ipc_tell (link, errno == EINTR ? 'e' : '?');
      client = accept (fds[0], NULL, NULL);
    }
  if (client != -1)
    ipc_put (client, "served");
  return 0;
}

IPC_TEST (forking_eintr)
{
  struct place p;
  struct ipc_child server;
  int fds[3], client, ended;
  char how = 'r';

  ipc_need_loopback ();
  fds[0] = listener (AF_INET, &p);
  ipc_pipe (fds + 1);
  server = ipc_start (wait_beside_child, fds);
  ipc_await_blocked (server.pid, "accept");
  close (fds[2]);
  ipc_expect (&server.link, 'h');
  ended = ipc_await_block_or_tell (&server, "accept") == IPC_TELLS;
  if (ended)
    how = ipc_hear (&server.link);
  client = client_of (&p);
  close (fds[0]);
  if (strcmp (take_all (client), "served") != 0)
    ipc_observe ("the next client is not served");
  else
    ipc_observe (how == 'e' ? "shown" : how == 'r' ? "not shown"
                 : "another errno");
  ipc_join (&server);
}

static volatile sig_atomic_t is_careless;

static void
reap_carelessly (int signo)
{
  int error = errno;

  (void) signo;
  while (waitpid (-1, NULL, WNOHANG) > 0)
    continue;
  if (!is_careless)
    errno = error;
}

static int
handle_both (struct ipc_link *link, void *arg)
{
  int error[2], i;

  ipc_handle (SIGCHLD, reap_carelessly, 0);
  ipc_handle (SIGUSR1, ipc_restart_handler, 0);
  for (i = 0; i < 2; i++)
    {
      int client;

      is_careless = i == 0;
      errno = 0;
      client = accept (*(int *) arg, NULL, NULL);
      if (client != -1)
        {
          ipc_put (client, "served");
          return 0;
        }
      if (errno != EINTR)
        ipc_broken ("accept: %s", ipc_errno_name (errno));
      /* Another child ends just here, before the server looks.  */
      raise (SIGCHLD);
      error[i] = errno;
      ipc_send (link, &error[i], sizeof error[i]);
    }
  return 0;
}

/* An accept() that the handler does not end is to get the next client.  */
static void
observe_restarted (struct ipc_child *server, const struct place *p)
{
  int client = client_of (p);

  ipc_detail ("accept() restarts");
  ipc_observe (reads (client, "served") ? "not shown"
               : "the next client is not served");
  ipc_join_exit (server);
}

IPC_TEST (forking_errno)
{
  struct place p;
  struct ipc_child server;
  int error[2], fd, i;

  ipc_need_loopback ();
  fd = listener (AF_INET, &p);
  ipc_restart_prepare ();
  server = ipc_start (handle_both, &fd);
  for (i = 0; i < 2; i++)
    {
      if (ipc_restart_once (&server, "accept", SIGUSR1) != IPC_RETURNS)
        {
          observe_restarted (&server, &p);
          return;
        }
      ipc_receive (&server.link, &error[i], sizeof error[i]);
    }
  ipc_join_exit (&server);
  ipc_detail ("careless: %s", ipc_errno_name (error[0]));
  if (error[1] != EINTR)
    ipc_observef ("with errno kept: %s", ipc_errno_name (error[1]));
  else
    ipc_observe (error[0] == ECHILD ? "shown" : error[0] == EINTR
                 ? "not shown" : "another errno");
}
