/* threads.c - fork() in a program with more than one thread.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <pthread.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "safe_pipes.h"
#include "frame/suite.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

/* A thread that does WORK, says so, and ends when told: on two pipes.  */
struct helper_thread
{
  pthread_t thread;
  void (*begin) (void), (*end) (void);
  int to[2], from[2];
};

static void *
serve (void *arg)
{
  struct helper_thread *t = arg;
  char byte;

  t->begin ();
  if (write (t->from[1], "b", 1) != 1 || read (t->to[0], &byte, 1) != 1)
    return NULL;
  if (t->end != NULL)
    t->end ();
  return t;
}

static void
hear_thread (struct helper_thread *t)
{
  char byte;
  ssize_t n;

  do
    n = read (t->from[0], &byte, 1);
  while (n == -1 && errno == EINTR);
  IPC_SETUP (n == 1);
}

/* It takes no signals.  */
static void
start_thread (struct helper_thread *t, void (*begin) (void),
              void (*end) (void))
{
  sigset_t all, old;

  t->begin = begin;
  t->end = end;
  IPC_SETUP (pipe (t->to) == 0 && pipe (t->from) == 0);
  sigfillset (&all);
  IPC_SETUP (sigprocmask (SIG_SETMASK, &all, &old) == 0);
  errno = pthread_create (&t->thread, NULL, serve, t);
  IPC_SETUP (errno == 0);
  IPC_SETUP (sigprocmask (SIG_SETMASK, &old, NULL) == 0);
  hear_thread (t);
}

static void
end_thread (struct helper_thread *t)
{
  void *result = NULL;

  IPC_SETUP (write (t->to[1], "e", 1) == 1);
  IPC_SETUP (pthread_join (t->thread, &result) == 0 && result == t);
}

static void
lock (void)
{
  pthread_mutex_lock (&mutex);
}

static void
unlock (void)
{
  pthread_mutex_unlock (&mutex);
}

/* What is run around fork(), in the order of its running.  */
static char order[32];
static struct helper_thread *owner;

static void
note (const char *what)
{
  if (strlen (order) + 1 < sizeof order)
    strcat (order, what);
}

/* The second to be registered, and so the first to prepare: has the owner
   let go of the mutex, and keeps it itself meanwhile.  */
static void
prepare_mutex (void)
{
  note ("P");
  if (owner != NULL)
    {
      end_thread (owner);
      lock ();
    }
}

static void
release_in_parent (void)
{
  note ("A");
  if (owner != NULL)
    unlock ();
  owner = NULL;
}

static void
release_in_child (void)
{
  note ("C");
  if (owner != NULL)
    unlock ();
  owner = NULL;
}

static void
note_prepare (void)
{
  note ("p");
}

static void
note_parent (void)
{
  note ("a");
}

static void
note_child (void)
{
  note ("c");
}

/* The error with which this process finds the mutex, which it leaves so.  */
static int
try_mutex (void)
{
  int error = pthread_mutex_trylock (&mutex);

  if (error == 0)
    unlock ();
  return error;
}

/* The child says how it finds the mutex, and what was run; then it uses
   malloc() and stdio, and says so; and says how it finds the mutex when
   nobody holds it in the parent any more.  */
static void
report_locks (struct ipc_link *link)
{
  int error = try_mutex (), i;
  FILE *file;
  char *block;

  ipc_send (link, &error, sizeof error);
  ipc_send (link, order, sizeof order);
  file = fopen ("text", "w");
  for (i = 1; i < 100; i++)
    {
      block = malloc ((size_t) i * 100);
      if (block == NULL || file == NULL || fprintf (file, "%d\n", i) < 0)
        _exit (1);
      free (block);
    }
  ipc_tell (link, fclose (file) == 0 ? 'u' : 'n');
  ipc_expect (link, 'f');
  error = try_mutex ();
  ipc_send (link, &error, sizeof error);
  _exit (0);
}

/* fork(): the error with which the child finds the mutex locked; *WRONG says
   what else is amiss.  THREAD, unless NULL, holds it and is ended.  */
static int
fork_and_try (struct helper_thread *thread, const char **wrong)
{
  struct ipc_link mine;
  struct ipc_child child;
  char childs[sizeof order];
  int error, later;

  *order = '\0';
  child = fork_linked (&mine);
  if (child.pid == 0)
    report_locks (&mine);
  ipc_receive (&child.link, &error, sizeof error);
  ipc_receive (&child.link, childs, sizeof childs);
  if (strcmp (order, "PpaA") != 0 || strcmp (childs, "PpcC") != 0)
    *wrong = "hooks run in another order";
  if (ipc_await_block_or_tell (&child, "futex") == IPC_BLOCKS)
    {
      *wrong = "the child cannot use malloc() and stdio";
      ipc_end (&child);
      if (thread != NULL)
        end_thread (thread);
      return error;
    }
  if (ipc_hear (&child.link) != 'u')
    *wrong = "the child cannot write";
  if (thread != NULL)
    end_thread (thread);
  ipc_tell (&child.link, 'f');
  ipc_receive (&child.link, &later, sizeof later);
  if (later != error)
    *wrong = "the mutex changes in the child later on";
  IPC_SETUP (ipc_join_exit (&child) == 0);
  return error;
}

IPC_TEST (fork_locks)
{
  struct helper_thread careless, careful;
  const char *wrong = NULL;
  int locked, defended;

  IPC_SETUP (pthread_atfork (note_prepare, note_parent, note_child) == 0);
  IPC_SETUP (pthread_atfork (prepare_mutex, release_in_parent,
                             release_in_child) == 0);
  start_thread (&careless, lock, unlock);
  locked = fork_and_try (&careless, &wrong);
  start_thread (&careful, lock, unlock);
  owner = &careful;
  defended = fork_and_try (NULL, &wrong);
  if (wrong != NULL)
    ipc_observe (wrong);
  else if (defended != 0 || pthread_mutex_trylock (&mutex) != 0)
    ipc_observe ("undefended");
  else
    ipc_observe (locked == EBUSY ? "shown" : locked == 0 ? "not shown"
                 : ipc_errno_name (locked));
}

/* The answer to something that a libc asks the system's services for.  */
static char home[200];

static void
look_up (void)
{
  struct passwd *p = getpwuid (0);

  snprintf (home, sizeof home, "%s", p == NULL ? "(nobody)" : p->pw_dir);
}

IPC_TEST (fork_frameworks)
{
  struct helper_thread thread;
  struct ipc_link mine;
  struct ipc_child child;
  int status;

  start_thread (&thread, look_up, NULL);
  child = fork_linked (&mine);
  if (child.pid == 0)
    {
      char threads[sizeof home];

      strcpy (threads, home);
      *home = '\0';
      look_up ();
      _exit (strcmp (home, threads) == 0 ? 0 : 1);
    }
  status = ipc_join (&child);
  end_thread (&thread);
  if (WIFSIGNALED (status))
    ipc_observe (ipc_signal_name (WTERMSIG (status)));
  else
    ipc_observe (exited_with (status, 0) ? "runs on"
                 : "is told something else");
}
