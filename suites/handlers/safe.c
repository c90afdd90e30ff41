/* safe.c - what a handler may do to what it interrupts.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "handlers.h"

/* An odd number of signals: where each calls the handler twice, and some are
   one with the next, there may be as many calls as signals otherwise.  */
enum
{
  SIGNALS = 15, BLOCKS = 64, PIECE = 50, PIECES_MOST = 1024,
  LINES_MOST = 1000000
};

/* How often the handler was called; how often while the code worked that is
   to be interrupted; what that code has seen of it, which tells the sender
   that the handler has also returned.  */
static volatile sig_atomic_t counter, at_work, working, *seen;

static void
count (int signo)
{
  (void) signo;
  ++counter;
  at_work += working;
}

/* Signal the parent, each time after it has gone on, until a signal has not
   called the handler just once.  */
static int
storm (struct ipc_link *link, void *arg)
{
  pid_t parent = getppid ();
  int i;

  (void) link;
  (void) arg;
  for (i = 1; i <= SIGNALS && *seen == i - 1; i++)
    {
      IPC_SETUP (kill (parent, SIGUSR1) == 0);
      while (*seen < i && getppid () == parent)
        sched_yield ();
    }
  return 0;
}

/* Allocate, check and free blocks whose bytes are known.  Whether all were
   as they were left.  */
static int
allocate_once (unsigned turn)
{
  static unsigned char *block[BLOCKS];
  static size_t size[BLOCKS];
  unsigned i = turn % BLOCKS;
  size_t j;
  int good = 1;

  for (j = 0; block[i] != NULL && j < size[i]; j++)
    good &= block[i][j] == (unsigned char) i;
  size[i] = 1 + (turn * 37) % 2000;
  block[i] = realloc (block[i], size[i]);
  IPC_SETUP (block[i] != NULL);
  memset (block[i], (int) i, size[i]);
  return good;
}

/* Whether the lines of F are the numbers from 0 to N - 1.  */
static int
lines_whole (FILE *f, long n)
{
  long i, found;
  char line[40];

  rewind (f);
  for (i = 0; i < n; i++)
    if (fgets (line, sizeof line, f) == NULL
        || sscanf (line, "line %ld", &found) != 1 || found != i)
      return 0;
  return fgets (line, sizeof line, f) == NULL;
}

/* What was done that signals were to interrupt.  */
struct work
{
  FILE *file;
  unsigned allocations;
  long lines;
  int damaged;
};

/* Allocate and write lines, PIECES times.  The sender learns first what there
   is to see, so that its next signal meets the work, and not what this process
   does in between.  */
static void
work (struct work *w, unsigned pieces)
{
  unsigned i;

  working = 1;
  *seen = counter;
  while (pieces-- > 0)
    {
      for (i = 0; i < PIECE; i++)
        w->damaged += !allocate_once (w->allocations++);
      if (w->lines < LINES_MOST
          && fprintf (w->file, "line %ld\n", w->lines) > 0)
        ++w->lines;
    }
  working = 0;
}

/* Work until the sender has ended.  A signal that takes as long as the work
   misses it, and so do those after it: each that did makes it longer.  */
static void
work_on (struct work *w, struct ipc_link *sender)
{
  int missed = 0;
  unsigned pieces = 1;

  while (!ipc_heard (sender))
    {
      work (w, pieces);
      if (counter - at_work > missed)
        {
          missed = counter - at_work;
          if (pieces < PIECES_MOST)
            pieces *= 2;
        }
    }
}

