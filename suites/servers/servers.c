/* servers.c - what the interactive server says, and to whom.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "kit/command.h"
#include "servers.h"

/* What is sent, and what comes up to the next prompt.  */
static const struct
{
  const char *line;
  const char *answer;
} script[] = {
  { "help\n", "Commands: quit date who cookie motd/" },
  { "\n", "" },
  { " \t\r\n", "" },
  { "DATE\r\n", "2001-09-09 01:46:40/" },
  { "What time is it?\n", "2001-09-09 01:46:40/" },
  { "Who\n", "alice/bob/carol/" },
  { "cookie\r\n", "crumbs, all/" },
  { "MotD\n", "Be nice./Last line/" },
  { "exit\r\n", "(end)" }
};

/* The first line with another answer, or NULL.  */
static const char *
play_script (int fd)
{
  static char wrong[80];
  size_t i;

  if (!client_is_greeted (fd))
    return "no greeting";
  for (i = 0; i < sizeof script / sizeof *script; i++)
    {
      const char *got;

      client_send (fd, script[i].line);
      got = client_hear (fd);
      if (strcmp (got, script[i].answer) != 0)
        {
          snprintf (wrong, sizeof wrong, "%d: %.60s", (int) i, got);
          return wrong;
        }
    }
  return NULL;
}

/* A last line without an end, after which nothing more is sent.  */
static const char *
play_unfinished (int fd)
{
  const char *got;

  if (!client_is_greeted (fd))
    return "no greeting for the second";
  client_send (fd, "motd");
  IPC_SETUP (shutdown (fd, SHUT_WR) == 0);
  got = client_hear (fd);
  if (strcmp (got, "Be nice./Last line/") != 0)
    return "no answer without an end of line";
  return strcmp (client_hear (fd), "(end)") == 0 ? NULL
         : "no end after the client's";
}

IPC_TEST (commands)
{
  struct server s;
  const char *wrong;
  int fd;

  ipc_need_loopback ();
  ipc_make_file ("motd", "Be nice.\nLast line\n");
  server_start (&s, 0, 5, "-");
  IPC_SETUP (s.port != 0);
  IPC_SETUP ((fd = client_connect (s.port)) != -1);
  wrong = play_script (fd);
  close (fd);
  if (wrong == NULL)
    {
      IPC_SETUP ((fd = client_connect (s.port)) != -1);
      wrong = play_unfinished (fd);
      close (fd);
    }
  server_kill (&s);
  ipc_observe (wrong == NULL ? "each as it should" : wrong);
}

/* When the first client has been answered, over the same network, the second
   one has got nothing of what was sent before that.  It has asked by then.  */
static const char *
serve_two (int first, int second)
{
  const char *early;

  client_send (second, "motd\n");
  if (!client_is_served (first) || !client_is_served (first))
    return "the first is not served beside it";
  early = client_got_now (second);
  if (strcmp (early, "EAGAIN") != 0)
    return *early == '\0' ? "the second is turned away" : early;
  if (!client_quits (first))
    return "the first does not end";
  if (!client_is_greeted (second))
    return "the second is not greeted after it";
  client_send (second, "date\n");
  if (strcmp (client_hear (second), "Be nice./") != 0)
    return "what the second has asked is lost";
  if (strcmp (client_hear (second), client_date) != 0)
    return "the second is not served after it";
  return client_quits (second) ? "the second after the first"
         : "the second does not end";
}

IPC_TEST (one_at_a_time)
{
  struct server s;
  int first, second;

  ipc_need_loopback ();
  ipc_make_file ("motd", "Be nice.\n");
  server_start (&s, 0, 5, "-");
  IPC_SETUP (s.port != 0);
  first = client_connect (s.port);
  IPC_SETUP (first != -1 && client_is_greeted (first));
  second = client_connect (s.port);
  if (second == -1)
    ipc_observe ("the second is refused");
  else
    ipc_observe (serve_two (first, second));
  server_kill (&s);
}

/* How long, in milliseconds, what a server has sent before it waits may be on
   its way.  */
enum { ON_ITS_WAY = 2000 };

/* Whether TEXT has come to FD, from which nothing more is on its way than the
   server has sent.  */
static int
has_come (int fd, const char *text)
{
  char got[80];
  size_t size = strlen (text), n = 0;
  int held = ipc_hold ();
  ssize_t piece = 1;

  while (n < size && piece > 0 && ipc_is_ready (fd, ON_ITS_WAY))
    {
      piece = read (fd, got + n, size - n);
      n += piece > 0 ? (size_t) piece : 0;
    }
  ipc_release (held);
  return n == size && memcmp (got, text, size) == 0;
}

IPC_TEST (prompt_bytes)
{
  struct server s;
  int fd;

  ipc_need_loopback ();
  server_start (&s, 0, 5, "-");
  IPC_SETUP (s.port != 0);
  IPC_SETUP ((fd = client_connect (s.port)) != -1);
  ipc_await_blocked (s.pid, "read");
  if (!has_come (fd, "Welcome; help lists the commands.\n"))
    ipc_observe ("no greeting before the answer");
  else if (!has_come (fd, "Command? "))
    ipc_observe ("not before the answer");
  else
    {
      client_send (fd, "\n");
      ipc_observe (*client_hear (fd) == '\0' ? "at once, and whole"
                   : "not whole");
    }
  server_kill (&s);
}

/* Whether S still serves when a client of it has gone before it answers.  */
static int
survives_one (struct server *s)
{
  int fd = client_connect (s->port), serves;

  IPC_SETUP (fd != -1);
  IPC_SETUP (server_says (s, "connection") && client_is_greeted (fd));
  client_send (fd, "hold\n");
  IPC_SETUP (server_says (s, "holding"));
  client_vanish (fd);
  fd = client_connect (s->port);
  serves = fd != -1 && client_is_greeted (fd) && client_is_served (fd)
           && server_says (s, "connection");
  if (fd != -1)
    close (fd);
  return serves;
}

/* A server of which two clients have gone when it answers; what comes of that:
   "serves on" or "killed by SIGPIPE".  */
static const char *
leave_server (const char *options)
{
  static char text[80];
  struct server s;
  int status;

  server_start (&s, 0, 5, options);
  IPC_SETUP (s.port != 0);
  if (survives_one (&s) && survives_one (&s))
    {
      server_kill (&s);
      return "serves on";
    }
  status = server_join (&s);
  if (WIFSIGNALED (status) && WTERMSIG (status) == SIGPIPE)
    return "killed by SIGPIPE";
  snprintf (text, sizeof text, "ends: %s", ipc_status_text (status, 0));
  return text;
}

IPC_TEST (client_vanishes)
{
  const char *defence = ipc_takes ("nosigpipe") ? "masked" : "ignore";
  char careless[80], careful[80];

  ipc_need_loopback ();
  ipc_need_own_signals ();
  snprintf (careless, sizeof careless, "%s", leave_server ("-"));
  snprintf (careful, sizeof careful, "%s", leave_server (defence));
  if (strcmp (careful, "serves on") != 0)
    ipc_observef ("with care: %.60s", careful);
  else if (strcmp (careless, "killed by SIGPIPE") == 0)
    ipc_observe ("shown");
  else
    ipc_observe (strcmp (careless, "serves on") == 0 ? "not shown"
                 : careless);
}
