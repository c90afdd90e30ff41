/* undo.c - what a process has done with SEM_UNDO.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "sysv_semaphores.h"

/* NULL, or what the first N values of ID are instead of RIGHT, at that
   MOMENT.  */
static const char *
differ (int id, int n, const char *right, const char *moment)
{
  const char *values = semaphores_values (id, n);

  if (strcmp (values, right) == 0)
    return NULL;
  ipc_detail ("%s: %s for %s", moment, values, right);
  return moment;
}

/* A set of three, and one of one.  */
struct sets
{
  int id, other;
};

/* A child that has changed three semaphores, two of them with SEM_UNDO, and
   the first one twice; one of the other set; and nothing in vain.  */
static int
change_some (struct ipc_link *link, void *arg)
{
  static const struct op vain[2] =
    { { 0, -1, SEM_UNDO | IPC_NOWAIT }, { 2, -9, SEM_UNDO | IPC_NOWAIT } };
  static const struct op one[2] =
    { { 0, -1, SEM_UNDO | IPC_NOWAIT }, { 1, 3, SEM_UNDO } };
  static const struct op two[2] =
    { { 2, -1, IPC_NOWAIT }, { 0, -1, SEM_UNDO | IPC_NOWAIT } };
  const struct sets *s = arg;

  ipc_tell (link, semaphores_do (s->id, one, 2) == 0
                  && semaphores_do (s->id, vain, 2) == -1
                  && semaphores_do (s->id, two, 2) == 0
                  && semaphores_do (s->other, one, 1) == 0 ? 'd' : 'f');
  ipc_hear_end (link);
  return 0;
}

/* What becomes of it when the child is killed, or ends by itself.  */
static const char *
change_and_end (struct sets *s, int is_killed)
{
  static const unsigned short values[3] = { 3, 0, 2 };
  int id = s->id;
  struct ipc_child child;
  const char *wrong;
  int done;

  semaphores_fill (id, 3, values);
  semaphores_fill (s->other, 1, values);
  child = ipc_start (change_some, s);
  done = ipc_hear (&child.link) == 'd';
  wrong = !done ? "cannot be done" : differ (id, 3, "1 3 1", "before the end");
  if (is_killed)
    ipc_end (&child);
  else
    ipc_join_exit (&child);
  if (wrong != NULL)
    return wrong;
  wrong = differ (id, 3, "3 0 1", is_killed ? "killed, and not undone"
                                  : "ended, and not undone");
  return wrong != NULL ? wrong
         : differ (s->other, 1, "3", "not undone in the other set");
}

/* Who waits for what a killed process has gets it.  */
static const char *
wait_for_the_killed (int id)
{
  static const unsigned short values[3] = { 1, 0, 0 };
  struct action a = { 0, 1, { { 0, -1, SEM_UNDO } }, 0 };
  struct ipc_child holder, waiter;
  const char *wrong = NULL;

  a.id = id;
  semaphores_fill (id, 3, values);
  holder = semaphores_start (&a);
  if (strcmp (semaphores_told (&holder), "OK") != 0)
    wrong = "cannot be done";
  waiter = semaphores_start (&a);
  if (wrong == NULL && !semaphores_blocks (&waiter))
    wrong = "does not wait";
  ipc_end (&holder);
  if (wrong == NULL && strcmp (semaphores_told (&waiter), "OK") != 0)
    wrong = "who waits for the killed one's waits on";
  ipc_end (&waiter);
  return wrong;
}

IPC_TEST (undo)
{
  static const unsigned short zeros[3];
  struct sets s;
  const char *wrong;

  s.id = semaphores_set (3, zeros);
  s.other = semaphores_set (1, zeros);
  wrong = change_and_end (&s, 1);
  if (wrong == NULL)
    wrong = change_and_end (&s, 0);
  if (wrong == NULL)
    wrong = wait_for_the_killed (s.id);
  ipc_remove_sysv (IPC_SEMAPHORES, s.id);
  ipc_remove_sysv (IPC_SEMAPHORES, s.other);
  ipc_observe (wrong == NULL ? "undone at the end" : wrong);
}

static const struct op take[2] =
  { { 0, -2, SEM_UNDO | IPC_NOWAIT }, { 1, -1, SEM_UNDO | IPC_NOWAIT } };

/* What takes has two children, of which one ends, and one outlives it, with a
   link of its own to the case, by which it tells that it runs: until then it
   may hold what its parent had open.  */
struct family
{
  int id;
  struct ipc_link_pair heir;
};

static void
live_on (struct family *f)
{
  struct ipc_link link = ipc_link_child (&f->heir);

  ipc_tell (&link, 'h');
  ipc_expect (&link, 'q');
  ipc_tell (&link, 'a');
  _exit (0);
}

/* Take, and have a child that takes, too, and ends; the case looks in
   between.  */
static int
take_and_fork (struct ipc_link *link, void *arg)
{
  struct family *f = arg;
  int done = semaphores_do (f->id, take, 1) == 0;
  pid_t pid = fork ();

  IPC_SETUP (pid != -1);
  if (pid == 0)
    _exit (semaphores_do (f->id, take, 1) != 0);
  done = done && ipc_wait_status (pid, 0) == 0;
  pid = fork ();
  IPC_SETUP (pid != -1);
  if (pid == 0)
    {
      ipc_link_close (link);
      live_on (f);
    }
  ipc_tell (link, done ? 'd' : 'f');
  ipc_hear_end (link);
  return 0;
}