/* Another process signals all the while that this one works.  */
IPC_TEST (handler_sets_flag)
{
  struct ipc_child child;
  struct work w = { NULL, 0, 0, 0 };

  w.file = tmpfile ();
  IPC_SETUP (w.file != NULL);
  seen = ipc_shared (sizeof *seen);
  ipc_handle (SIGUSR1, count, SA_RESTART);
  child = ipc_start (storm, NULL);
  work_on (&w, &child.link);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  ipc_detail ("%d signals, %d of them among %u allocations and %ld lines",
              (int) counter, (int) at_work, w.allocations, w.lines);
  if (at_work == 0 && counter == SIGNALS)
    ipc_not_exercised ("no signal met the work");
  ipc_observe (counter != SIGNALS ? "not a call for each signal"
               : w.damaged ? "memory is damaged"
               : lines_whole (w.file, w.lines) ? "safe"
               : "output is damaged");
  fclose (w.file);
}

/* How the pieces that asyncsafe() did turned out.  */
static volatile sig_atomic_t failed_step;
static volatile long *turns;
static int pipe_ends[2];
static struct ipc_link *to_parent;
static char helper[4096];

static void
step (int number, int good)
{
  if (!good && failed_step == 0)
    failed_step = number;
}

static void
note_usr2 (int signo)
{
  note_call (signo);
}

/* fork(), execve() and waitpid(): the other program exits with 7.  */
static int
status_of_program (void)
{
  static char name[] = "ipc_helper", verb[] = "exit", seven[] = "7";
  char *argv[] = { name, verb, seven, NULL };
  int status = 0;
  pid_t pid = fork ();

  if (pid == 0)
    {
      execve (helper, argv, argv + 3);
      _exit (8);
    }
  if (pid == -1 || waitpid (pid, &status, 0) != pid)
    return -1;
  return WIFEXITED (status) ? WEXITSTATUS (status) : -1;
}

static void
do_all (int signo)
{
  struct sigaction sa;
  char text[4];
  int other = pipe_ends[1] + 20;

  step (1, dup2 (pipe_ends[1], other) == other);
  step (2, write (other, "abc", 3) == 3);
  step (3, read (pipe_ends[0], text, 4) == 3 && memcmp (text, "abc", 3) == 0);
  step (4, close (other) == 0 && write (other, "x", 1) == -1
        && errno == EBADF);
  sa = ipc_action (note_usr2, 0);
  step (5, sigaction (SIGUSR2, &sa, NULL) == 0);
  step (6, kill (getpid (), SIGUSR2) == 0 && calls_with (SIGUSR2) == 1);
  step (7, alarm (1000) == 0 && alarm (0) > 900);
  step (8, status_of_program () == 7);
  step (9, signo == SIGUSR1 && *turns > 0);
  ipc_tell (to_parent, (char) ('0' + failed_step));
  _exit (42);
}

static int
be_busy (struct ipc_link *link, void *arg)
{
  pid_t parent = getppid ();

  (void) arg;
  to_parent = link;
  IPC_SETUP (pipe (pipe_ends) == 0);
  ipc_handle (SIGUSR1, do_all, 0);
  while (getppid () == parent)
    ++*turns;
  return 1;
}

IPC_TEST (asyncsafe_list)
{
  static const char *const words[] =
  {
    "all work", "dup2() fails", "write() fails", "write() loses data",
    "close() does not close", "sigaction() fails", "kill() fails",
    "alarm() fails", "fork, execve or waitpid fails", "not called"
  };
  struct ipc_child child;
  int heard, status;

  ipc_helper_path ("ipc_helper", helper, sizeof helper);
  turns = ipc_shared (sizeof *turns);
  child = ipc_start (be_busy, NULL);
  while (*turns == 0 && !ipc_heard (&child.link))
    sched_yield ();
  IPC_SETUP (kill (child.pid, SIGUSR1) == 0);
  heard = ipc_hear_end (&child.link);
  status = ipc_join (&child);
  if (heard < '0' || heard > '9')
    ipc_observe ("the process is killed");
  else if (heard != '0')
    ipc_observe (words[heard - '0']);
  else
    ipc_observe (WIFEXITED (status) && WEXITSTATUS (status) == 42
                 ? words[0] : "_exit() forgets its status");
}
