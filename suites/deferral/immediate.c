/* immediate.c - callbacks that run in the handler, and jump.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "frame/suite.h"
#include "deferral.h"

static sigjmp_buf away;
static volatile sig_atomic_t usr1_served, jumps;

static void
serve_usr1 (int signo)
{
  (void) signo;
  usr1_served++;
}

static void
jump (int signo)
{
  jumps++;
  siglongjmp (away, signo);
}

/* What the child saw.  */
struct left
{
  int by;                       /* the signal that the jump came from */
  int jumps, served, noted;     /* then */
  int served_after;             /* at the safe point */
  int alarm_blocked;
  int noted_both, jumps_both;   /* after both came together */
};

static int
leave_read (struct ipc_link *link, void *arg)
{
  struct left left;
  sigset_t set;
  char byte;
  int *fd = arg;

  memset (&left, 0, sizeof left);
  IPC_SETUP (defer_install (SIGUSR1, serve_usr1, 0) == 0);
  IPC_SETUP (defer_install (SIGALRM, jump, 1) == 0);
  left.by = sigsetjmp (away, 1);
  if (left.by == 0)
    {
      while (read (fd[0], &byte, 1) == -1 && errno == EINTR)
        ipc_tell (link, jumps == 0 ? 'i' : 'j');
      left.by = -1;
    }
  left.jumps = jumps;
  left.served = usr1_served;
  left.noted = (int) defer_arrivals (SIGUSR1);
  defer_dispatch ();
  left.served_after = usr1_served;
  left.alarm_blocked = ipc_is_blocked (SIGALRM);
  /* Both at once: whichever handler is begun first, both are to be.  */
  sigemptyset (&set);
  sigaddset (&set, SIGUSR1);
  sigaddset (&set, SIGALRM);
  if (sigsetjmp (away, 1) == 0)
    {
      IPC_SETUP (sigprocmask (SIG_BLOCK, &set, NULL) == 0);
      IPC_SETUP (raise (SIGUSR1) == 0 && raise (SIGALRM) == 0);
      IPC_SETUP (sigprocmask (SIG_UNBLOCK, &set, NULL) == 0);
    }
  left.noted_both = (int) defer_arrivals (SIGUSR1);
  left.jumps_both = jumps;
  ipc_tell (link, 'l');
  ipc_send (link, &left, sizeof left);
  return 0;
}

static const char *
judge_left (const struct left *left)
{
  return left->jumps == 0 ? "does not leave the read"
         : left->jumps != 1 || left->by != SIGALRM ? "leaves it otherwise"
         : left->served != 0 || left->noted != 1 ? "serves the other signal"
         : left->served_after != 1 ? "loses the other signal"
         : left->alarm_blocked ? "leaves the signal blocked"
         : left->noted_both != 2 ? "jumps over the other handler"
         : left->jumps_both != 2 ? "does not jump where both come"
         : "leaves the read";
}

/* What CHILD tells after a signal; 's' if it stays in its read.  */
static char
answer_of (struct ipc_child *child)
{
  return ipc_await_released (child, "read") == IPC_BLOCKS ? 's'
         : ipc_hear (&child->link);
}

/* A callback that comes back would leave the child in its read.  Whether the
   first signal does is another case's: deferral.read_broken_into.  */
IPC_TEST (immediate_one)
{
  struct ipc_child child;
  struct left left;
  char said;
  int fd[2];

  make_pipe (fd);
  child = ipc_start (leave_read, fd);
  ipc_await_blocked (child.pid, "read");
  IPC_SETUP (kill (child.pid, SIGUSR1) == 0);
  said = answer_of (&child);
  if (said == 'i' || said == 's')
    {
      ipc_await_blocked (child.pid, "read");
      IPC_SETUP (kill (child.pid, SIGALRM) == 0);
      said = answer_of (&child);
    }
  if (said != 'l')
    {
      ipc_observe ("stays in the read");
      ipc_end (&child);
      return;
    }
  ipc_receive (&child.link, &left, sizeof left);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  ipc_observe (judge_left (&left));
}

/* What a program saw of one signal.  */
struct seen
{
  int in_raise;                 /* callbacks before raise() returned */
  int in_handler;               /* the signal was blocked meanwhile */
  int at_check;                 /* callbacks at the safe point */
};

static int blocked_meanwhile, mode_calls;

static void
look_at_mask (int signo)
{
  mode_calls++;
  blocked_meanwhile = ipc_is_blocked (signo);
}

/* The program: its environment says whether signals are to be unsafe.  */
static int
choose_mode (struct ipc_link *link, void *arg)
{
  struct seen seen;

  IPC_SETUP ((arg != NULL ? setenv ("UNSAFE_SIGNALS", arg, 1)
              : unsetenv ("UNSAFE_SIGNALS")) == 0);
  if (getenv ("UNSAFE_SIGNALS") != NULL)
    defer_immediate (1);
  IPC_SETUP (defer_install (SIGUSR1, look_at_mask, 0) == 0);
  IPC_SETUP (raise (SIGUSR1) == 0);
  seen.in_raise = mode_calls;
  seen.in_handler = blocked_meanwhile;
  defer_dispatch ();
  seen.at_check = mode_calls - seen.in_raise;
  ipc_send (link, &seen, sizeof seen);
  return 0;
}

static struct seen
run_mode (const char *mode)
{
  char text[8];
  struct seen seen;
  struct ipc_child child;

  if (mode != NULL)
    strcpy (text, mode);
  child = ipc_start (choose_mode, mode != NULL ? text : NULL);
  ipc_receive (&child.link, &seen, sizeof seen);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  return seen;
}

IPC_TEST (immediate_mode)
{
  struct seen safe = run_mode (NULL);
  struct seen unsafe = run_mode ("1");

  if (safe.in_raise != 0 || safe.at_check != 1 || safe.in_handler != 0)
    ipc_observe ("also without the request");
  else if (unsafe.in_raise != 1 || unsafe.at_check != 0)
    ipc_observe ("not before raise() returns");
  else
    ipc_observe (unsafe.in_handler ? "before raise() returns"
                 : "outside of the handler");
}
