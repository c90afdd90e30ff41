/* child.c - child processes: starting, waiting, ending.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "child.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/hold.h"
#include "frame/report.h"
#include "frame/settings.h"
#include "facilities/facilities.h"
#include "oracle.h"

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

      ipc_tell (&link, 's');
      _exit (body (&link, arg));
    }
  child.link = ipc_link_parent (&pair);
  /* Asleep until the child runs: what asks the oracle next would only take
     the processor from it.  That it ended already is no news here.  */
  ipc_hear_end (&child.link);
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
  if (WIFEXITED (status) && WEXITSTATUS (status) == IPC_EXIT_CANNOT)
    ipc_broken ("a child cannot do its part here");
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

/* Whether waitid() can look at a zombie and leave it one; where it cannot,
   the oracle looks, which disturbs neither a SIGCHLD nor a wait().  */
static int
can_peek (void)
{
#if defined IPC_PROBE_WAITID_WNOWAIT && IPC_PROBE_WAITID_WNOWAIT == 0
  return 0;
#else
  return WNOWAIT != 0
         && strcmp (ipc_config ("zombie", "waitid"), "oracle") != 0;
#endif
}

void
ipc_await_zombie (pid_t pid)
{
  int held = ipc_hold ();
  siginfo_t info;
  int result;

  if (!can_peek ())
    ipc_await_state (pid, IPC_ZOMBIE);
  else
    {
      ipc_uses ("waitid_nowait");
      do
        result = waitid (P_PID, (id_t) pid, &info, WEXITED | WNOWAIT);
      while (result == -1 && errno == EINTR);
      IPC_SETUP (result == 0);
    }
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
  int status;

  if (WCONTINUED == 0)
    ipc_lacks ("WCONTINUED");
  status = ipc_wait_status (pid, WCONTINUED);
  if (!ipc_has_continued (pid, status))
    ipc_broken ("a child did not continue: wait status %#x",
                (unsigned) status);
}

int
ipc_find_beside (const char *name, char *buffer, size_t size)
{
  int held = ipc_hold ();
  static char *directory;
  int found;

  if (directory == NULL)
    directory = realpath (ipc_config ("srcdir", "."), NULL);
  IPC_SETUP (directory != NULL);
  IPC_SETUP ((size_t) snprintf (buffer, size, "%s/%s", directory, name)
             < size);
  found = access (buffer, R_OK);
  ipc_release (held);
  return found;
}

void
ipc_helper_path (const char *name, char *buffer, size_t size)
{
  IPC_SETUP (ipc_find_beside (name, buffer, size) == 0);
}

/* Kill CHILDREN[I] and its process group if it leads one; returns 0 if it is
   no child any more: the body may have reaped it, and its number may be
   another process's by now.  */
static int
kill_child (int i)
{
  pid_t pid = children[i];
  int leads = getpgid (pid) == pid;
  pid_t got = waitpid (pid, NULL, WNOHANG);

  if (got == -1)
    return 0;
  if (leads)
    kill (-pid, SIGKILL);
  if (got == 0)
    kill (pid, SIGKILL);
  return got == 0;
}

void
ipc_kill_children (void)
{
  int i, n = 0;

  for (i = 0; i < n_children; i++)
    if (kill_child (i))
      children[n++] = children[i];
  for (i = 0; i < n; i++)
    while (waitpid (children[i], NULL, 0) == -1 && errno == EINTR)
      continue;
  n_children = 0;
}
