/* common.c - servers for clients, and clients to serve.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "kit/command.h"
#include "clients.h"

enum { MOST_WORDS = 16, LONGEST = 256 };

/* Become ipc_helper with the words of TEXT, and without the descriptors that
   the case alone has.  */
static void
be_helper (char *text)
{
  char path[4096], name[] = "ipc_helper";
  char *words[MOST_WORDS + 2];
  int n = 1;

  ipc_helper_path (name, path, sizeof path);
  words[0] = name;
  for (words[n] = strtok (text, " "); words[n] != NULL && n < MOST_WORDS;
       words[n] = strtok (NULL, " "))
    n++;
  words[n] = NULL;
  execv (path, words);
  _exit (127);
}

static struct client
start (const char *out, char *text)
{
  int held = ipc_hold (), in[2], from[2], only[2], fd;
  struct client c;

  IPC_SETUP (pipe (in) == 0 && pipe (from) == 0 && pipe (only) == 0);
  c.pid = ipc_fork ();
  if (c.pid == 0)
    {
      char word[32];

      IPC_SETUP (dup2 (in[0], 0) == 0 && dup2 (from[1], 1) == 1);
      if (out != NULL)
        ipc_have_file (1, out, O_WRONLY | O_CREAT | O_TRUNC);
      ipc_have_file (2, "errors", O_WRONLY | O_CREAT | O_TRUNC);
      for (fd = 3; fd < IPC_FD_END; fd++)
        if (fd != only[1] && fd != from[1])
          close (fd);
      snprintf (word, sizeof word, " child:%d", only[1]);
      if (strncmp (text, "chat ", 5) == 0)
        strcat (text, word);
      ipc_handle (SIGPIPE, SIG_DFL, 0);
      ipc_release (held);
      be_helper (text);
    }
  close (in[0]);
  close (from[1]);
  close (only[1]);
  c.in = in[1];
  c.out = from[0];
  c.child = only[0];
  ipc_release (held);
  return c;
}

struct client
clients_start (const char *words, ...)
{
  char text[LONGEST];
  va_list arguments;

  va_start (arguments, words);
  vsnprintf (text, sizeof text - 32, words, arguments);
  va_end (arguments);
  return start (NULL, text);
}

struct client
clients_start_to (const char *out, const char *words, ...)
{
  char text[LONGEST];
  va_list arguments;

  va_start (arguments, words);
  vsnprintf (text, sizeof text - 32, words, arguments);
  va_end (arguments);
  return start (out, text);
}

int
clients_accept (int listener, const struct client *c)
{
  int held = ipc_hold (), session = -1;
  struct pollfd p[2] = { { -1, POLLIN, 0 }, { -1, POLLIN, 0 } };

  p[0].fd = listener;
  p[1].fd = c->out;
  while (poll (p, 2, -1) == -1)
    IPC_SETUP (errno == EINTR);
  if (p[0].revents != 0)
    {
      session = accept (listener, NULL, NULL);
      IPC_SETUP (session != -1);
    }
  ipc_release (held);
  return session;
}

int
clients_nobody (int listener)
{
  int held = ipc_hold (), nobody = !ipc_is_ready (listener, 0);

  ipc_release (held);
  return nobody;
}

/* How long, in milliseconds, what a client has done may be on its way.  */
enum { ON_ITS_WAY = 2000 };

int
clients_somebody (int listener)
{
  int held = ipc_hold (), somebody = ipc_is_ready (listener, ON_ITS_WAY);

  ipc_release (held);
  return somebody;
}

int
clients_send (int fd, const void *data, size_t size)
{
  int held = ipc_hold (), result = 0;
  const char *at = data;
  ssize_t n;

  ipc_handle (SIGPIPE, SIG_IGN, 0);
  for (; size > 0 && result == 0; size -= n > 0 ? (size_t) n : 0)
    {
      n = write (fd, at, size);
      if (n == -1 && errno != EINTR)
        {
          IPC_SETUP (errno == EPIPE || errno == ECONNRESET);
          result = -1;
        }
      at += n > 0 ? n : 0;
    }
  ipc_release (held);
  return result;
}

