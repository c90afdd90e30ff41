/* client.c - the page's client.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "kit/command.h"
#include "unix_sockets.h"

pid_t
local_program (char **argv, const char *out)
{
  char helper[1100];
  pid_t pid;

  ipc_helper_path ("ipc_helper", helper, sizeof helper);
  pid = ipc_fork ();
  if (pid == 0)
    {
      ipc_have_file (1, out, O_WRONLY | O_CREAT | O_TRUNC);
      ipc_have_file (2, "errors", O_WRONLY | O_CREAT | O_TRUNC);
      execv (helper, argv);
      _exit (127);
    }
  return pid;
}

/* The exit status of the client for NAME; its output is in OUT.  */
static int
run_client (char *name, const char *out)
{
  char verb[] = "ipc_helper", word[] = "catsock", inet[] = "catsock-inet";
  char *argv[4];

  argv[0] = verb;
  argv[1] = ipc_takes ("local_inet") ? inet : word;
  argv[2] = name;
  argv[3] = NULL;
  return ipc_join_pid (local_program (argv, out));
}

/* Many more lines than a buffer holds.  */
enum { LINES = 3000 };

/* Serves one client at "sock", which may go before the last line.  */
static int
serve_lines (struct ipc_link *link, void *arg)
{
  int listener = local_listener (arg), session, i;
  char line[16];

  ipc_handle (SIGPIPE, SIG_IGN, 0);
  ipc_tell (link, 'l');
  session = local_session (listener);
  ipc_put (session, "first\nsec");
  ipc_put (session, "ond\n\n");
  for (i = 0; i < LINES; i++)
    {
      snprintf (line, sizeof line, "line %d\n", i);
      if (write (session, line, strlen (line)) == -1)
        return 0;
    }
  ipc_put (session, "last, without an end");
  return 0;
}

/* Whether the file OUT has just those.  */
static int
are_all (const char *out)
{
  FILE *file = fopen (out, "r");
  char line[40], expected[16];
  int i, good;

  IPC_SETUP (file != NULL);
  good = fgets (line, sizeof line, file) != NULL
         && strcmp (line, "first\n") == 0
         && fgets (line, sizeof line, file) != NULL
         && strcmp (line, "second\n") == 0
         && fgets (line, sizeof line, file) != NULL
         && strcmp (line, "\n") == 0;
  for (i = 0; i < LINES; i++)
    {
      snprintf (expected, sizeof expected, "line %d\n", i);
      good = good && fgets (line, sizeof line, file) != NULL
             && strcmp (line, expected) == 0;
    }
  good = good && fgets (line, sizeof line, file) != NULL
         && strcmp (line, "last, without an end") == 0
         && fgets (line, sizeof line, file) == NULL;
  fclose (file);
  return good;
}

IPC_TEST (client)
{
  char sock[] = "sock", dead[] = "dead", missing[] = "missing";
  struct ipc_child server;
  int status, refused, absent, all;

  close (local_listener (dead));
  server = ipc_start (serve_lines, sock);
  ipc_expect (&server.link, 'l');
  status = run_client (sock, "out");
  if (!WIFEXITED (status) || WEXITSTATUS (status) != 0)
    {
      ipc_end (&server);
      ipc_observef ("fails: %s", ipc_file_text ("errors"));
      return;
    }
  IPC_SETUP (ipc_join_exit (&server) == 0);
  all = are_all ("out");
  refused = run_client (dead, "out");
  refused = WEXITSTATUS (refused) == 1
            && strcmp (ipc_file_text ("errors"), "connect: ECONNREFUSED/")
               == 0;
  absent = run_client (missing, "out");
  absent = WEXITSTATUS (absent) == 1
           && strcmp (ipc_file_text ("errors"), "connect: ENOENT/") == 0;
  if (!all)
    ipc_observe ("other lines");
  else
    ipc_observe (refused && absent ? "all lines; says what fails"
                 : "all lines; does not say what fails");
}
