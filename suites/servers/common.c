/* common.c - the interactive server and its clients.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "kit/command.h"
#include "servers.h"

const char client_welcome[] = "Welcome; help lists the commands./";
const char client_date[] = "2001-09-09 01:46:40/";
static const char prompt[] = "Command? ";

static void
become_server (struct server *s, int port, int queue, const char *options)
{
  char helper[1100], number[24], length[24];

  ipc_helper_path ("ipc_helper", helper, sizeof helper);
  snprintf (number, sizeof number, "%d", port);
  snprintf (length, sizeof length, "%d", queue);
  IPC_SETUP (dup2 (atoi (getenv ("SAY")), 1) == 1);
  ipc_have_file (2, "errors", O_WRONLY | O_CREAT | O_TRUNC);
  close (s->pair.fd[0]);
  close (s->pair.fd[1]);
  close (s->pair.fd[3]);
  execl (helper, "ipc_helper", "command-server", number, length, "1000000000",
         options, "echo alice; echo bob >&2; echo carol",
         "echo 'crumbs, all'; exit 3", "cat motd", (char *) NULL);
  _exit (127);
}

void
server_start (struct server *s, int port, int queue, const char *options)
{
  int held = ipc_hold ();
  const char *line;

  ipc_lead_open (&s->pair, "SAY", "HOLD");
  s->pid = ipc_fork ();
  if (s->pid == 0)
    become_server (s, port, queue, options);
  s->link = ipc_link_parent (&s->pair);
  line = ipc_lead_line (&s->link);
  s->port = strncmp (line, "listening ", 10) == 0 ? atoi (line + 10) : 0;
  ipc_release (held);
}

int
server_says (struct server *s, const char *word)
{
  return strcmp (ipc_lead_line (&s->link), word) == 0;
}

int
server_join (struct server *s)
{
  int status = ipc_join_pid (s->pid);

  ipc_link_close (&s->link);
  return status;
}

void
server_kill (struct server *s)
{
  kill (s->pid, SIGKILL);
  server_join (s);
}

static int
connect_socket (int fd, int port)
{
  struct sockaddr_in at;

  memset (&at, 0, sizeof at);
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  at.sin_port = htons ((uint16_t) port);
  return connect (fd, (struct sockaddr *) &at, sizeof at);
}

/* Close FD, of which the failure is ERROR; returns -1.  */
static int
give_up (int fd, int error)
{
  close (fd);
  errno = error;
  return -1;
}

int
client_connect (int port)
{
  int held = ipc_hold ();
  int fd = socket (AF_INET, SOCK_STREAM, 0);

  IPC_SETUP (fd != -1);
  ipc_release (held);
  return connect_socket (fd, port) == 0 ? fd : give_up (fd, errno);
}

/* How long, in milliseconds, the network may take to let somebody in for whom
   there is room.  */
enum { MOMENT = 500 };

int
client_connect_now (int port)
{
  int held = ipc_hold ();
  struct pollfd p;
  int error = 0, fd = socket (AF_INET, SOCK_STREAM, 0);
  socklen_t size = sizeof error;

  IPC_SETUP (fd != -1);
  ipc_nonblocking (fd, 1);
  if (connect_socket (fd, port) == -1)
    error = errno;
  if (error == EINPROGRESS)
    {
      p.fd = fd;
      p.events = POLLOUT;
      if (poll (&p, 1, MOMENT) == 0)
        error = EAGAIN;
      else
        IPC_SETUP (getsockopt (fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0);
    }
  if (error != 0)
    fd = give_up (fd, error);
  else
    ipc_nonblocking (fd, 0);
  ipc_release (held);
  return fd;
}

void
client_send (int fd, const char *text)
{
  int held = ipc_hold ();

  ipc_put (fd, text);
  ipc_release (held);
}

/* Read up to the prompt into TEXT, which has room for SIZE bytes.  */
static void
hear (int fd, char *text, size_t size)
{
  size_t n = 0, length = strlen (prompt);

  while (n < size - 1)
    {
      ssize_t got = read (fd, text + n, 1);

      if (got == -1 && errno == EINTR)
        continue;
      if (got <= 0)
        {
          snprintf (text + n, size - n, "%s",
                    got == 0 ? "(end)" : ipc_errno_name (errno));
          return;
        }
      if (text[n] == '\n')
        text[n] = '/';
      n++;
      if (n >= length && memcmp (text + n - length, prompt, length) == 0)
        {
          n -= length;
          break;
        }
    }
  text[n] = '\0';
}

const char *
client_hear (int fd)
{
  static char text[4][160];
  static int last;
  int held = ipc_hold ();

  last = (last + 1) % 4;
  hear (fd, text[last], sizeof text[last]);
  ipc_release (held);
  return text[last];
}

int
client_is_greeted (int fd)
{
  return strcmp (client_hear (fd), client_welcome) == 0;
}

int
client_is_served (int fd)
{
  client_send (fd, "date\n");
  return strcmp (client_hear (fd), client_date) == 0;
}

int
client_quits (int fd)
{
  int well;

  client_send (fd, "quit\n");
  well = strcmp (client_hear (fd), "(end)") == 0;
  close (fd);
  return well;
}

const char *
client_got_now (int fd)
{
  static char text[80];
  int held = ipc_hold ();
  ssize_t n;

  ipc_nonblocking (fd, 1);
  n = read (fd, text, sizeof text - 1);
  if (n >= 0)
    text[n] = '\0';
  else
    snprintf (text, sizeof text, "%s", ipc_errno_name (errno));
  ipc_nonblocking (fd, 0);
  ipc_release (held);
  return text;
}

void
client_vanish (int fd)
{
  int held = ipc_hold ();
  struct linger now = { 1, 0 };

  IPC_SETUP (setsockopt (fd, SOL_SOCKET, SO_LINGER, &now, sizeof now) == 0);
  IPC_SETUP (close (fd) == 0);
  ipc_release (held);
}
