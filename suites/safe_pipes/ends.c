/* ends.c - ends of pipes that other children keep.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "safe_pipes.h"
#include "frame/suite.h"

static int
read_to_end (struct ipc_link *link, void *arg)
{
  int *fd = arg;
  char text[8];

  close (fd[1]);
  read_text (fd[0], text, sizeof text);
  ipc_tell (link, 'e');
  return 0;
}

struct sister
{
  int *fd;
  int closes;
};

static int
live_beside (struct ipc_link *link, void *arg)
{
  const struct sister *s = arg;

  close (s->fd[0]);
  if (s->closes)
    close (s->fd[1]);
  ipc_tell (link, 'r');
  ipc_hear_end (link);
  return 0;
}

/* Whether the reader is still blocked when its parent has closed the pipe,
   and so reads on until its sister ends.  */
static int
misses_end (int closes)
{
  struct ipc_child reader, sister;
  struct sister s;
  int fd[2], misses;

  IPC_SETUP (pipe (fd) == 0);
  reader = ipc_start (read_to_end, fd);
  s.fd = fd;
  s.closes = closes;
  sister = ipc_start (live_beside, &s);
  ipc_expect (&sister.link, 'r');
  IPC_SETUP (ipc_await_block_or_tell (&reader, "read") == IPC_BLOCKS);
  close (fd[0]);
  IPC_SETUP (write (fd[1], "x", 1) == 1);
  close (fd[1]);
  misses = ipc_await_released (&reader, "read") == IPC_BLOCKS;
  IPC_SETUP (ipc_join_exit (&sister) == 0);
  if (misses && closes)
    ipc_end (&reader);
  else
    {
      ipc_expect (&reader.link, 'e');
      IPC_SETUP (ipc_join_exit (&reader) == 0);
    }
  return misses;
}

IPC_TEST (unused_end_deadlock)
{
  int shown, defended;

  signal (SIGPIPE, SIG_IGN);
  /* Where the defence fails the hazard has no end.  */
  defended = !misses_end (1);
  shown = defended && misses_end (0);
  ipc_observe (!defended ? "undefended" : shown ? "shown" : "not shown");
}

/* A program with a kid that reads its input to the end, and a second child
   that lives until the gate is opened.  */
enum how
{
  KEEPS,                        /* the second child keeps the pipe, too */
  CLOSES,                       /* it does not */
  IN_TURN                       /* the program closes, ends it, then waits */
};

struct family
{
  enum how how;
  int gate[2];
};

/* In a child of who has the gate; the number may be another's else.  */
static void
forget_gate (const struct family *f)
{
  if (f->how == IN_TURN)
    close (f->gate[1]);
}

static int
be_kid (void *arg)
{
  const struct family *f = arg;
  char text[8];

  forget_gate (f);
  read_text (STDIN_FILENO, text, sizeof text);
  return 0;
}

/* Who looks for an end of file at once must not find the second child on its
   way to the close, so it tells.  */
static pid_t
start_second (struct ipc_link *link, const struct family *f, int fd)
{
  pid_t parent = getpid (), pid = fork ();
  char text[8];

  IPC_SETUP (pid != -1);
  if (pid != 0)
    return pid;
  ipc_tie_to_parent (parent);
  forget_gate (f);
  if (f->how == CLOSES)
    close (fd);
  ipc_tell (link, 's');
  read_text (f->gate[0], text, sizeof text);
  _exit (0);
}

/* To close and to wait are one thing to the page's close(), and two here.  */
static int
close_and_wait (struct ipc_link *link, void *arg)
{
  struct family *f = arg;
  int fd;
  pid_t kid, second;

  if (f->how != IN_TURN)
    close (f->gate[1]);
  kid = run_kid (TO_KID, &fd, be_kid, f);
  IPC_SETUP (kid != -1);
  ipc_send (link, &kid, sizeof kid);
  second = start_second (link, f, fd);
  ipc_expect (link, 'g');
  close (fd);
  ipc_tell (link, 'c');
  if (f->how == IN_TURN)
    {
      close (f->gate[1]);
      IPC_SETUP (waitpid (second, NULL, 0) == second);
    }
  IPC_SETUP (waitpid (kid, NULL, 0) == kid);
  ipc_tell (link, 'k');
  if (f->how != IN_TURN)
    IPC_SETUP (waitpid (second, NULL, 0) == second);
  return 0;
}

/* Whether such a program waits for a kid that waits for its end of file,
   until the second child ends.  */
static int
deadlocks (enum how how)
{
  struct ipc_child program, kid;
  struct family f;
  int stuck = 0;

  f.how = how;
  IPC_SETUP (pipe (f.gate) == 0);
  program = ipc_start (close_and_wait, &f);
  close (f.gate[0]);
  if (how == IN_TURN)
    close (f.gate[1]);
  kid = program;
  ipc_receive (&program.link, &kid.pid, sizeof kid.pid);
  ipc_expect (&program.link, 's');
  IPC_SETUP (ipc_await_block_or_tell (&kid, "read") == IPC_BLOCKS);
  ipc_tell (&program.link, 'g');
  ipc_expect (&program.link, 'c');
  if (how != IN_TURN)
    {
      stuck = ipc_await_released (&kid, "read") == IPC_BLOCKS
              && ipc_await_block_or_tell (&program, "waitpid") == IPC_BLOCKS;
      close (f.gate[1]);
    }
  if (stuck && how == CLOSES)
    ipc_end (&program);
  else
    {
      ipc_expect (&program.link, 'k');
      IPC_SETUP (ipc_join_exit (&program) == 0);
    }
  return stuck;
}

IPC_TEST (close_waits_deadlock)
{
  int defended = !deadlocks (CLOSES) && !deadlocks (IN_TURN);
  int shown = defended && deadlocks (KEEPS);

  ipc_observe (!defended ? "undefended" : shown ? "shown" : "not shown");
}
