/* vfork.c - what vfork() does to its caller.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "safe_pipes.h"
#include "frame/suite.h"

static volatile int variable;

IPC_TEST (vfork_hazard)
{
  int shown, defended;
  pid_t pid;

  variable = 1;
  pid = ipc_vfork_sets (&variable, 2);
  IPC_SETUP (pid != -1 && waitpid (pid, NULL, 0) == pid);
  shown = variable == 2;
  variable = 1;
  pid = fork ();
  IPC_SETUP (pid != -1);
  if (pid == 0)
    {
      variable = 3;
      _exit (0);
    }
  IPC_SETUP (waitpid (pid, NULL, 0) == pid);
  defended = variable == 1;
  ipc_observe (!defended ? "undefended" : shown ? "shown" : "not shown");
}

/* How often the parent of a vfork() has caught SIGUSR1.  */
static volatile sig_atomic_t *caught;

static void
count (int signo)
{
  (void) signo;
  ++*caught;
}

/* The child of vfork() is in nobody's care: it ends with the link.  */
static int
wait_in_vfork (struct ipc_link *link, void *arg)
{
  pid_t pid;

  (void) arg;
  ipc_handle (SIGUSR1, count, 0);
  pid = ipc_vfork_reads (link->in, link->out);
  IPC_SETUP (pid != -1);
  ipc_tell (link, 'p');
  while (waitpid (pid, NULL, 0) == -1)
    IPC_SETUP (errno == EINTR);
  return 0;
}

/* *GOES_ON: it may say so before its child does, where vfork() is fork().  */
static struct ipc_child
start_parent (int *goes_on)
{
  struct ipc_child parent = ipc_start (wait_in_vfork, NULL);
  int told = ipc_hear_end (&parent.link);

  *goes_on = told == 'p';
  if (*goes_on)
    told = ipc_hear_end (&parent.link);
  /* Also by its own fault, where vfork() is missing.  */
  if (told != 'v')
    {
      ipc_join (&parent);
      ipc_broken ("no child of vfork()");
    }
  return parent;
}

/* Whether PARENT is held.  Where only ps can tell, it takes the wait for a
   disk's: then nothing is known.  */
static int
is_held (struct ipc_child *parent)
{
  enum { MOST_LOOKS = 1000 };
  char call[40];
  enum ipc_state state;
  int i;

  for (i = 0; i < MOST_LOOKS; i++)
    {
      if (ipc_listen (&parent->link))
        return 0;
      state = ipc_state (parent->pid, call, sizeof call);
      ipc_need_known (state);
      if (state == IPC_BLOCKED)
        return ipc_await_block_or_tell (parent, "vfork") == IPC_BLOCKS;
    }
  ipc_need_known (IPC_UNKNOWN);
  return 0;
}

/* Whether a signal that is caught waits for the child; -1 if it is lost.  */
static int
holds_caught (void)
{
  int goes_on, waits;
  struct ipc_child parent = start_parent (&goes_on);
  int held = !goes_on && is_held (&parent);

  *caught = 0;
  if (!held)
    {
      ipc_tell (&parent.link, 'g');
      if (!goes_on)
        ipc_expect (&parent.link, 'p');
      IPC_SETUP (ipc_join_exit (&parent) == 0);
      return 0;
    }
  IPC_SETUP (kill (parent.pid, SIGUSR1) == 0);
  waits = ipc_await_released (&parent, "vfork") == IPC_BLOCKS && *caught == 0;
  ipc_tell (&parent.link, 'g');
  ipc_expect (&parent.link, 'p');
  IPC_SETUP (ipc_join_exit (&parent) == 0);
  return *caught == 1 ? waits : -1;
}

/* Whether a signal that ends the parent waits likewise.  */
static int
holds_fatal (void)
{
  int goes_on, waits;
  struct ipc_child parent = start_parent (&goes_on);

  IPC_SETUP (!goes_on);
  IPC_SETUP (ipc_await_block_or_tell (&parent, "vfork") == IPC_BLOCKS);
  IPC_SETUP (kill (parent.pid, SIGTERM) == 0);
  waits = ipc_still_blocked (&parent, "vfork");
  ipc_tell (&parent.link, 'g');
  while (ipc_hear_end (&parent.link) != -1)
    continue;
  ipc_join (&parent);
  return waits;
}

