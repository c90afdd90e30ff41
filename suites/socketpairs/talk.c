/* talk.c - talking with oneself: the two programs.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "frame/suite.h"
#include "socketpairs.h"

/* A socket pair in the same form.  */
static int
one_pair (int side[2][2])
{
  int fd[2];

  if (!need_pair (SOCK_STREAM, fd))
    return 0;
  side[0][0] = side[0][1] = fd[0];
  side[1][0] = side[1][1] = fd[1];
  return 1;
}

static void
close_side (const int side[2])
{
  close (side[0]);
  if (side[1] != side[0])
    close (side[1]);
}

/* Read a line, without its newline; what there is, if the file ends or the
   line does not.  */
static void
read_line (int fd, char *line, size_t size)
{
  size_t n = 0;

  while (n < size - 1 && read (fd, line + n, 1) == 1 && line[n] != '\n')
    n++;
  line[n] = '\0';
}

/* Nobody shall wait for the rest of a line that cannot be sent.  */
static void
write_line (int fd, const char *who, long pid)
{
  char line[80];
  int n = snprintf (line, sizeof line, "%s Pid %ld is sending this\n", who,
                    pid);

  if (write (fd, line, (size_t) n) != n)
    close (fd);
}

struct talk
{
  int side[2][2];
  char text[400];               /* what the program has printed */
};

static void
say_read (char *text, size_t size, const char *who, const char *line)
{
  snprintf (text, size, "%s Pid %ld just read this: `%s'\n", who,
            (long) getpid (), line);
}

static int
talk_child (struct ipc_link *link, void *arg)
{
  struct talk *t = arg;
  char line[80], text[200] = "";

  close_side (t->side[0]);
  read_line (t->side[1][0], line, sizeof line);
  say_read (text, sizeof text, "Child", line);
  write_line (t->side[1][1], "Child", (long) getpid ());
  close_side (t->side[1]);
  ipc_send (link, text, sizeof text);
  return 0;
}

/* The document's program over T's sides; returns the child's pid.  */
static long
talk (struct talk *t)
{
  struct ipc_child child;
  char line[80], text[200];

  signal (SIGPIPE, SIG_IGN);
  child = ipc_start (talk_child, t);
  close_side (t->side[1]);
  write_line (t->side[0][1], "Parent", (long) getpid ());
  read_line (t->side[0][0], line, sizeof line);
  say_read (text, sizeof text, "Parent", line);
  close_side (t->side[0]);
  ipc_receive (&child.link, t->text, sizeof text);
  strcat (t->text, text);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  return (long) child.pid;
}

/* What T's program must have printed if its child had the pid CHILD.  */
static void
observe_talk (const struct talk *t, long child)
{
  char expected[400];
  long parent = (long) getpid ();

  snprintf (expected, sizeof expected,
            "Child Pid %ld just read this: `Parent Pid %ld is sending this'\n"
            "Parent Pid %ld just read this: `Child Pid %ld is sending this'\n",
            child, parent, parent, child);
  ipc_detail ("%s", t->text);
  ipc_observe (strcmp (t->text, expected) == 0 ? "both lines"
               : "other lines");
}

IPC_TEST (pipe1)
{
  struct talk t;
  long child;

  IPC_SETUP (two_pipes (t.side) == 0);
  child = talk (&t);
  observe_talk (&t, child);
}

IPC_TEST (pipe2)
{
  struct talk t;
  long child;

  if (!one_pair (t.side))
    return;
  child = talk (&t);
  observe_talk (&t, child);
}

/* Put LETTER in the place of each PID in TEXT.  */
static void
hide_pid (char *text, long pid, char letter)
{
  char digits[32];
  int n = snprintf (digits, sizeof digits, " %ld ", pid);
  char *p;

  while ((p = strstr (text, digits)) != NULL)
    {
      p[1] = letter;
      memmove (p + 2, p + n - 1, strlen (p + n - 1) + 1);
    }
}

