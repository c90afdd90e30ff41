/* stdio.c - sockets as files: calls and streams that know no sockets.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "sockets.h"

/* What is wrong with descriptors of the connection FD, or NULL.  */
static const char *
calls_wrong (int fd[2])
{
  char got[8] = "";
  int copy = dup (fd[0]), open = ipc_count_descriptors (), other;

  IPC_SETUP (copy != -1);
  other = dup2 (fd[1], copy);
  if (other != copy || ipc_count_descriptors () != open)
    return "dup2()";
  if (write (fd[0], "to", 2) != 2)
    return "write()";
  await_bytes (fd[1], 2);
  if (read (other, got, sizeof got) != 2 || strcmp (got, "to") != 0)
    return "read() of a copy";
  IPC_SETUP (close (other) == 0);
  if (write (fd[1], "back", 4) != 4)
    return "write() when a copy is closed";
  await_bytes (fd[0], 4);
  if (read (fd[0], got, sizeof got) != 4 || strcmp (got, "back") != 0)
    return "read()";
  return NULL;
}

static const char *
streams_wrong (int fd[2])
{
  FILE *out = fdopen (fd[0], "w"), *in = fdopen (fd[1], "r");
  char line[32], end[2];

  IPC_SETUP (out != NULL && in != NULL);
  if (fprintf (out, "%d lines\n", 1) < 0 || fflush (out) != 0)
    return "fprintf()";
  if (fgets (line, sizeof line, in) == NULL
      || strcmp (line, "1 lines\n") != 0)
    return "fgets()";
  if (fclose (out) != 0)
    return "fclose()";
  if (read (fd[1], end, 1) != 0)
    return "close(): the peer sees no end";
  fclose (in);
  return NULL;
}

IPC_TEST (read_write_usable)
{
  const char *wrong;
  int fd[2];

  ipc_need_loopback ();
  stream_pair (AF_INET, fd);
  wrong = calls_wrong (fd);
  if (wrong == NULL)
    wrong = streams_wrong (fd);
  ipc_observef (wrong == NULL ? "all work" : "not %s", wrong);
}

/* A stream of stdio that reads TEXT from the network, and then its end.  */
static FILE *
reader_of (const char *text)
{
  FILE *in;
  int fd[2];

  stream_pair (AF_INET, fd);
  say (fd[0], text);
  close (fd[0]);
  in = fdopen (fd[1], "r");
  IPC_SETUP (in != NULL);
  return in;
}

/* Take a line end off LINE: CR LF, or LF.  Whether there was one.  */
static int
chomp (char *line)
{
  size_t n = strlen (line);

  if (n == 0 || line[n - 1] != '\n')
    return 0;
  line[n - 1] = '\0';
  if (n > 1 && line[n - 2] == '\r')
    line[n - 2] = '\0';
  return 1;
}

IPC_TEST (eol_accept_lf)
{
  static const char *const wanted[] = { "one", "two", "", "three", "" };
  char line[32];
  FILE *in;
  int i;

  ipc_need_loopback ();
  in = reader_of ("one\r\ntwo\n\r\nthree\r\n\n");
  for (i = 0; i < 5; i++)
    if (fgets (line, sizeof line, in) == NULL || !chomp (line)
        || strcmp (line, wanted[i]) != 0)
      {
        ipc_observef ("not line %d", i + 1);
        return;
      }
  ipc_observe (fgets (line, sizeof line, in) == NULL ? "each line"
               : "a line too much");
}

IPC_TEST (eol_lone_cr)
{
  char line[32] = "", next[32] = "";
  FILE *in;

  ipc_need_loopback ();
  in = reader_of ("a\rb\r\r\nc\r");
  if (fgets (line, sizeof line, in) == NULL)
    line[0] = '\0';
  if (fgets (next, sizeof next, in) == NULL)
    next[0] = '\0';
  if (strcmp (line, "a\rb\r\r\n") == 0 && strcmp (next, "c\r") == 0)
    ipc_observe ("data");
  else
    ipc_observe (strcmp (line, "a\r") == 0 || strcmp (line, "a\n") == 0
                 ? "ends the line" : "is lost");
}

/* Count lines from the descriptor *ARG: 10 for each, and the bytes that are
   left of them without their ends.  */
static int
count_lines (struct ipc_link *link, void *arg)
{
  FILE *in = fdopen (*(int *) arg, "r");
  char line[32];
  int count = 0;

  (void) link;
  while (in != NULL && fgets (line, sizeof line, in) != NULL)
    count += chomp (line) ? 10 + (int) strlen (line) : 100;
  return count;
}

/* The reader has taken the first half when it blocks: it was there before
   the reader began.  */
IPC_TEST (eol_split)
{
  struct ipc_child child;
  int fd[2], count;

  ipc_need_loopback ();
  stream_pair (AF_INET, fd);
  say (fd[0], "a\r");
  await_bytes (fd[1], 2);
  child = ipc_start (count_lines, &fd[1]);
  ipc_await_blocked (child.pid, "read");
  say (fd[0], "\nb\r\n");
  shutdown (fd[0], SHUT_WR);
  count = ipc_join_exit (&child);
  ipc_detail ("count %d", count);
  ipc_observe (count == 22 ? "one line end" : count == 32 ? "two line ends"
               : "other lines");
}
