/* lines.c - lines and messages over a stream, and what ends them.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "kit/command.h"
#include "sockets.h"

enum { MOST = 512 };

/* All that read() gives of FD up to its end, or SIZE bytes; how many.  */
static size_t
read_all (int fd, char *data, size_t size)
{
  size_t n = 0;
  ssize_t piece = 1;

  while (n < size && (piece = read (fd, data + n, size - n)) > 0)
    n += (size_t) piece;
  IPC_SETUP (piece != -1);
  return n;
}

/* The same by recv().  */
static size_t
take_all (int fd, char *data, size_t size)
{
  size_t n = 0;
  ssize_t piece = 1;

  while (n < size && (piece = recv (fd, data + n, size - n, 0)) > 0)
    n += (size_t) piece;
  IPC_SETUP (piece != -1);
  return n;
}

/* A line from FD, byte by byte: without what follows there is no knowing
   where it ends.  */
static const char *
take_line (int fd, char *line, size_t size)
{
  size_t n = 0;

  while (n + 1 < size && read (fd, line + n, 1) == 1)
    if (line[n++] == '\n')
      break;
  line[n] = '\0';
  return line;
}

/* A program on the socket FD: its standard input and output.  */
static pid_t
start_on (int fd, int other, const char *word)
{
  char path[4096];
  pid_t pid;

  ipc_helper_path ("ipc_helper", path, sizeof path);
  pid = ipc_fork ();
  if (pid == 0)
    {
      close (other);
      if (dup2 (fd, STDIN_FILENO) == STDIN_FILENO
          && dup2 (fd, STDOUT_FILENO) == STDOUT_FILENO)
        execl (path, "ipc_helper", word, word[0] == 'n' ? "-u" : NULL,
               (char *) NULL);
      _exit (1);
    }
  close (fd);
  return pid;
}

static void
say_slowly (int fd, const char *text)
{
  for (; *text != '\0'; text++)
    IPC_SETUP (send (fd, text, 1, 0) == 1);
}

/* The program answers each line when it is whole, with its number, and all
   that come in one piece.  */
IPC_TEST (end_of_message_line)
{
  static const char *const wanted[] = {
    "     1\tfirst\n", "     2\tsecond\n", "     3\tthird\n",
    "     4\tfourth\n"
  };
  char line[64];
  int fd[2], i, wrong = 0;
  pid_t pid;

  ipc_need_loopback ();
  stream_pair (AF_INET, fd);
  pid = start_on (fd[1], fd[0], "number");
  say_slowly (fd[0], "first\n");
  wrong = strcmp (take_line (fd[0], line, sizeof line), wanted[0]) != 0;
  say_slowly (fd[0], "second\n");
  say (fd[0], "third\nfourth\n");
  shutdown (fd[0], SHUT_WR);
  for (i = 1; i < 4; i++)
    wrong |= strcmp (take_line (fd[0], line, sizeof line), wanted[i]) != 0;
  ipc_detail ("last: %s", line);
  if (ipc_join_pid (pid) != 0)
    ipc_observe ("the program fails");
  else if (wrong)
    ipc_observe ("other answers");
  else
    ipc_observe (take_all (fd[0], line, 1) == 0
                 ? "one answer for each line" : "answers too much");
}

/* The pieces of a message whose lines that begin with a dot have another one
   before it; what is to come of it.  */
static const char *const pieces[] = {
  "one\r\n.", ".two\r", "\n..\r\n...", "\r\nend.\r\n", "\r\n.", "\r", "\nnext"
};
static const char message[] = "one\n.two\n.\n..\nend.\n\n";

/* Each piece on its own, when the one before has been read.  */
static int
send_pieces (struct ipc_link *link, void *arg)
{
  size_t i;

  for (i = 0; i < sizeof pieces / sizeof *pieces; i++)
    {
      ipc_expect (link, 'g');
      say (*(int *) arg, pieces[i]);
    }
  return shutdown (*(int *) arg, SHUT_WR);
}

/* Add BYTE to the TEXT of *N bytes.  Whether that was the end.  */
static int
add_byte (char *text, size_t *n, char byte)
{
  static size_t line;

  if (*n + 1 >= MOST)
    return 1;
  text[(*n)++] = byte;
  if (byte != '\n')
    return 0;
  if (*n - line >= 2 && text[*n - 2] == '\r')
    text[--*n - 1] = '\n';
  if (text[line] == '.' && *n - line == 2)
    {
      *n = line;
      return 1;
    }
  if (text[line] == '.')
    memmove (text + line, text + line + 1, --*n - line);
  line = *n;
  return 0;
}

