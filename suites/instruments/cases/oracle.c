/* oracle.c - who is blocked, and does it restart?
   SPDX-License-Identifier: BSD-2-Clause  */

#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "frame/suite.h"

enum { LOOKS = 20, STORM = 200 };

static int
spin (struct ipc_link *link, void *arg)
{
  volatile unsigned *turns = arg;

  for (;;)
    {
      if ((++*turns & 0xffff) != 0)
        continue;
      if (ipc_heard (link))
        return 0;
      /* Who looks may need this processor.  */
      sched_yield ();
    }
}

/* A process that spins is never blocked.  It is looked at only after it has
   been seen to run.  */
static const char *
look_at_spinning (void)
{
  volatile unsigned *turns = ipc_shared (sizeof *turns);
  struct ipc_child child = ipc_start (spin, (void *) turns);
  const char *wrong = NULL;
  char call[40];
  int i;

  for (i = 0; i < LOOKS && wrong == NULL; i++)
    {
      unsigned before = *turns;
      enum ipc_state state;

      while (*turns == before)
        sched_yield ();
      state = ipc_state (child.pid, call, sizeof call);
      ipc_need_known (state);
      if (state != IPC_RUNNING)
        wrong = "takes a spinning process for another";
    }
  ipc_end (&child);
  return wrong;
}

static int
read_pipe (struct ipc_link *link, void *arg)
{
  char byte;

  (void) link;
  return read (*(int *) arg, &byte, 1) == 1 && byte == 'd' ? 0 : 1;
}

static int
wait_for_reader (struct ipc_link *link, void *arg)
{
  struct ipc_child reader = ipc_start (read_pipe, arg);

  (void) link;
  return ipc_join_exit (&reader);
}

/* PID must be in STATE, and seen so again.  */
static const char *
look (pid_t pid, enum ipc_state state, const char *wrong)
{
  char call[40];
  enum ipc_state first = ipc_state (pid, call, sizeof call);

  ipc_need_known (first);
  return first == state
         && ipc_state (pid, call, sizeof call) == state ? NULL : wrong;
}

/* How a look at a process that blocks in CALL turns out: an emulator or a
   tracer may make a process run, or call something else, for a moment.  Who
   waits for somebody to block looks again, and so it is here.  */
struct names
{
  int named;                    /* 1: just that call, 0: none */
  int odd;                      /* looks that saw something else */
};

/* PID blocks in CALL.  NULL, or what is wrong in all looks.  */
static const char *
look_at_blocked (pid_t pid, const char *call, const char *other,
                 struct names *n)
{
  enum ipc_state state = IPC_UNKNOWN;
  char seen[40];
  int i;

  ipc_await_blocked (pid, call);
  for (i = 0; i < LOOKS; i++, n->odd++)
    {
      state = ipc_state (pid, seen, sizeof seen);
      if (state == IPC_BLOCKED && ipc_same_call (call, seen))
        {
          n->named += !ipc_same_call (other, seen);
          return NULL;
        }
      sched_yield ();
    }
  return state == IPC_BLOCKED ? "names another call" : "loses who is blocked";
}

/* From stopped to ended to gone, one process.  */
static const char *
look_through_life (struct ipc_child *child)
{
  const char *wrong;

  IPC_SETUP (kill (child->pid, SIGSTOP) == 0);
  ipc_await_stopped (child->pid);
  wrong = look (child->pid, IPC_STOPPED, "misses a stopped process");
  IPC_SETUP (kill (child->pid, SIGCONT) == 0);
  ipc_await_continued (child->pid);
  IPC_SETUP (kill (child->pid, SIGKILL) == 0);
  ipc_await_zombie (child->pid);
  if (wrong == NULL)
    wrong = look (child->pid, IPC_ZOMBIE, "misses a zombie");
  ipc_join (child);
  if (wrong == NULL)
    wrong = look (child->pid, IPC_GONE, "sees a process that is gone");
  return wrong;
}

IPC_TEST (state_oracle)
{
  struct ipc_child child;
  const char *wrong;
  int fd[2];

  IPC_SETUP (pipe (fd) == 0);
  child = ipc_start (read_pipe, &fd[0]);
  wrong = look_through_life (&child);
  ipc_observe (wrong == NULL ? "tells them apart" : wrong);
}

