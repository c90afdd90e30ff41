/* command-server.c - an interactive server without children, as ipc_helper
   plays it, and how the programs that serve the loopback network begin.
   SPDX-License-Identifier: BSD-2-Clause

   ipc_helper command-server PORT QUEUE NOW OPTIONS WHO COOKIE MOTD

   Serves one client after another at PORT of the loopback address, until it
   is killed.  QUEUE is listen()'s; NOW, in seconds since 1970, what "date"
   tells; WHO, COOKIE and MOTD are commands of the shell, run for those words.
   OPTIONS are any of these words, with commas between them:

     reuse    SO_REUSEADDR, for a restart at the same port
     ignore   ignore SIGPIPE
     masked   answer by ipcompat's send(), with SIGPIPE blocked

   What cannot be written is not looked at: the next line, or its end, tells.
   One word more than the page's server knows is "hold": wait until the client
   has gone, and answer then.

   Standard output has a line "listening PORT", "connection" for each client,
   and "holding" before such a wait; what fails is on standard error, and the
   exit status 1.  */

#include "helper.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "ipcompat-sockets.h"

int
helper_tcp_listen (int port, int queue, int reuse)
{
  struct sockaddr_in at;
  socklen_t size = sizeof at;
  int on = 1, fd = socket (AF_INET, SOCK_STREAM, 0);

  memset (&at, 0, sizeof at);
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  at.sin_port = htons ((uint16_t) port);
  if (fd == -1)
    helper_failed ("socket");
  else if (reuse
           && setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == -1)
    helper_failed ("setsockopt");
  else if (bind (fd, (struct sockaddr *) &at, sizeof at) == -1)
    helper_failed ("bind");
  else if (listen (fd, queue) == -1)
    helper_failed ("listen");
  else if (getsockname (fd, (struct sockaddr *) &at, &size) == -1)
    helper_failed ("getsockname");
  else
    {
      printf ("listening %d\n", ntohs (at.sin_port));
      fflush (stdout);
      return fd;
    }
  return -1;
}

/* A client, and how it is answered.  */
struct session
{
  int fd;
  FILE *in;
  FILE *out;
  int masked;
};

static void
send_masked (int fd, const char *text)
{
  size_t size = strlen (text);

  while (size > 0)
    {
      ssize_t n = ipc_fb_send_masked (fd, text, size, 0);

      if (n == -1 && errno == EINTR)
        continue;
      if (n == -1)
        return;
      text += n;
      size -= (size_t) n;
    }
}

/* The stream is fully buffered: each text is flushed, as the page has it.  */
static void
answer (struct session *s, const char *text)
{
  if (s->masked)
    {
      send_masked (s->fd, text);
      return;
    }
  fputs (text, s->out);
  fflush (s->out);
}

/* Answer with what COMMAND writes, its errors among it.  */
static void
answer_command (struct session *s, const char *command)
{
  char text[1024];
  FILE *from;

  snprintf (text, sizeof text, "{ %s\n} 2>&1", command);
  fflush (stdout);
  from = popen (text, "r");
  if (from == NULL)
    return;
  while (fgets (text, sizeof text, from) != NULL)
    answer (s, text);
  pclose (from);
}

static void
answer_date (struct session *s, const char *seconds)
{
  time_t now = (time_t) atol (seconds);
  struct tm *date = gmtime (&now);
  char text[80] = "\n";

  if (date != NULL)
    strftime (text, sizeof text, "%Y-%m-%d %H:%M:%S\n", date);
  answer (s, text);
}

/* Wait until the client has gone, not just ended what it sends.  */
static void
await_reset (int fd)
{
  struct pollfd p = { fd, 0, 0 };

  printf ("holding\n");
  fflush (stdout);
  while (poll (&p, 1, -1) == -1 && errno == EINTR)
    continue;
}

/* Do what LINE says; ARGV is the program's.  Whether the client stays.  */
static int
obey (struct session *s, char *line, char **argv)
{
  char *p;

  for (p = line; *p != '\0'; p++)
    *p = (char) tolower ((unsigned char) *p);
  if (strspn (line, " \t\r\n") == strlen (line))
    return 1;
  if (strstr (line, "quit") != NULL || strstr (line, "exit") != NULL)
    return 0;
  if (strstr (line, "date") != NULL || strstr (line, "time") != NULL)
    answer_date (s, argv[4]);
  else if (strstr (line, "who") != NULL)
    answer_command (s, argv[6]);
  else if (strstr (line, "cookie") != NULL)
    answer_command (s, argv[7]);
  else if (strstr (line, "motd") != NULL)
    answer_command (s, argv[8]);
  else
    {
      if (strstr (line, "hold") != NULL)
        await_reset (s->fd);
      answer (s, "Commands: quit date who cookie motd\n");
    }
  return 1;
}

static void
serve (struct session *s, char **argv)
{
  char line[1024];

  answer (s, "Welcome; help lists the commands.\n");
  answer (s, "Command? ");
  while (fgets (line, sizeof line, s->in) != NULL && obey (s, line, argv))
    answer (s, "Command? ");
}

static int
accept_one (int server, struct session *s)
{
  s->fd = accept (server, NULL, NULL);
  if (s->fd == -1)
    return errno == EINTR || errno == ECONNABORTED ? 0
           : helper_failed ("accept");
  printf ("connection\n");
  fflush (stdout);
  s->in = fdopen (dup (s->fd), "r");
  s->out = fdopen (s->fd, "w");
  return s->in == NULL || s->out == NULL
         || setvbuf (s->out, NULL, _IOFBF, BUFSIZ) != 0
         ? helper_failed ("fdopen") : 0;
}

int
helper_command_server (char **argv)
{
  struct session s = { -1, NULL, NULL, 0 };
  int server;

  helper_arm_faults ();
  s.masked = strstr (argv[5], "masked") != NULL;
  if (strstr (argv[5], "ignore") != NULL)
    signal (SIGPIPE, SIG_IGN);
  server = helper_tcp_listen (atoi (argv[2]), atoi (argv[3]),
                              strstr (argv[5], "reuse") != NULL);
  if (server == -1)
    return 1;
  for (;;)
    {
      if (accept_one (server, &s) != 0)
        return 1;
      if (s.fd == -1)
        continue;
      serve (&s, argv);
      fclose (s.in);
      fclose (s.out);
    }
}
