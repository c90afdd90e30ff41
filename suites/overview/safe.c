/* safe.c - a program that expects the least of signals.
   SPDX-License-Identifier: BSD-2-Clause

   It installs its handlers as System V would: each is for one delivery, does
   not block its signal, and interrupts calls.  */

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "overview.h"

enum { SIGNALS = 12, FREE = 3, CHILDREN = 6 };

/* What the program shares with the case.  */
static struct
{
  volatile sig_atomic_t caught, interrupted, was_reset;
  volatile sig_atomic_t reaped[CHILDREN];
} *seen;
static int answers;

static void
install (int signo, void (*handler) (int))
{
  struct sigaction sa;

  memset (&sa, 0, sizeof sa);
  sa.sa_handler = handler;
  sa.sa_flags = SA_RESETHAND | SA_NODEFER;
  sigemptyset (&sa.sa_mask);
  IPC_SETUP (sigaction (signo, &sa, NULL) == 0);
}

/* What a handler finds of itself.  */
static void
look (int signo)
{
  struct sigaction sa;

  if (sigaction (signo, NULL, &sa) == 0 && sa.sa_handler == SIG_DFL)
    seen->was_reset++;
}

/* Installed again before anything else.  */
static void
catch (int signo)
{
  int error = errno;
  char byte = 'a';

  look (signo);
  install (signo, catch);
  seen->caught++;
  if (write (answers, &byte, 1) != 1)
    _exit (1);
  errno = error;
}

static void
reap_all (void)
{
  int status;

  while (waitpid (-1, &status, WNOHANG) > 0)
    seen->reaped[WEXITSTATUS (status) % CHILDREN] = 1;
}

/* One signal may stand for many children, and some may come before the handler
   is there again.  */
static void
reap (int signo)
{
  int error = errno;

  reap_all ();
  install (signo, reap);
  reap_all ();
  errno = error;
}

static int
count_reaped (void)
{
  int i, n = 0;

  for (i = 0; i < CHILDREN; i++)
    n += seen->reaped[i];
  return n;
}

/* read() of just SIZE bytes.  */
static int
read_whole (int fd, char *data, size_t size)
{
  ssize_t n;
  size_t had = 0;

  while (had < size)
    {
      n = read (fd, data + had, size - had);
      if (n == -1 && errno == EINTR)
        seen->interrupted++;
      else if (n <= 0)
        return -1;
      else
        had += (size_t) n;
    }
  return 0;
}

/* Children FIRST up to END, which end at once; where HELD, all have ended
   before the signal is let in, which then stands for each of them.  */
static int
make_children (int first, int end, int held)
{
  pid_t pid[CHILDREN];
  int i;

  if (held)
    ipc_block (SIGCHLD);
  for (i = first; i < end; i++)
    {
      pid[i] = fork ();
      if (pid[i] == 0)
        _exit (i);
      if (pid[i] == -1)
        return -1;
    }
  for (i = first; held && i < end; i++)
    ipc_await_zombie (pid[i]);
  if (held)
    ipc_unblock (SIGCHLD);
  return 0;
}

/* Until the handler has taken N: one that has ended has sent its signal.  */
static int
await_children (int n)
{
  siginfo_t info;
  int turns = 0;

  while (count_reaped () < n)
    {
      if (waitid (P_ALL, 0, &info, WEXITED | WNOWAIT) == 0)
        turns++;
      else if (errno == ECHILD)
        break;
      if (turns == 10000)
        return -1;
      sched_yield ();
    }
  return 0;
}

/* While it waits for the text it is interrupted.  */
static int
program (struct ipc_link *link, void *arg)
{
  int fd = *(int *) arg;
  char text[10];

  answers = link->out;
  install (SIGUSR1, catch);
  ipc_tell (link, 'i');
  if (read_whole (fd, text, sizeof text) == -1
      || memcmp (text, "tenletters", sizeof text) != 0)
    return 2;
  install (SIGCHLD, reap);
  if (make_children (0, FREE, 0) == -1)
    return 3;
  /* The others' signal shall be the last.  */
  if (await_children (FREE) == -1)
    return 4;
  if (make_children (FREE, CHILDREN, 1) == -1)
    return 3;
  return await_children (CHILDREN) == -1 ? 4 : (ipc_tell (link, 'r'), 0);
}

/* Send one when the last is answered: 0 if the program has ended.  */
static int
interrupt (struct ipc_child *child)
{
  int i;

  for (i = 0; i < SIGNALS; i++)
    {
      if (kill (child->pid, SIGUSR1) == -1
          || ipc_hear_end (&child->link) != 'a')
        return 0;
      if (ipc_await_block_or_tell (child, "read") == IPC_TELLS)
        return 0;
    }
  return 1;
}

IPC_TEST (bugs_assume_sysv_signals)
{
  struct ipc_child child;
  int fd[2], status;

  seen = ipc_shared (sizeof *seen);
  ipc_pipe (fd);
  child = ipc_start (program, &fd[0]);
  ipc_expect (&child.link, 'i');
  if (ipc_await_block_or_tell (&child, "read") == IPC_TELLS)
    ipc_compare ("without a signal", "does not wait", "waits");
  else if (!interrupt (&child))
    ipc_compare ("a signal", "ends the program, or is lost", "caught");
  else
    {
      ipc_put (fd[1], "tenletters");
      ipc_compare_value ("children reaped", ipc_hear_end (&child.link),
                         'r');
    }
  ipc_compare_value ("signals caught", seen->caught, SIGNALS);
  ipc_compare_value ("children", count_reaped (), CHILDREN);
  ipc_detail ("%d of %d handlers were reset, %d reads interrupted",
              (int) seen->was_reset, SIGNALS, (int) seen->interrupted);
  status = ipc_join (&child);
  if (ipc_wrong () == NULL)
    ipc_compare_value ("its status", WIFEXITED (status)
                       ? WEXITSTATUS (status) : -1, 0);
  ipc_observe_right ("nothing is lost");
}
