/* forking-server.c - a server with a child for each client, and the clients
   that try it, as ipc_helper plays them.
   SPDX-License-Identifier: BSD-2-Clause

   ipc_helper forking-server PORT
     serve at PORT of the loopback address: a child greets its client with a
     line "Hello", and gives back what that sends, to its end.  The children's
     SIGCHLD is caught without SA_RESTART, so that it ends accept(), which is
     called again.  A line on standard output says "listening PORT", another
     one "idle N" whenever all of the N clients there were have been served,
     and their children waited for.  SIGTERM ends it: it waits for its
     children, and says "accepted N, reaped N, interrupted N, descriptors N",
     of which the last is how many more are open than at the beginning.

   ipc_helper tcp-clients PORT ROUNDS CLIENTS GREETING
     connect so many clients to PORT, all at once; when each has been greeted
     by GREETING and a newline (if that is not ""), have each send a line of
     its own, get just that back, end what it sends, and see the end; then all
     of that again, ROUNDS times.  Says "served N".

   What fails is on standard error, and the exit status 1.  */

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/descriptors.h"
#include "helper.h"
#include "kit/write.h"

static volatile sig_atomic_t accepted, reaped, is_over;
static int server;

/* Write "idle N", as a handler may.  */
static void
say_idle (long n)
{
  char text[40];
  char *p = text + sizeof text;

  *--p = '\n';
  do
    *--p = (char) ('0' + n % 10);
  while ((n /= 10) > 0);
  p -= 5;
  memcpy (p, "idle ", 5);
  if (write (STDOUT_FILENO, p, (size_t) (text + sizeof text - p)) == -1)
    _exit (1);
}

static void
reap (int signo)
{
  int error = errno, some = 0;

  (void) signo;
  while (waitpid (-1, NULL, WNOHANG) > 0)
    {
      reaped++;
      some = 1;
    }
  if (some && reaped == accepted)
    say_idle (reaped);
  errno = error;
}

/* An accept() that is called after this fails, too.  */
static void
end (int signo)
{
  (void) signo;
  is_over = 1;
  close (server);
}

static void
set_handler (int signo, void (*handler) (int))
{
  struct sigaction sa;

  sa.sa_handler = handler;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  sigaddset (&sa.sa_mask, SIGCHLD);
  sigaddset (&sa.sa_mask, SIGTERM);
  sigaction (signo, &sa, NULL);
}

static void
serve (int fd)
{
  char block[4096];
  ssize_t n;

  if (ipc_write_all (fd, "Hello\n", 6) == -1)
    _exit (1);
  while ((n = read (fd, block, sizeof block)) > 0)
    if (ipc_write_all (fd, block, (size_t) n) == -1)
      _exit (1);
  _exit (n == 0 ? 0 : 1);
}

/* Start a child for the client FD.  Its end is not to be counted before it
   is itself.  */
static int
start_child (int fd, const sigset_t *both)
{
  sigset_t old;
  pid_t pid;

  sigprocmask (SIG_BLOCK, both, &old);
  pid = fork ();
  if (pid == 0)
    {
      set_handler (SIGCHLD, SIG_DFL);
      set_handler (SIGTERM, SIG_DFL);
      sigprocmask (SIG_SETMASK, &old, NULL);
      if (!is_over)
        close (server);
      serve (fd);
    }
  if (pid != -1)
    accepted++;
  sigprocmask (SIG_SETMASK, &old, NULL);
  close (fd);
  return pid == -1 ? helper_failed ("fork") : 0;
}

/* Accept until it is over; how often a signal came between, or -1.  */
static long
accept_all (const sigset_t *both)
{
  long interrupted = 0;

  while (!is_over)
    {
      int fd = accept (server, NULL, NULL);

      if (fd != -1)
        {
          if (start_child (fd, both) != 0)
            return -1;
        }
      else if (errno == EINTR)
        interrupted++;
      else if (errno != ECONNABORTED && !is_over)
        {
          helper_failed ("accept");
          return -1;
        }
    }
  return interrupted;
}

