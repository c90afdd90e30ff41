/* lives.c - who goes on when others end, and who writes beside others.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "sharing.h"

/* A process at the end of a pipe, whose parent ends.  */
struct orphan
{
  struct ipc_link_pair pair;
  int fd[2];
};

/* Say that it is there, answer what comes by the pipe, and end with that:
   nobody but the case has the other end.  */
static void
answer_pipe (struct orphan *o)
{
  struct ipc_link link = ipc_link_child (&o->pair);
  pid_t parent = getppid ();
  char byte;

  if (ipc_mapped ("setsid"))
    IPC_SETUP (setsid () != -1);
  close (o->fd[1]);
  ipc_tell (&link, 'r');
  while (read (o->fd[0], &byte, 1) == 1)
    ipc_tell (&link, getppid () != parent ? 'a' : 's');
  _exit (0);
}

static int
make_orphan (struct ipc_link *link, void *arg)
{
  struct orphan *o = arg;
  pid_t pid = fork ();

  IPC_SETUP (pid != -1);
  if (pid == 0)
    answer_pipe (o);
  ipc_expect (link, 'x');
  return 0;
}

IPC_TEST (outlive_parent)
{
  struct ipc_child parent;
  struct ipc_link link;
  struct orphan o;
  int answer, second;

  ipc_handle (SIGPIPE, SIG_IGN, 0);
  ipc_link_open (&o.pair);
  ipc_pipe (o.fd);
  parent = ipc_start (make_orphan, &o);
  link = ipc_link_parent (&o.pair);
  close (o.fd[0]);
  ipc_expect (&link, 'r');
  ipc_tell (&parent.link, 'x');
  IPC_SETUP (ipc_join_exit (&parent) == 0);
  IPC_SETUP (write (o.fd[1], "?", 1) == 1 || errno == EPIPE);
  answer = ipc_hear_end (&link);
  IPC_SETUP (write (o.fd[1], "?", 1) == 1 || errno == EPIPE);
  second = answer != -1 ? ipc_hear_end (&link) : -1;
  close (o.fd[1]);
  if (answer != second)
    ipc_observe (second == -1 ? "outlives for a moment" : "changes its mind");
  else if (answer == -1)
    ipc_observe ("ends, too");
  else
    {
      IPC_SETUP (ipc_hear_end (&link) == -1);
      ipc_observe (answer == 'a' ? "outlives" : "keeps its parent");
    }
  ipc_link_close (&link);
}

/* Two processes that append.  Neither is more than AHEAD records before the
   other, so that they do write at the same time, however they are
   scheduled.  */
enum { RECORDS = 1000, RECORD_SIZE = 61, LONG_SIZE = 9001, HEAD = 5,
       AHEAD = 20 };

struct appending
{
  volatile int *done;           /* how many records, by each */
  int number;
};

/* One in ten is of some pages.  */
static size_t
size_of_record (int n)
{
  return n % 10 == 5 ? LONG_SIZE : RECORD_SIZE;
}

static void
make_record (char record[LONG_SIZE], int number, int n)
{
  size_t size = size_of_record (n);

  memset (record, 'a' + number, size);
  snprintf (record, HEAD + 1, "%c%04d", 'A' + number, n);
  record[HEAD] = (char) ('a' + number);
  record[size - 1] = '\n';
}

/* Under a lock where the file itself does not do it.  */
static int
append (int fd, const char *record, size_t size)
{
  int locks = ipc_mapped ("flock"), ok;

  if (locks && (flock (fd, LOCK_EX) == -1 || lseek (fd, 0, SEEK_END) == -1))
    return 0;
  ok = write (fd, record, size) == (ssize_t) size;
  return !locks || flock (fd, LOCK_UN) == 0 ? ok : 0;
}

static int
append_all (struct ipc_link *link, void *arg)
{
  struct appending *a = arg;
  char record[LONG_SIZE];
  int fd, n, ok = 1;

  fd = open ("log", ipc_mapped ("flock") ? O_WRONLY : O_WRONLY | O_APPEND);
  IPC_SETUP (fd != -1);
  ipc_tell (link, 'o');
  ipc_expect (link, 'g');
  for (n = 0; n < RECORDS && ok; n++)
    {
      while (n > a->done[!a->number] + AHEAD)
        sched_yield ();
      make_record (record, a->number, n);
      ok = append (fd, record, size_of_record (n));
      a->done[a->number] = n + 1;
    }
  a->done[a->number] = RECORDS;
  return ok ? 0 : 1;
}

/* What is wrong with the file, or NULL; *TURNS: how often the other went
   on.  */
static const char *
wrong_log (int *turns)
{
  char record[LONG_SIZE], wanted[LONG_SIZE];
  FILE *log = fopen ("log", "r");
  int next[2] = { 0, 0 }, last = -1, who;
  size_t rest;

  IPC_SETUP (log != NULL);
  while ((rest = fread (record, 1, HEAD, log)) == HEAD)
    {
      who = record[0] - 'A';
      if (who != 0 && who != 1)
        return "torn";
      rest = size_of_record (next[who]) - HEAD;
      make_record (wanted, who, next[who]++);
      if (memcmp (record, wanted, HEAD) != 0)
        return "lost";
      if (fread (record + HEAD, 1, rest, log) != rest
          || memcmp (record + HEAD, wanted + HEAD, rest) != 0)
        return "torn";
      *turns += who != last;
      last = who;
    }
  fclose (log);
  return rest > 0 ? "torn"
         : next[0] != RECORDS || next[1] != RECORDS ? "lost" : NULL;
}

IPC_TEST (append_atomic)
{
  struct ipc_child child[2];
  struct appending a;
  const char *wrong;
  int i, turns = 0, failed = 0;

  make_file ("log", "");
  a.done = ipc_shared (2 * sizeof *a.done);
  for (i = 0; i < 2; i++)
    {
      a.number = i;
      child[i] = ipc_start (append_all, &a);
      ipc_expect (&child[i].link, 'o');
    }
  for (i = 0; i < 2; i++)
    ipc_tell (&child[i].link, 'g');
  for (i = 0; i < 2; i++)
    failed += ipc_join_exit (&child[i]) != 0;
  wrong = wrong_log (&turns);
  ipc_detail ("%d times the other's turn", turns);
  if (failed == 0 && wrong == NULL && turns < RECORDS / (2 * AHEAD))
    ipc_broken ("the writers did not compete");
  ipc_observe (failed > 0 ? "a write fails"
               : wrong != NULL ? wrong : "all there, whole");
}