/* The child of vfork() executes a program, which writes a line to SAY and
   stays until the gate is opened.  */
struct program
{
  int say[2], gate[2];
};

static int
execute_in_vfork (struct ipc_link *link, void *arg)
{
  struct program *p = arg;
  char path[1100], act[] = "act", say[24], hold[24];
  char *argv[] = { path, act, say, hold, NULL };
  pid_t pid;

  close (p->gate[1]);
  ipc_helper_path ("ipc_helper", path, sizeof path);
  snprintf (say, sizeof say, "pid:%d", p->say[1]);
  snprintf (hold, sizeof hold, "hold:%d", p->gate[0]);
  pid = ipc_vfork_executes (argv);
  IPC_SETUP (pid != -1);
  ipc_tell (link, 'p');
  IPC_SETUP (waitpid (pid, NULL, 0) == pid);
  return 0;
}

/* Whether vfork() returns when its child has executed.  */
static int
exec_releases (void)
{
  struct ipc_child parent;
  struct program p;
  char byte;
  int releases;

  IPC_SETUP (pipe (p.say) == 0 && pipe (p.gate) == 0);
  parent = ipc_start (execute_in_vfork, &p);
  close (p.say[1]);
  close (p.gate[0]);
  IPC_SETUP (read (p.say[0], &byte, 1) == 1);
  releases = ipc_await_released (&parent, "vfork") == IPC_TELLS;
  close (p.gate[1]);
  ipc_expect (&parent.link, 'p');
  IPC_SETUP (ipc_join_exit (&parent) == 0);
  close (p.say[0]);
  return releases;
}

/* The same by fork(): tells when it has caught the signal, while its child
   lives.  */
static int
wait_beside_fork (struct ipc_link *link, void *arg)
{
  sigset_t none;
  char byte;
  int *gate = arg;
  pid_t parent = getpid (), pid;

  sigemptyset (&none);
  ipc_block (SIGUSR1);
  ipc_handle (SIGUSR1, count, 0);
  close (gate[1]);
  ipc_tell (link, 'f');
  pid = fork ();
  IPC_SETUP (pid != -1);
  if (pid == 0)
    {
      ipc_tie_to_parent (parent);
      while (read (gate[0], &byte, 1) > 0)
        continue;
      _exit (0);
    }
  while (*caught == 0)
    sigsuspend (&none);
  ipc_tell (link, 'c');
  IPC_SETUP (waitpid (pid, NULL, 0) == pid);
  return 0;
}

/* Whether it catches the signal before its child ends.  */
static int
fork_catches (void)
{
  struct ipc_child parent;
  int gate[2], catches;

  IPC_SETUP (pipe (gate) == 0);
  *caught = 0;
  parent = ipc_start (wait_beside_fork, gate);
  ipc_expect (&parent.link, 'f');
  ipc_await_blocked (parent.pid, "");
  IPC_SETUP (kill (parent.pid, SIGUSR1) == 0);
  catches = ipc_await_released (&parent, "") == IPC_TELLS;
  close (gate[1]);
  ipc_expect (&parent.link, 'c');
  IPC_SETUP (ipc_join_exit (&parent) == 0);
  return catches;
}

IPC_TEST (vfork_parent_signals)
{
  int held, shown, fatal, defended, releases;

  caught = ipc_shared (sizeof *caught);
  held = holds_caught ();
  shown = held == 1;
  fatal = shown && holds_fatal ();
  releases = !shown || exec_releases ();
  defended = fork_catches ();
  if (shown)
    ipc_detail ("a fatal signal %s", fatal ? "waits, too" : "ends the parent");
  ipc_observe (!defended ? "undefended" : held == -1 ? "loses the signal"
               : !releases ? "waits after exec()"
               : shown ? "shown" : "not shown");
}
