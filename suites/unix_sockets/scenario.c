/* scenario.c - the page's server, and a gateway.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "kit/command.h"
#include "unix_sockets.h"

/* A server at "catsock" whose lines the case reads, and whose command waits
   for the case.  */
struct server
{
  struct ipc_link_pair pair;
  struct ipc_link link;
  pid_t pid;
};

static void
start_server (struct server *s, const char *how)
{
  char helper[1100], hold[24];

  ipc_helper_path ("ipc_helper", helper, sizeof helper);
  ipc_lead_open (&s->pair, "SAY", "HOLD");
  snprintf (hold, sizeof hold, "hold:%s", getenv ("HOLD"));
  s->pid = ipc_fork ();
  if (s->pid == 0)
    {
      IPC_SETUP (dup2 (atoi (getenv ("SAY")), 1) == 1);
      ipc_have_file (2, "errors", O_WRONLY | O_CREAT | O_TRUNC);
      close (s->pair.fd[0]);
      close (s->pair.fd[3]);
      close (s->pair.fd[1]);
      execl (helper, "ipc_helper", "catsock-server", how, "catsock", helper,
             "act", hold, "print:fortune", (char *) NULL);
      _exit (127);
    }
  s->link = ipc_link_parent (&s->pair);
}

static void
end_server (struct server *s)
{
  int status;

  kill (s->pid, SIGKILL);
  status = ipc_join_pid (s->pid);
  IPC_SETUP (WIFSIGNALED (status));
  ipc_link_close (&s->link);
}

/* The pid in a line "WORD PID status 0"; 0 if it is another line.  */
static long
pid_said (struct ipc_link *link, const char *word)
{
  const char *line = ipc_lead_line (link);
  char expected[80];
  long pid = strncmp (line, word, strlen (word)) == 0
             ? strtol (line + strlen (word), NULL, 10) : 0;

  snprintf (expected, sizeof expected, "%s %ld status 0", word, pid);
  return strcmp (line, expected) == 0 ? pid : 0;
}

enum { CLIENTS = 3 };

/* Whether what the client I got is the greeting, then the fortune.  */
static int
was_served (int i)
{
  char out[24];
  const char *text, *end;

  snprintf (out, sizeof out, "out%d", i);
  text = ipc_file_text (out);
  end = strchr (text, '/');
  return strncmp (text, "Hello there, it's now ", 22) == 0 && end != NULL
         && strcmp (end, "/fortune/") == 0;
}

/* CLIENTS at once, all of which are there before any is served.  */
static const char *
serve_clients (struct server *s)
{
  char helper[] = "ipc_helper", word[] = "catsock", name[] = "catsock";
  char *argv[4];
  pid_t client[CLIENTS];
  long begat = 0, reaped = 0, pid;
  int i, good = 1;

  argv[0] = helper;
  argv[1] = word;
  argv[2] = name;
  argv[3] = NULL;
  for (i = 0; i < CLIENTS; i++)
    {
      char out[24];

      snprintf (out, sizeof out, "out%d", i);
      client[i] = local_program (argv, out);
      if (strcmp (ipc_lead_line (&s->link), "connection ") != 0
          || (pid = pid_said (&s->link, "begat")) <= 0)
        return "logs no connection";
      begat += pid;
    }
  for (i = 0; i < CLIENTS; i++)
    ipc_tell (&s->link, 'g');
  for (i = 0; i < CLIENTS; i++)
    reaped += pid_said (&s->link, "reaped");
  for (i = 0; i < CLIENTS; i++)
    good = ipc_join_pid (client[i]) == 0 && was_served (i) && good;
  return begat != reaped ? "does not reap all" : good ? NULL
         : "clients get something else";
}