IPC_TEST (end_of_message_dot)
{
  struct ipc_child child;
  struct pollfd p = { -1, POLLIN, 0 };
  char text[MOST + 1], piece[32], rest[8] = "";
  size_t i, n = 0, past = 0;
  ssize_t got = 1, k;
  int fd[2], ended = 0;

  ipc_need_loopback ();
  stream_pair (AF_INET, fd);
  child = ipc_start (send_pieces, &fd[0]);
  p.fd = fd[1];
  for (i = 0; got > 0; i++)
    {
      if (i < sizeof pieces / sizeof *pieces)
        ipc_tell (&child.link, 'g');
      IPC_SETUP (poll (&p, 1, -1) == 1);
      got = recv (fd[1], piece, sizeof piece, 0);
      for (k = 0; k < got; k++)
        if (!ended)
          ended = add_byte (text, &n, piece[k]);
        else if (past + 1 < sizeof rest)
          rest[past++] = piece[k];
    }
  ipc_join_exit (&child);
  text[n] = '\0';
  ipc_observe (!ended ? "does not end"
               : strcmp (text, message) != 0 ? "another message"
               : strcmp (rest, "next") != 0 ? "takes what follows"
               : "whole, and ended");
}

/* Undefended: who takes a read() for a message.  Defended: a length before
   each.  */
IPC_TEST (stream_no_boundaries)
{
  char got[16] = "", framed[16];
  int fd[2], waiting = -1;
  ssize_t n;
  size_t m;

  ipc_need_loopback ();
  stream_pair (AF_INET, fd);
  say (fd[0], "one");
  say (fd[0], "three");
  await_bytes (fd[1], 8);
  IPC_SETUP (ioctl (fd[1], FIONREAD, &waiting) == 0);
  n = read (fd[1], got, sizeof got);
  ipc_detail ("%d bytes wait, read() gives %ld", waiting, (long) n);
  if (n == 3)
    IPC_SETUP (read (fd[1], got + 3, sizeof got - 3) == 5);
  if (waiting != 8 || (n != 8 && n != 3))
    {
      ipc_observef ("%d bytes wait, %s", waiting, ipc_gave (n));
      return;
    }
  say (fd[0], "\3one");
  say (fd[0], "\5three");
  shutdown (fd[0], SHUT_WR);
  m = take_all (fd[1], framed, sizeof framed);
  if (memcmp (got, "onethree", 8) != 0 || m != 10 || framed[0] != 3
      || memcmp (framed + 1, "one", 3) != 0 || framed[4] != 5
      || memcmp (framed + 5, "three", 5) != 0)
    ipc_observe ("undefended");
  else
    ipc_observe (n == 8 ? "shown" : "not shown");
}

IPC_TEST (eol_exact_bytes)
{
  unsigned char got[16];
  char text[64] = "";
  FILE *out;
  size_t i, n, m = 0;
  int fd[2];

  ipc_need_loopback ();
  stream_pair (AF_INET, fd);
  out = fdopen (fd[0], "w");
  IPC_SETUP (out != NULL);
  IPC_SETUP (fputs ("\r\n", out) != EOF && fflush (out) == 0);
  IPC_SETUP (write (fd[0], "\r\n", 2) == 2);
  IPC_SETUP (fclose (out) == 0);
  n = take_all (fd[1], (char *) got, sizeof got);
  for (i = 0; i < n; i++)
    m += (size_t) snprintf (text + m, sizeof text - m, "%s%d",
                            i > 0 ? ", " : "", got[i]);
  ipc_observe (strcmp (text, "13, 10, 13, 10") == 0 ? "13, 10" : text);
}

IPC_TEST (eol_no_translation)
{
  enum { SIZE = 260 };
  unsigned char sent[SIZE], got[2][2 * SIZE];
  size_t n[2];
  int fd[2], i;

  ipc_need_loopback ();
  for (i = 0; i < 256; i++)
    sent[i] = (unsigned char) i;
  memcpy (sent + 256, "\r\n\n\r", 4);
  stream_pair (AF_INET, fd);
  IPC_SETUP (send (fd[0], sent, sizeof sent, 0) == (ssize_t) sizeof sent);
  IPC_SETUP (write (fd[1], sent, sizeof sent) == (ssize_t) sizeof sent);
  shutdown (fd[0], SHUT_WR);
  shutdown (fd[1], SHUT_WR);
  n[0] = read_all (fd[0], (char *) got[0], sizeof got[0]);
  n[1] = take_all (fd[1], (char *) got[1], sizeof got[1]);
  if (n[0] != SIZE || n[1] != SIZE)
    ipc_observef ("%d and %d bytes of %d", (int) n[0], (int) n[1], SIZE);
  else
    ipc_observe (memcmp (got[0], sent, SIZE) == 0
                 && memcmp (got[1], sent, SIZE) == 0
                 ? "all as sent" : "other bytes");
}
