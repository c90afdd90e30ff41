/* child.c - child processes: starting, waiting, ending.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "child.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "case.h"
#include "facilities.h"

enum { MOST_CHILDREN = 256 };

static pid_t children[MOST_CHILDREN];
static int n_children;

static void
forget (pid_t pid)
{
  int i;

  for (i = 0; i < n_children; i++)
    if (children[i] == pid)
      {
        children[i] = children[--n_children];
        return;
      }
}

static pid_t
do_fork (int tied)
{
  int held = ipc_hold ();
  pid_t parent = getpid ();
  pid_t pid = fork ();

  IPC_SETUP (pid != -1);
  if (pid == 0)
    {
      n_children = 0;
      if (tied)
        ipc_tie_to_parent (parent);
    }
  else
    {
      IPC_SETUP (n_children < MOST_CHILDREN);
      children[n_children++] = pid;
    }
  ipc_release (held);
  return pid;
}

pid_t
ipc_fork (void)
{
  return do_fork (1);
}

pid_t
ipc_fork_outliving (void)
{
  return do_fork (0);
}

struct ipc_child
ipc_start (int (*body) (struct ipc_link *, void *), void *arg)
{
  struct ipc_link_pair pair;
  struct ipc_child child;

  ipc_link_open (&pair);
  child.pid = ipc_fork ();
  if (child.pid == 0)
    {
      struct ipc_link link = ipc_link_child (&pair);

      _exit (body (&link, arg));
    }
  child.link = ipc_link_parent (&pair);
  return child;
}

int
ipc_wait_status (pid_t pid, int options)
{
  int held = ipc_hold ();
  int status = 0;
  pid_t got;

  do
    got = waitpid (pid, &status, options);
  while (got == -1 && errno == EINTR);
  IPC_SETUP (got > 0);
  ipc_release (held);
  return status;
}

int
ipc_join_pid (pid_t pid)
{
  int status = ipc_wait_status (pid, 0);

  forget (pid);
  if (WIFEXITED (status) && WEXITSTATUS (status) == IPC_EXIT_BROKEN)
    ipc_broken ("set-up failed in a child");
  if (WIFEXITED (status) && WEXITSTATUS (status) == IPC_EXIT_REPORTED)
    ipc_broken ("a child process reported in the case's place");
  return status;
}

int
ipc_join (struct ipc_child *child)
{
  ipc_link_close (&child->link);
  return ipc_join_pid (child->pid);
}

int
ipc_join_exit (struct ipc_child *child)
{
  int status = ipc_join (child);

  if (!WIFEXITED (status))
    ipc_broken ("a child ended with wait status %#x", (unsigned) status);
  return WEXITSTATUS (status);
}

void
ipc_end (struct ipc_child *child)
{
  int held = ipc_hold ();

  kill (child->pid, SIGKILL);
  ipc_release (held);
  ipc_join (child);
}

void
ipc_await_zombie (pid_t pid)
{
  int held = ipc_hold ();
  siginfo_t info;
  int result;

  do
    result = waitid (P_PID, (id_t) pid, &info, WEXITED | WNOWAIT);
  while (result == -1 && errno == EINTR);
  IPC_SETUP (result == 0);
  ipc_release (held);
}

int
ipc_await_stopped (pid_t pid)
{
  int status = ipc_wait_status (pid, WUNTRACED);

  if (!WIFSTOPPED (status))
    ipc_broken ("a child did not stop: wait status %#x", (unsigned) status);
  return WSTOPSIG (status);
}

void
ipc_await_continued (pid_t pid)
{
  int status = ipc_wait_status (pid, WCONTINUED);

  if (!WIFCONTINUED (status))
    ipc_broken ("a child did not continue: wait status %#x",
                (unsigned) status);
}

void
ipc_helper_path (const char *name, char *buffer, size_t size)
{
  int held = ipc_hold ();
  char *directory = realpath (ipc_config ("srcdir", "."), NULL);

  IPC_SETUP (directory != NULL);
  IPC_SETUP ((size_t) snprintf (buffer, size, "%s/%s", directory, name)
             < size);
  free (directory);
  IPC_SETUP (access (buffer, X_OK) == 0);
  ipc_release (held);
}

void
ipc_kill_children (void)
{
  while (n_children > 0)
    {
      pid_t pid = children[--n_children];

      if (getpgid (pid) == pid)
        kill (-pid, SIGKILL);
      kill (pid, SIGKILL);
      while (waitpid (pid, NULL, 0) == -1 && errno == EINTR)
        continue;
    }
}