IPC_TEST (server)
{
  struct server s;
  const char *wrong;

  start_server (&s, "keep");
  IPC_SETUP (strcmp (ipc_lead_line (&s.link), "started catsock") == 0);
  end_server (&s);
  start_server (&s, "keep");
  if (*ipc_lead_line (&s.link) != '\0'
      || strcmp (ipc_file_text ("errors"), "bind: EADDRINUSE/") != 0)
    {
      end_server (&s);
      ipc_observe ("starts over a name that is left");
      return;
    }
  ipc_join_pid (s.pid);
  ipc_link_close (&s.link);
  start_server (&s, "unlink");
  if (strcmp (ipc_lead_line (&s.link), "started catsock") != 0)
    {
      ipc_join_pid (s.pid);
      ipc_observef ("does not start: %s", ipc_file_text ("errors"));
      return;
    }
  wrong = serve_clients (&s);
  end_server (&s);
  ipc_observe (wrong == NULL ? "serves three at once, reaps them, restarts"
               : wrong);
}

/* Answer the line that comes on FD with its letters reversed.  */
static void
answer (int fd)
{
  char got[32], back[32];
  int n = 0, i;

  while (n < 31 && read (fd, got + n, 1) == 1 && got[n] != '\n')
    n++;
  for (i = 0; i < n; i++)
    back[i] = got[n - 1 - i];
  back[n] = '\n';
  IPC_SETUP (write (fd, back, (size_t) n + 1) == n + 1);
  close (fd);
}

/* The private server: answers until the case wants to know how many
   connections there were.  */
static int
serve_private (struct ipc_link *link, void *arg)
{
  int listener, count = 0;
  struct pollfd p[2];

  (void) arg;
  listener = local_listener ("private/sock");
  ipc_tell (link, 'l');
  p[0].fd = listener;
  p[1].fd = link->in;
  p[0].events = p[1].events = POLLIN;
  for (;;)
    {
      IPC_SETUP (poll (p, 2, -1) > 0);
      if (p[0].revents == 0)
        break;
      answer (local_session (listener));
      count++;
    }
  ipc_expect (link, 'q');
  ipc_send (link, &count, sizeof count);
  return 0;
}

/* What the gateway makes of REQUEST: what it prints, and its status.  */
static const char *
ask_gateway (char *request)
{
  char helper[] = "ipc_helper", word[] = "gateway", name[] = "private/sock";
  static char text[80];
  char *argv[5];
  int status;

  argv[0] = helper;
  argv[1] = word;
  argv[2] = name;
  argv[3] = request;
  argv[4] = NULL;
  status = ipc_join_pid (local_program (argv, "out"));
  snprintf (text, sizeof text, "%d %.40s", WEXITSTATUS (status),
            ipc_file_text ("out"));
  return text;
}

/* Whether nobody but its owner reaches what is in the directory NAME.  */
static int
is_private (const char *name)
{
  struct stat st;

  IPC_SETUP (lstat (name, &st) == 0);
  return (st.st_mode & 0077) == 0;
}

IPC_TEST (db_proxy)
{
  char first[] = "abc", bad[] = "abc; drop", last[] = "xyz";
  char said[3][64], text[200];
  struct ipc_child server;
  int count;

  IPC_SETUP (mkdir ("private", 0700) == 0);
  server = ipc_start (serve_private, NULL);
  ipc_expect (&server.link, 'l');
  snprintf (said[0], sizeof said[0], "%.60s", ask_gateway (first));
  snprintf (said[1], sizeof said[1], "%.60s", ask_gateway (bad));
  snprintf (said[2], sizeof said[2], "%.60s", ask_gateway (last));
  snprintf (text, sizeof text, "%s, %s, %s", said[0], said[1], said[2]);
  ipc_tell (&server.link, 'q');
  ipc_receive (&server.link, &count, sizeof count);
  IPC_SETUP (ipc_join_exit (&server) == 0);
  ipc_detail ("%s; %d connections", text, count);
  if (strcmp (text, "0 cba/, 3 , 0 zyx/") != 0)
    ipc_observe ("other answers");
  else if (!is_private ("private"))
    ipc_observe ("the server is open to others");
  else
    ipc_observe (count == 2 ? "two answers, one refusal, two connections"
                 : "connects for a bad request");
}