int
clients_say (int fd, const char *text)
{
  return clients_send (fd, text, strlen (text));
}

size_t
clients_take (int fd, void *data, size_t size)
{
  int held = ipc_hold ();
  size_t n = 0;
  ssize_t piece = 1;

  while (n < size && piece != 0)
    {
      piece = read (fd, (char *) data + n, size - n);
      if (piece == -1)
        {
          IPC_SETUP (errno == EINTR || errno == ECONNRESET);
          piece = errno == EINTR ? 1 : 0;
          continue;
        }
      n += (size_t) piece;
    }
  ipc_release (held);
  return n;
}

/* SIZE bytes of DATA as text.  */
static const char *
shown (const char *data, size_t size)
{
  static char text[4][LONGEST];
  static int last;
  char *to = text[last = (last + 1) % 4];
  size_t i, n = 0;

  for (i = 0; i < size && n + 8 < LONGEST; i++)
    if (data[i] == '\n')
      n += (size_t) sprintf (to + n, "\\n");
    else if (data[i] == '\r')
      n += (size_t) sprintf (to + n, "\\r");
    else if (isprint ((unsigned char) data[i]))
      to[n++] = data[i];
    else
      n += (size_t) sprintf (to + n, "\\%03o", (unsigned char) data[i]);
  to[n] = '\0';
  return to;
}

const char *
clients_text (int fd, size_t size)
{
  char data[LONGEST];

  return shown (data, clients_take (fd, data,
                                    size < sizeof data ? size : sizeof data));
}

/* Whether TEXT, of SIZE bytes, ends in a blank line, with whatever ends.  */
static int
ends_blank (const char *text, size_t size)
{
  return (size >= 2 && memcmp (text + size - 2, "\n\n", 2) == 0)
         || (size >= 3 && memcmp (text + size - 3, "\n\r\n", 3) == 0);
}

void
clients_end_input (struct client *c)
{
  int held = ipc_hold ();

  if (c->in != -1)
    close (c->in);
  c->in = -1;
  ipc_release (held);
}

void
clients_end_session (int *fd)
{
  int held = ipc_hold ();

  if (*fd != -1)
    close (*fd);
  *fd = -1;
  ipc_release (held);
}

int
clients_join (struct client *c)
{
  int held = ipc_hold (), status = ipc_join_pid (c->pid);

  clients_end_input (c);
  close (c->out);
  close (c->child);
  ipc_release (held);
  return WIFEXITED (status) ? WEXITSTATUS (status) : -1;
}

int
clients_waits (const struct client *c)
{
  struct ipc_child child;

  child.pid = c->pid;
  child.link.in = c->out;
  child.link.out = -1;
  return ipc_await_block_or_tell (&child, "read") == IPC_BLOCKS
         && ipc_await_released (&child, "read") == IPC_BLOCKS;
}

void
clients_kill (struct client *c)
{
  int held = ipc_hold ();

  IPC_SETUP (kill (c->pid, SIGKILL) == 0);
  clients_join (c);
  ipc_release (held);
}

/* Whether more comes to the session FD before C waits for an answer.  */
static int
asks_on (int fd, const struct client *c)
{
  while (!ipc_is_ready (fd, 20))
    if (clients_waits (c))
      return ipc_is_ready (fd, ON_ITS_WAY);
  return 1;
}

const char *
clients_request (int fd, const struct client *c)
{
  char data[LONGEST];
  int held = ipc_hold ();
  size_t n = 0;

  while (n < sizeof data && !ends_blank (data, n) && asks_on (fd, c)
         && clients_take (fd, data + n, 1) == 1)
    n++;
  ipc_release (held);
  return shown (data, n);
}
