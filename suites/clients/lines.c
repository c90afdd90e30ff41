/* lines.c - lines from and to a server, by streams of stdio.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "clients.h"

/* A stream on a duplicate of FD.  */
static FILE *
stream_on (int fd, const char *mode)
{
  int copy = dup (fd);
  FILE *stream = copy == -1 ? NULL : fdopen (copy, mode);

  IPC_SETUP (stream != NULL);
  return stream;
}

/* A line from FD, byte by byte.  */
static void
read_line (int fd, char *line, size_t size)
{
  size_t n = 0;

  while (n + 1 < size && read (fd, line + n, 1) == 1)
    if (line[n++] == '\n')
      break;
  line[n] = '\0';
}

/* All is there before the first line is read: by bytes the rest stays in the
   socket, by a stream with that.  */
IPC_TEST (one_line)
{
  static const char lines[] = "first\r\nsecond\nand no end";
  char line[32] = "", by_bytes[32];
  const char *left;
  FILE *in;
  int fd[2];

  ipc_need_loopback ();
  clients_connection (fd);
  clients_say (fd[1], lines);
  shutdown (fd[1], SHUT_WR);
  read_line (fd[0], by_bytes, sizeof by_bytes);
  left = clients_text (fd[0], 100);
  if (strcmp (by_bytes, "first\r\n") != 0
      || strcmp (left, "second\\nand no end") != 0)
    {
      ipc_observef ("by bytes, then: %.40s", left);
      return;
    }
  clients_connection (fd);
  clients_say (fd[1], lines);
  shutdown (fd[1], SHUT_WR);
  in = stream_on (fd[0], "r");
  if (fgets (line, sizeof line, in) == NULL || strcmp (line, "first\r\n") != 0)
    ipc_observe ("another first line");
  else if (fgets (line, sizeof line, in) == NULL
           || strcmp (line, "second\n") != 0)
    ipc_observe ("another second line");
  else
    ipc_observe (fgets (line, sizeof line, in) != NULL
                 && strcmp (line, "and no end") == 0 && feof (in)
                 ? "one, and the rest stays" : "another rest");
}

enum { LINES = 1000, LONGEST = 128, PIECE = 517 };

/* Line I: of its own length, with the end of its kind.  */
static void
make_line (char *line, int i)
{
  char letters[LONGEST - 16];

  clients_letters (letters, i % 100 == 50 ? 104 : (size_t) i % 23);
  sprintf (line, "%d %s%s", i, letters,
           i == LINES - 1 ? "" : i % 2 == 0 ? "\n" : "\r\n");
}

/* What a reader has got.  */
struct lines
{
  int n, wrong;
};

static int
read_lines (struct ipc_link *link, void *arg)
{
  char line[LONGEST], wanted[LONGEST];
  struct lines got = { 0, 0 };
  const int *fd = arg;
  FILE *in;

  close (fd[1]);
  in = stream_on (fd[0], "r");
  for (; fgets (line, sizeof line, in) != NULL; got.n++)
    if (got.n < LINES)
      {
        make_line (wanted, got.n);
        got.wrong += strcmp (line, wanted) != 0;
      }
  ipc_send (link, &got, sizeof got);
  return 0;
}

/* Send all lines to FD, in pieces that end within lines.  When READER waits
   for the next one, it has the last one.  */
static void
send_lines (struct ipc_child *reader, int fd)
{
  static char text[LINES * LONGEST];
  size_t size = 0, at;
  int i;

  for (i = 0; i < LINES; i++)
    {
      make_line (text + size, i);
      size += strlen (text + size);
    }
  for (at = 0; at < size; at += PIECE)
    {
      ipc_await_block_or_tell (reader, "read");
      clients_send (fd, text + at, size - at < PIECE ? size - at : PIECE);
    }
}

IPC_TEST (all_lines)
{
  struct ipc_child reader;
  struct lines got;
  int fd[2];

  ipc_need_loopback ();
  clients_connection (fd);
  reader = ipc_start (read_lines, fd);
  close (fd[0]);
  send_lines (&reader, fd[1]);
  close (fd[1]);
  ipc_receive (&reader.link, &got, sizeof got);
  IPC_SETUP (ipc_join_exit (&reader) == 0);
  if (got.n == LINES && got.wrong == 0)
    ipc_observe ("each line, to the end");
  else
    ipc_observef ("%d lines of %d, %d wrong", got.n, LINES, got.wrong);
}

