/* fork.c - what fork() gives, and what it does when it fails.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "safe_pipes.h"
#include "frame/suite.h"

/* What a child knows of itself.  */
struct seen
{
  pid_t returned, self, parent;
  int step;
  int nested;                   /* whether its own fork() gives the pid */
};

/* In a child, which becomes a parent: whether fork() is right there, too.  */
static int
forks_likewise (void)
{
  pid_t self = getpid (), got, childs = -1;
  int fd[2], status;

  IPC_SETUP (pipe (fd) == 0);
  got = fork ();
  if (getpid () != self)
    {
      childs = getpid ();
      IPC_SETUP (write (fd[1], &childs, sizeof childs)
                 == (ssize_t) sizeof childs);
      _exit (got == 0 && getppid () == self ? 0 : 1);
    }
  IPC_SETUP (got != -1);
  IPC_SETUP (read (fd[0], &childs, sizeof childs)
             == (ssize_t) sizeof childs);
  close (fd[0]);
  close (fd[1]);
  IPC_SETUP (waitpid (childs, &status, 0) == childs);
  return got == childs && exited_with (status, 0);
}

/* In the child: tell, and stay until the gate is opened.  */
static void
tell_and_stay (const struct seen *seen, const int report[2],
               const int gate[2])
{
  char byte;

  ipc_tie_to_parent (seen->parent);
  close (gate[1]);
  IPC_SETUP (write (report[1], seen, sizeof *seen)
             == (ssize_t) sizeof *seen);
  while (read (gate[0], &byte, 1) > 0)
    continue;
  _exit (0);
}

/* What is wrong with what the STEPth fork() gave here, GOT, and there.  */
static const char *
wrong_return (pid_t got, const struct seen *seen, int step)
{
  return seen->returned != 0 ? "is not 0 in the child"
         : seen->self == getpid () ? "no other process"
         : got != seen->self ? "another pid in the parent"
         : seen->parent != getpid () ? "another's child"
         : seen->step != step ? "goes on elsewhere"
         : !seen->nested ? "is wrong in a child" : NULL;
}

/* Who is the child is told by its pid: what fork() returns is in question.
   All children live at the same time.  */
IPC_TEST (fork_returns_twice)
{
  enum { CHILDREN = 3 };
  struct seen seen[CHILDREN];
  const char *wrong = NULL;
  int report[2], gate[2], i;
  pid_t self = getpid (), got;
  volatile int step = 0;

  IPC_SETUP (pipe (report) == 0 && pipe (gate) == 0);
  for (i = 0; i < CHILDREN; i++)
    {
      step++;
      got = fork ();
      if (getpid () != self)
        {
          seen[i].returned = got;
          seen[i].self = getpid ();
          seen[i].parent = getppid ();
          seen[i].step = step;
          seen[i].nested = forks_likewise ();
          tell_and_stay (&seen[i], report, gate);
        }
      IPC_SETUP (got != -1);
      IPC_SETUP (read (report[0], &seen[i], sizeof *seen)
                 == (ssize_t) sizeof *seen);
      if (wrong == NULL)
        wrong = wrong_return (got, &seen[i], i + 1);
    }
  close (gate[1]);
  for (i = 0; i < CHILDREN; i++)
    IPC_SETUP (waitpid (seen[i].self, NULL, 0) == seen[i].self);
  while (waitpid (-1, NULL, 0) > 0)
    wrong = "makes another child, too";
  ipc_observe (wrong != NULL ? wrong : "pid and 0");
}

/* One variable of each kind; malloc() has large blocks from elsewhere.  */
static volatile int uninitialised, initialised = 1;
enum { KINDS = 5, LARGE = 1024 * 1024 };

struct variables
{
  volatile int *at[KINDS];
};

static void
set_all (struct variables *v, int value)
{
  int i;

  for (i = 0; i < KINDS; i++)
    *v->at[i] = value;
}