IPC_TEST (undo_fork)
{
  static const unsigned short values[1] = { 5 };
  struct family f;
  struct ipc_link heir;
  struct ipc_child child;
  const char *wrong;
  int done;

  f.id = semaphores_set (1, values);
  ipc_link_open (&f.heir);
  child = ipc_start (take_and_fork, &f);
  heir = ipc_link_parent (&f.heir);
  done = ipc_hear (&child.link) == 'd';
  ipc_expect (&heir, 'h');
  wrong = !done ? "cannot be done"
          : differ (f.id, 1, "3", "undone at the child's end");
  ipc_join_exit (&child);
  if (wrong == NULL)
    wrong = differ (f.id, 1, "5", "not undone at the parent's end");
  ipc_tell (&heir, 'q');
  ipc_expect (&heir, 'a');
  ipc_hear_end (&heir);
  ipc_link_close (&heir);
  ipc_remove_sysv (IPC_SEMAPHORES, f.id);
  ipc_observe (wrong == NULL ? "undone at the parent's end" : wrong);
}

/* Take, and become a program that says so, and ends with its input.  */
static int
take_and_exec (struct ipc_link *link, void *arg)
{
  const int *id = arg;
  char path[4096];
  int done = semaphores_do (*id, take, 2) == 0;

  ipc_helper_path ("ipc_helper", path, sizeof path);
  IPC_SETUP (dup2 (link->in, STDIN_FILENO) == STDIN_FILENO
             && dup2 (link->out, STDOUT_FILENO) == STDOUT_FILENO);
  ipc_tell (link, done ? 'd' : 'f');
  execl (path, "ipc_helper", "echo", (char *) NULL);
  return 1;
}

IPC_TEST (undo_exec)
{
  static const unsigned short values[2] = { 5, 4 };
  int id = semaphores_set (2, values), done;
  struct ipc_child child = ipc_start (take_and_exec, &id);
  const char *wrong;

  done = ipc_hear (&child.link) == 'd';
  /* What answers this is the program.  */
  ipc_tell (&child.link, 'p');
  ipc_expect (&child.link, 'p');
  wrong = !done ? "cannot be done" : differ (id, 2, "3 3", "undone by exec()");
  IPC_SETUP (ipc_join_exit (&child) == 0);
  if (wrong == NULL)
    wrong = differ (id, 2, "5 4", "not undone at the program's end");
  ipc_remove_sysv (IPC_SEMAPHORES, id);
  ipc_observe (wrong == NULL ? "undone at the program's end" : wrong);
}

/* Of 3 that a child gave there is 1 left when it ends, and there are all of
   the 2 that it gave elsewhere.  */
IPC_TEST (undo_underflow)
{
  static const unsigned short zeros[2];
  static const struct op take_two = { 0, -2, IPC_NOWAIT };
  struct action a = { 0, 2, { { 0, 3, SEM_UNDO }, { 1, 2, SEM_UNDO } }, 0 };
  struct ipc_child child;
  int value, other;

  a.id = semaphores_set (2, zeros);
  child = semaphores_start (&a);
  IPC_SETUP (strcmp (semaphores_told (&child), "OK") == 0);
  IPC_SETUP (semaphores_do (a.id, &take_two, 1) == 0);
  ipc_join_exit (&child);
  value = semaphores_value (a.id, 0);
  other = semaphores_value (a.id, 1);
  ipc_remove_sysv (IPC_SEMAPHORES, a.id);
  ipc_detail ("%d and %d", value, other);
  ipc_observe (other != 0 ? "the others are not undone" : value == 0 ? "zero"
               : value == 1 ? "not undone"
               : "another value");
}

/* A child takes one of both semaphores; then what SET does to ID is to leave
   them as AFTER once it ends.  */
static const char *
set_between (int id, void (*set) (int), const char *after, const char *word)
{
  static const unsigned short ones[2] = { 1, 1 };
  struct action a =
    { 0, 2, { { 0, -1, SEM_UNDO | IPC_NOWAIT },
              { 1, -1, SEM_UNDO | IPC_NOWAIT } }, 0 };
  struct ipc_child child;
  int done;

  a.id = id;
  semaphores_fill (id, 2, ones);
  child = semaphores_start (&a);
  done = strcmp (semaphores_told (&child), "OK") == 0;
  set (id);
  ipc_join_exit (&child);
  return done ? differ (id, 2, after, word) : "cannot be done";
}

static void
set_first (int id)
{
  union ipc_semun arg;

  arg.val = 5;
  IPC_SETUP (semctl (id, 0, SETVAL, arg) == 0);
}

/* To what it is already.  */
static void
set_same (int id)
{
  union ipc_semun arg;

  arg.val = 0;
  IPC_SETUP (semctl (id, 0, SETVAL, arg) == 0);
}

static void
set_both (int id)
{
  unsigned short values[2] = { 6, 7 };
  union ipc_semun arg;

  arg.array = values;
  IPC_SETUP (semctl (id, 0, SETALL, arg) == 0);
}

IPC_TEST (undo_setval_clears)
{
  static const unsigned short zeros[2];
  int id = semaphores_set (2, zeros);
  const char *wrong = set_between (id, set_first, "5 1",
                                   "another value after SETVAL");

  if (wrong == NULL)
    wrong = set_between (id, set_same, "0 1",
                         "another value after SETVAL to what it was");
  if (wrong == NULL)
    wrong = set_between (id, set_both, "6 7", "another value after SETALL");
  ipc_remove_sysv (IPC_SEMAPHORES, id);
  ipc_observe (wrong == NULL ? "cleared where it is set" : wrong);
}