IPC_TEST (same_transcript)
{
  struct talk pipes, pair;
  long child;

  if (!one_pair (pair.side))
    return;
  child = talk (&pair);
  hide_pid (pair.text, child, 'C');
  IPC_SETUP (two_pipes (pipes.side) == 0);
  child = talk (&pipes);
  hide_pid (pipes.text, child, 'C');
  hide_pid (pair.text, (long) getpid (), 'P');
  hide_pid (pipes.text, (long) getpid (), 'P');
  ipc_detail ("%s", pair.text);
  IPC_SETUP (strstr (pair.text, "Child Pid C ") != NULL);
  ipc_observe (strcmp (pair.text, pipes.text) == 0 ? "same" : "different");
}

/* Holds side 1; 'o' has it close its copies of side 0, 'm' its own ends.  */
static int
close_child (struct ipc_link *link, void *arg)
{
  struct talk *t = arg;
  char byte;
  ssize_t n;

  ipc_expect (link, 'o');
  close_side (t->side[0]);
  ipc_tell (link, 'o');
  ipc_expect (link, 'r');
  ipc_nonblocking (t->side[1][0], 1);
  n = ipc_read_now (t->side[1][0], &byte, 1);
  ipc_tell (link, n == 0 ? 'e' : 'n');
  ipc_expect (link, 'm');
  close_side (t->side[1]);
  ipc_tell (link, 'm');
  ipc_expect (link, 'q');
  return 0;
}

static char
ask (struct ipc_child *child, char what)
{
  ipc_tell (&child->link, what);
  return ipc_hear (&child->link);
}

/* Each direction twice: with the copy that keeps it open, then without.  */
IPC_TEST (close_unused)
{
  struct talk t;
  struct ipc_child child;
  ssize_t with_copy, without;
  char byte, there;
  int open_still;

  IPC_SETUP (two_pipes (t.side) == 0);
  child = ipc_start (close_child, &t);

  ipc_nonblocking (t.side[0][0], 1);
  ask (&child, 'o');
  close (t.side[0][1]);
  there = ask (&child, 'r');
  ask (&child, 'm');
  with_copy = ipc_read_now (t.side[0][0], &byte, 1);
  open_still = is_empty (with_copy);
  close_side (t.side[1]);
  without = ipc_read_now (t.side[0][0], &byte, 1);
  ipc_detail ("there %c, back with own copy %ld, without %ld", there,
              (long) with_copy, (long) without);
  close (t.side[0][0]);
  ipc_tell (&child.link, 'q');
  IPC_SETUP (ipc_join_exit (&child) == 0);

  if (with_copy == IPC_READ_BLOCKS)
    ipc_observe ("blocks in spite of O_NONBLOCK");
  else if (there != 'e')
    ipc_observe ("no end of file for the child");
  else if (!open_still)
    ipc_observe ("ends while a copy is open");
  else
    ipc_observe (without == 0 ? "end of file both ways"
                 : "no end of file for the parent");
}

/* The echo program copies what it reads until it reads the end, which only
   a half close can give it while the answer is awaited.  */
IPC_TEST (survives_fork_exec)
{
  static const char sent[] = "over and out";
  char helper[1024], got[40];
  size_t n = 0;
  ssize_t piece;
  int fd[2], status;
  pid_t pid;

  if (!need_pair (SOCK_STREAM, fd))
    return;
  ipc_helper_path ("ipc_helper", helper, sizeof helper);
  signal (SIGPIPE, SIG_IGN);
  IPC_SETUP (write (fd[0], sent, sizeof sent) == (ssize_t) sizeof sent);
  IPC_SETUP (shutdown (fd[0], SHUT_WR) == 0);
  pid = ipc_fork ();
  if (pid == 0)
    {
      IPC_SETUP (dup2 (fd[1], 0) == 0 && dup2 (fd[1], 1) == 1);
      close (fd[0]);
      close (fd[1]);
      execl (helper, "ipc_helper", "echo", (char *) NULL);
      _exit (127);
    }
  close (fd[1]);
  while (n < sizeof got
         && (piece = read (fd[0], got + n, sizeof got - n)) > 0)
    n += (size_t) piece;
  status = ipc_join_pid (pid);
  ipc_detail ("%lu bytes came back, wait status %#x", (unsigned long) n,
              (unsigned) status);
  ipc_observe (n == sizeof sent && memcmp (got, sent, n) == 0 && status == 0
               ? "echoed" : "not echoed");
}