/* What was not sent by the newline can be sent no more.  */
IPC_TEST (send_line)
{
  static const char wanted[] = "some data\\nmore of it\\nlast\\n";
  char line[LONGEST] = "";
  const char *came;
  FILE *in, *out;
  int fd[2];

  ipc_need_loopback ();
  clients_connection (fd);
  in = stream_on (fd[0], "r");
  out = stream_on (fd[0], "w");
  IPC_SETUP (setvbuf (out, NULL, _IOLBF, BUFSIZ) == 0);
  IPC_SETUP (fputs ("some data\n", out) != EOF);
  IPC_SETUP (fputs ("more ", out) != EOF && fputs ("of it\n", out) != EOF);
  IPC_SETUP (fputs ("last\nhalf a line", out) != EOF);
  IPC_SETUP (shutdown (fd[0], SHUT_WR) == 0);
  came = clients_text (fd[1], 100);
  ipc_detail ("%s", came);
  clients_say (fd[1], "some data\n");
  if (strncmp (came, wanted, sizeof wanted - 1) != 0)
    ipc_observe (*came == '\0' ? "stays in the buffer" : "another line");
  else
    ipc_observe (fgets (line, sizeof line, in) != NULL
                 && strcmp (line, "some data\n") == 0
                 ? "arrives, and is answered" : "another answer");
}

/* What comes of a question that a client asks of a server that has said
   "one\ntwo\n" and ends: by one stream for both ways, or by two.  */
struct talk
{
  char first[LONGEST], second[LONGEST];
  const char *asked;            /* what the server gets */
  int refused;                  /* it could not ask, and was told so */
};

static void
read_or_not (char *line, FILE *in)
{
  if (fgets (line, LONGEST, in) == NULL)
    *line = '\0';
}

/* LATE: it asks when it has read a line, and else before that.  */
static void
talk (struct talk *t, int is_one, int is_late)
{
  int fd[2];
  FILE *in, *out;

  clients_connection (fd);
  clients_say (fd[1], "one\ntwo\n");
  shutdown (fd[1], SHUT_WR);
  in = stream_on (fd[0], is_one ? "r+" : "r");
  out = is_one ? in : stream_on (fd[0], "w");
  if (is_late)
    read_or_not (t->first, in);
  t->refused = fputs ("ask\n", out) == EOF;
  IPC_SETUP (!t->refused || is_one);
  if (!is_one || is_late)
    fflush (out);
  if (!is_late)
    read_or_not (t->first, in);
  clearerr (in);
  read_or_not (t->second, in);
  IPC_SETUP (shutdown (fd[0], SHUT_WR) == 0);
  t->asked = clients_text (fd[1], 100);
  if (!is_one)
    fclose (out);
  fclose (in);
  close (fd[0]);
  close (fd[1]);
}

static int
is_well (const struct talk *t)
{
  return strcmp (t->first, "one\n") == 0 && strcmp (t->second, "two\n") == 0
         && strcmp (t->asked, t->refused ? "" : "ask\\n") == 0;
}

/* Whether GOT is WANTED, or missing.  */
static int
is_or_lacks (const char *got, const char *wanted)
{
  return *got == '\0' || strcmp (got, wanted) == 0;
}

static int
loses_at_most (const struct talk *t)
{
  return is_or_lacks (t->first, "one\n") && is_or_lacks (t->second, "two\n")
         && is_or_lacks (t->asked, "ask\\n");
}

IPC_TEST (rw_stdio)
{
  struct talk early, late, defended[2];

  ipc_need_loopback ();
  talk (&early, 1, 0);
  talk (&late, 1, 1);
  talk (&defended[0], 0, 0);
  talk (&defended[1], 0, 1);
  ipc_detail ("write, read: %s; read, write: %s",
              is_well (&early) ? "well"
              : *early.asked == '\0' ? "not asked" : "garbled",
              is_well (&late) ? late.refused ? "refused" : "well"
              : *late.second == '\0' ? "a line is lost" : "garbled");
  if (!is_well (&defended[0]) || !is_well (&defended[1]))
    ipc_observe ("undefended");
  else if (!loses_at_most (&early) || !loses_at_most (&late))
    ipc_observe ("garbles what it does not lose");
  else
    ipc_observe (is_well (&early) && is_well (&late) ? "not shown" : "shown");
}