static int
open_descriptors (void)
{
  char is_open[IPC_FD_END];
  int fd, n = 0;

  ipc_find_open (is_open);
  for (fd = 0; fd < IPC_FD_END; fd++)
    n += is_open[fd];
  return n;
}

int
helper_forking_server (char **argv)
{
  int before = open_descriptors ();
  sigset_t both;
  long interrupted;

  helper_arm_faults ();
  sigemptyset (&both);
  sigaddset (&both, SIGCHLD);
  sigaddset (&both, SIGTERM);
  server = helper_tcp_listen (atoi (argv[2]), SOMAXCONN, 1);
  if (server == -1)
    return 1;
  set_handler (SIGCHLD, reap);
  set_handler (SIGTERM, end);
  interrupted = accept_all (&both);
  if (interrupted == -1)
    return 1;
  sigprocmask (SIG_BLOCK, &both, NULL);
  while (waitpid (-1, NULL, 0) > 0)
    reaped++;
  printf ("accepted %ld, reaped %ld, interrupted %ld, descriptors %d\n",
          (long) accepted, (long) reaped, interrupted,
          open_descriptors () - before);
  return fflush (stdout) == EOF ? helper_failed ("stdout") : 0;
}

static int
connect_to (int port)
{
  struct sockaddr_in at;
  int fd = socket (AF_INET, SOCK_STREAM, 0);

  memset (&at, 0, sizeof at);
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  at.sin_port = htons ((uint16_t) port);
  if (fd != -1 && connect (fd, (struct sockaddr *) &at, sizeof at) == 0)
    return fd;
  helper_failed ("connect");
  return -1;
}

/* Whether just LINE and a newline come from FD.  */
static int
gets_line (int fd, const char *line)
{
  char got[80];
  size_t size = strlen (line), done = 0;

  while (done < size + 1)
    {
      ssize_t n = read (fd, got + done, size + 1 - done);

      if (n == -1)
        return helper_failed ("read"), 0;
      if (n == 0)
        break;
      done += (size_t) n;
    }
  if (done == size + 1 && memcmp (got, line, size) == 0 && got[size] == '\n')
    return 1;
  fprintf (stderr, "not \"%s\" but %d bytes\n", line, (int) done);
  return 0;
}

/* What the client FD, number N, has to say; whether it is served.  */
static int
talk (int fd, long n)
{
  char line[40], byte;

  snprintf (line, sizeof line, "client %ld\n", n);
  if (ipc_write_all (fd, line, strlen (line)) == -1)
    return helper_failed ("write"), 0;
  line[strlen (line) - 1] = '\0';
  if (!gets_line (fd, line))
    return 0;
  if (shutdown (fd, SHUT_WR) == -1 || read (fd, &byte, 1) != 0)
    return helper_failed ("no end"), 0;
  return close (fd) == 0;
}

enum { MOST = 1000 };

static int
try_round (int port, int clients, const char *greeting, long number)
{
  int fd[MOST], i;

  for (i = 0; i < clients; i++)
    if ((fd[i] = connect_to (port)) == -1)
      return 0;
  for (i = 0; i < clients && *greeting != '\0'; i++)
    if (!gets_line (fd[i], greeting))
      return 0;
  for (i = 0; i < clients; i++)
    if (!talk (fd[i], number + i))
      return 0;
  return 1;
}

int
helper_tcp_clients (char **argv)
{
  long rounds = atol (argv[3]), served = 0;
  int clients = atoi (argv[4]);

  helper_arm_faults ();
  if (clients > MOST)
    return 2;
  for (; rounds > 0; rounds--)
    {
      if (!try_round (atoi (argv[2]), clients, argv[5], served))
        return 1;
      served += clients;
    }
  printf ("served %ld\n", served);
  return fflush (stdout) == EOF ? helper_failed ("stdout") : 0;
}
