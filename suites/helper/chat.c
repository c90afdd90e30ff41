/* chat.c - an interactive client of two processes, as ipc_helper plays it:
   that of perlipc(1).
   SPDX-License-Identifier: BSD-2-Clause

   ipc_helper chat HOST SERVICE WORD...

   The parent copies the connection to standard output, its child standard
   input to the connection.  When the server ends, the parent ends the child by
   SIGTERM, waits for it, and says on standard error how it ended, as "child:
   SIGTERM" or "child: exit 0".
     lines       the connection is copied by lines, else byte by byte
     shutdown    the child tells the server when the input has ended
     watch       the child ends with its parent
     greeting    a first line is read by stdio, before there is a child
     unbuffered  the same, by a stream without a buffer
     child:FD    the child says its pid on FD, a line, and keeps it; the parent
                 does not  */

#include "helper.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/names.h"

struct chat
{
  int fd;                       /* the connection */
  int by_lines, shuts, watches, reads_greeting, is_unbuffered;
  int child_only;               /* a descriptor, or -1 */
  int alive[2];                 /* a pipe; the parent alone can write */
};

static void
take_word (struct chat *c, const char *word)
{
  if (strcmp (word, "lines") == 0)
    c->by_lines = 1;
  else if (strcmp (word, "shutdown") == 0)
    c->shuts = 1;
  else if (strcmp (word, "watch") == 0)
    c->watches = 1;
  else if (strcmp (word, "greeting") == 0)
    c->reads_greeting = 1;
  else if (strcmp (word, "unbuffered") == 0)
    c->reads_greeting = c->is_unbuffered = 1;
  else if (strncmp (word, "child:", 6) == 0)
    c->child_only = atoi (word + 6);
}

/* Wait for input.  Whether the parent is gone instead.  */
static int
is_orphan (const struct chat *c)
{
  struct pollfd p[2] = { { STDIN_FILENO, POLLIN, 0 }, { -1, POLLIN, 0 } };

  p[1].fd = c->alive[0];
  while (poll (p, 2, -1) == -1)
    if (errno != EINTR)
      return 1;
  return p[1].revents != 0;
}

static int
tell_pid (int fd)
{
  char line[24];

  snprintf (line, sizeof line, "%ld\n", (long) getpid ());
  return helper_put (fd, line, strlen (line));
}

/* The child: the input to the connection.  */
static int
send_input (const struct chat *c)
{
  char block[4096];
  ssize_t n;

  for (;;)
    {
      if (c->watches && is_orphan (c))
        return 0;
      n = read (STDIN_FILENO, block, sizeof block);
      if (n == -1)
        return helper_failed ("input");
      if (n == 0)
        break;
      if (helper_put (c->fd, block, (size_t) n) != 0)
        return 1;
    }
  if (c->shuts)
    shutdown (c->fd, SHUT_WR);
  return 0;
}

/* The parent: the connection to the output.  That a child of its ends must
   not end a read(), so EINTR is an error here.  */
static int
print_bytes (int fd)
{
  char byte;
  ssize_t n;

  while ((n = read (fd, &byte, 1)) == 1)
    if (helper_put (STDOUT_FILENO, &byte, 1) != 0)
      return 1;
  return n == 0 ? 0 : helper_failed ("read");
}

static int
print_lines (int fd)
{
  char line[4096];
  FILE *server = fdopen (fd, "r");

  if (server == NULL)
    return helper_failed ("fdopen");
  while (fgets (line, sizeof line, server) != NULL)
    if (helper_put (STDOUT_FILENO, line, strlen (line)) != 0)
      return 1;
  return ferror (server) ? helper_failed ("read") : 0;
}

/* Of the stream nothing is used again: what it has read ahead is in nobody's
   hands.  */
static int
print_greeting (const struct chat *c)
{
  char line[4096];
  FILE *server = fdopen (c->fd, "r");

  if (server == NULL)
    return helper_failed ("fdopen");
  if (c->is_unbuffered)
    setvbuf (server, NULL, _IONBF, 0);
  if (fgets (line, sizeof line, server) == NULL)
    return helper_failed ("greeting");
  return helper_put (STDOUT_FILENO, line, strlen (line));
}

static int
end_child (pid_t pid)
{
  int status;

  kill (pid, SIGTERM);
  if (waitpid (pid, &status, 0) != pid)
    return helper_failed ("waitpid");
  if (WIFSIGNALED (status))
    fprintf (stderr, "child: %s\n", ipc_signal_name (WTERMSIG (status)));
  else
    fprintf (stderr, "child: exit %d\n", WEXITSTATUS (status));
  return 0;
}

int
helper_chat (char **argv)
{
  struct chat c = { -1, 0, 0, 0, 0, 0, -1, { -1, -1 } };
  pid_t pid;
  char **word;
  int status, little = 16384;

  helper_arm_faults ();
  for (word = argv + 4; *word != NULL; word++)
    take_word (&c, *word);
  c.fd = helper_connect (argv[2], argv[3]);
  if (c.fd == -1)
    return 1;
  /* Who fills it need not send megabytes.  */
  setsockopt (c.fd, SOL_SOCKET, SO_SNDBUF, &little, sizeof little);
  if (c.reads_greeting && print_greeting (&c) != 0)
    return 1;
  if (c.watches && pipe (c.alive) == -1)
    return helper_failed ("pipe");
  pid = fork ();
  if (pid == -1)
    return helper_failed ("fork");
  if (pid == 0)
    {
      close (c.alive[1]);
      _exit ((c.child_only != -1 && tell_pid (c.child_only) != 0)
             || send_input (&c) != 0);
    }
  if (c.child_only != -1)
    close (c.child_only);
  status = c.by_lines ? print_lines (c.fd) : print_bytes (c.fd);
  return end_child (pid) != 0 ? 1 : status;
}
