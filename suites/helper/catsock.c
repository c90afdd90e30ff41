/* catsock.c - programs that ipc_helper plays: the page's client and server on
   a local socket, and a gateway to a private server.
   SPDX-License-Identifier: BSD-2-Clause

   ipc_helper catsock NAME
     connect to NAME, and copy lines to standard output, to the end
   ipc_helper catsock-inet NAME
     the same to a name of ipc_local_listen()
   ipc_helper catsock-server unlink|keep NAME COMMAND...
     serve at NAME: a child greets each client, then becomes COMMAND, whose
     standard output the client is; "unlink" removes the name first.  A line on
     standard output tells of each step.  Serves until it is killed.
   ipc_helper gateway NAME REQUEST
     send REQUEST, if it is nothing but letters, to NAME, and copy the answer

   What fails is on standard error, and the exit status 1.  */

#include "helper.h"

#include <ctype.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "ipcompat-local.h"

/* The address of NAME; 0, or -1 if it does not fit.  */
static int
set_name (struct sockaddr_un *a, const char *name)
{
  memset (a, 0, sizeof *a);
  a->sun_family = AF_UNIX;
  if (strlen (name) >= sizeof a->sun_path)
    {
      errno = ENAMETOOLONG;
      return -1;
    }
  strcpy (a->sun_path, name);
  return 0;
}

/* A stream connected to NAME, or -1.  */
static int
connect_to (const char *name)
{
  struct sockaddr_un a;
  int fd = socket (AF_UNIX, SOCK_STREAM, 0);

  if (fd == -1 || set_name (&a, name) == -1
      || connect (fd, (struct sockaddr *) &a, sizeof a) == -1)
    return -1;
  return fd;
}

/* As the page's client does.  */
int
helper_copy_lines (int fd)
{
  char line[4096];
  FILE *from = fdopen (fd, "r");

  if (from == NULL)
    return helper_failed ("fdopen");
  while (fgets (line, sizeof line, from) != NULL)
    if (fputs (line, stdout) == EOF)
      return helper_failed ("stdout");
  if (ferror (from))
    return helper_failed ("read");
  return fflush (stdout) == EOF ? helper_failed ("stdout") : 0;
}

int
helper_catsock (char **argv)
{
  int fd;

  helper_arm_faults ();
  fd = connect_to (argv[2]);
  return fd == -1 ? helper_failed ("connect") : helper_copy_lines (fd);
}

int
helper_catsock_inet (char **argv)
{
  int fd;

  helper_arm_faults ();
  fd = ipc_local_connect (argv[2], -1);
  return fd == -1 ? helper_failed ("connect") : helper_copy_lines (fd);
}

int
helper_gateway (char **argv)
{
  const char *request = argv[3], *p;
  size_t size = strlen (request);
  int fd;

  helper_arm_faults ();
  for (p = request; *p != '\0'; p++)
    if (!isalpha ((unsigned char) *p))
      {
        fputs ("bad request\n", stderr);
        return 3;
      }
  fd = connect_to (argv[2]);
  if (fd == -1)
    return helper_failed ("connect");
  if (write (fd, request, size) != (ssize_t) size
      || write (fd, "\n", 1) != 1)
    return helper_failed ("write");
  return helper_copy_lines (fd);
}

static void
say (const char *what, const char *more)
{
  printf ("%s %s\n", what, more);
  fflush (stdout);
}

static void
say_child (const char *what, long pid, int status)
{
  printf ("%s %ld status %d\n", what, pid, status);
  fflush (stdout);
}

static void
reap (void)
{
  pid_t pid;
  int status;

  while ((pid = waitpid (-1, &status, WNOHANG)) > 0)
    say_child ("reaped", (long) pid,
               WIFEXITED (status) ? WEXITSTATUS (status) : -1);
}

static void
wake (int signo)
{
  (void) signo;
}

/* The child for one client.  */
static void
serve (int fd, char **command)
{
  time_t now = time (NULL);

  if (dup2 (fd, STDOUT_FILENO) == -1)
    _exit (1);
  close (fd);
  printf ("Hello there, it's now %s", ctime (&now));
  if (fflush (stdout) != EOF)
    execv (command[0], command);
  _exit (1);
}

static void
accept_one (int server, char **command, const sigset_t *mask)
{
  int fd = accept (server, NULL, NULL);
  pid_t pid;

  if (fd == -1)
    return;
  say ("connection", "");
  pid = fork ();
  if (pid == 0)
    {
      close (server);
      sigprocmask (SIG_SETMASK, mask, NULL);
      serve (fd, command);
    }
  close (fd);
  say_child ("begat", (long) pid, 0);
}

int
helper_catsock_server (char **argv)
{
  struct sigaction sa;
  struct sockaddr_un a;
  sigset_t chld, old;
  int server = socket (AF_UNIX, SOCK_STREAM, 0);

  helper_arm_faults ();
  if (strcmp (argv[2], "unlink") == 0)
    unlink (argv[3]);
  if (server == -1 || set_name (&a, argv[3]) == -1
      || bind (server, (struct sockaddr *) &a, sizeof a) == -1)
    return helper_failed ("bind");
  if (listen (server, SOMAXCONN) == -1)
    return helper_failed ("listen");
  sa.sa_handler = wake;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  sigaction (SIGCHLD, &sa, NULL);
  sigemptyset (&chld);
  sigaddset (&chld, SIGCHLD);
  sigprocmask (SIG_BLOCK, &chld, &old);
  say ("started", argv[3]);
  for (;;)
    {
      fd_set set;

      FD_ZERO (&set);
      FD_SET (server, &set);
      if (pselect (server + 1, &set, NULL, NULL, NULL, &old) > 0)
        accept_one (server, argv + 4, &old);
      reap ();
    }
}