/* The name of the first that is not VALUE, or NULL.  */
static const char *
first_other (struct variables *v, int value)
{
  static const char *const names[KINDS] =
    { "uninitialised data", "data", "heap", "stack", "large blocks" };
  int i;

  for (i = 0; i < KINDS; i++)
    if (*v->at[i] != value)
      return names[i];
  return NULL;
}

/* The child's part, in which the parent's changes must not show.  */
static void
change_in_child (struct ipc_link *link, struct variables *v)
{
  int whole = first_other (v, 1) == NULL;

  set_all (v, 2);
  ipc_tell (link, 'c');
  ipc_expect (link, 'p');
  ipc_tell (link, !whole ? 'l' : first_other (v, 2) == NULL ? 'o' : 's');
  _exit (0);
}

IPC_TEST (fork_memory_copied)
{
  volatile int automatic;
  struct variables v =
    { { &uninitialised, &initialised, NULL, &automatic, NULL } };
  struct ipc_child child;
  struct ipc_link mine;
  const char *shared;
  char told;

  v.at[2] = malloc (sizeof *v.at[2]);
  v.at[4] = malloc (LARGE * sizeof *v.at[4]);
  IPC_SETUP (v.at[2] != NULL && v.at[4] != NULL);
  v.at[4] += LARGE - 1;
  set_all (&v, 1);
  child = fork_linked (&mine);
  if (child.pid == 0)
    change_in_child (&mine, &v);
  ipc_expect (&child.link, 'c');
  shared = first_other (&v, 1);
  set_all (&v, 3);
  ipc_tell (&child.link, 'p');
  told = ipc_hear (&child.link);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  free ((void *) v.at[2]);
  free ((void *) (v.at[4] - (LARGE - 1)));
  if (shared != NULL)
    ipc_observef ("shares its %s", shared);
  else
    ipc_observe (told == 'o' ? "copied" : told == 's'
                 ? "sees the parent's changes" : "loses what was there");
}

/* What comes of a fork() that may not be.  */
struct refusal
{
  int result, error;
  int children;                 /* whether there is one all the same */
  int works;                    /* when it may be again */
  int changed;                  /* a signal that is blocked, or no longer */
};

static int
fork_once (void)
{
  pid_t pid = fork ();

  if (pid == 0)
    _exit (0);
  return pid == -1 ? -1 : waitpid (pid, NULL, 0) == pid;
}

static int
be_refused (struct ipc_link *link, void *arg)
{
  struct refusal r;
  sigset_t before, after;

  (void) arg;
  memset (&r, 0, sizeof r);
  ipc_forbid_forks ();
  ipc_get_mask (&before);
  r.result = fork_once ();
  r.error = errno;
  ipc_get_mask (&after);
  r.changed = ipc_sets_differ (&before, &after);
  r.children = waitpid (-1, NULL, 0) != -1 || errno != ECHILD;
  ipc_allow_forks ();
  r.works = fork_once () == 1;
  ipc_tell (link, 'r');
  ipc_send (link, &r, sizeof r);
  return 0;
}

static const char *
refusal_word (const struct refusal *r)
{
  return r->children ? "fails, and leaves a child"
         : r->error != EAGAIN ? ipc_errno_name (r->error)
         : r->changed != 0 ? "fails, and changes the signal mask"
         : r->works ? "EAGAIN, and goes on" : "fails ever after";
}

IPC_TEST (fork_failure_eagain)
{
  struct ipc_child child;
  struct refusal r;
  int status;

  ipc_need_fork_limit ();
  child = ipc_start (be_refused, NULL);
  if (ipc_hear_end (&child.link) == -1)
    {
      status = ipc_join (&child);
      ipc_observef ("is ended by %s", WIFSIGNALED (status)
                    ? ipc_signal_name (WTERMSIG (status)) : "itself");
      return;
    }
  ipc_receive (&child.link, &r, sizeof r);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  if (r.result != -1)
    ipc_not_exercised ("no limit on processes");
  ipc_observe (refusal_word (&r));
}