IPC_TEST (blocked_oracle)
{
  struct ipc_child reader, waiter;
  struct names n = { 0, 0 };
  const char *wrong = look_at_spinning ();
  int fd[2];

  if (wrong != NULL)
    {
      ipc_observe (wrong);
      return;
    }
  IPC_SETUP (pipe (fd) == 0);
  reader = ipc_start (read_pipe, &fd[0]);
  wrong = look_at_blocked (reader.pid, "read", "waitpid", &n);
  ipc_end (&reader);
  waiter = ipc_start (wait_for_reader, &fd[0]);
  if (wrong == NULL)
    wrong = look_at_blocked (waiter.pid, "waitpid", "read", &n);
  IPC_SETUP (write (fd[1], "d", 1) == 1);
  IPC_SETUP (ipc_join_exit (&waiter) == 0);
  if (n.odd > 0)
    ipc_detail ("%d looks saw something else", n.odd);
  ipc_observe (wrong != NULL ? wrong
               : n.named == 2 ? "names the call"
               : n.named == 0 ? "names no call" : "names some calls");
}

struct interrupted
{
  int fd, flags;
};

/* Read one byte under a handler with those flags, and tell what came: the
   byte, or 'E' for EINTR.  */
static int
read_interrupted (struct ipc_link *link, void *arg)
{
  struct interrupted *how = arg;
  char byte = '?';
  ssize_t n;

  ipc_handle (SIGUSR1, ipc_restart_handler, how->flags);
  ipc_tell (link, 'r');
  n = read (how->fd, &byte, 1);
  ipc_tell (link, n == 1 ? byte : n == -1 && errno == EINTR ? 'E' : '?');
  return 0;
}

/* The verdict of one method, 'R' or 'E', proven by what the call returned
   in the end; '?' if that contradicts it.  */
static char
method (int storm, int flags)
{
  struct interrupted how;
  struct ipc_child child;
  enum ipc_restart verdict;
  int fd[2];
  char end;

  IPC_SETUP (pipe (fd) == 0);
  ipc_restart_prepare ();
  how.fd = fd[0];
  how.flags = flags;
  child = ipc_start (read_interrupted, &how);
  ipc_expect (&child.link, 'r');
  verdict = storm ? ipc_restart_storm (&child, SIGUSR1, STORM)
            : ipc_restart_once (&child, "read", SIGUSR1);
  if (verdict == IPC_RESTARTS)
    IPC_SETUP (write (fd[1], "d", 1) == 1);
  end = ipc_hear (&child.link);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  close (fd[0]);
  close (fd[1]);
  return verdict == IPC_RESTARTS && end == 'd' ? 'R'
         : verdict == IPC_RETURNS && end == 'E' ? 'E' : '?';
}

IPC_TEST (storm_oracle)
{
  char with_once = method (0, SA_RESTART), with_storm = method (1, SA_RESTART);
  char without_once = method (0, 0), without_storm = method (1, 0);

  ipc_detail ("SA_RESTART: once %c, storm %c; without: once %c, storm %c",
              with_once, with_storm, without_once, without_storm);
  ipc_observe (with_once == '?' || with_storm == '?' || without_once == '?'
               || without_storm == '?' ? "contradict what returned"
               : with_once == with_storm && without_once == without_storm
               ? "agree" : "disagree");
}

static int
write_one (struct ipc_link *link, void *arg)
{
  ssize_t n = write (*(int *) arg, "x", 1);

  ipc_tell (link, n == 1 ? 'w' : '?');
  return 0;
}

/* Whether FD holds just SIZE bytes of 'f', one 'x', and its end.  */
static int
drained_whole (int fd, size_t size)
{
  char block[4096];
  size_t i, total = 0;
  ssize_t n;

  while ((n = read (fd, block, sizeof block)) > 0)
    for (i = 0; i < (size_t) n; i++, total++)
      if (block[i] != (total < size ? 'f' : 'x'))
        return 0;
  return n == 0 && total == size + 1;
}

IPC_TEST (fill)
{
  struct ipc_child child;
  int fd[2], blocked;
  size_t size;
  char end, block[64];

  IPC_SETUP (pipe (fd) == 0);
  size = ipc_fill (fd[1]);
  IPC_SETUP (size >= _POSIX_PIPE_BUF);
  child = ipc_start (write_one, &fd[1]);
  IPC_SETUP (close (fd[1]) == 0);
  blocked = ipc_await_block_or_tell (&child, "write") == IPC_BLOCKS;
  /* A pipe of pages has room again only when a page of it is empty.  */
  while (size >= sizeof block && !ipc_heard (&child.link))
    {
      IPC_SETUP (read (fd[0], block, sizeof block) == sizeof block
                 && *block == 'f' && memcmp (block, block + 1, 63) == 0);
      size -= sizeof block;
    }
  end = ipc_hear (&child.link);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  ipc_observe (!blocked ? "does not block"
               : end != 'w' || !drained_whole (fd[0], size) ? "loses data"
               : "blocks");
}
