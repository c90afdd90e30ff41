/* daemon.c - daemon() of BSD, complete.
   SPDX-License-Identifier: BSD-2-Clause

   The page's recipe, and what it leaves out: a second fork(), so that the
   daemon leads no session and can acquire no terminal; umask, dispositions
   and mask in order; and the starter waits until the daemon is up.  Other
   descriptors stay open, as with daemon().  Needs setsid().  */

#include "ipcompat-processes.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef NSIG
# define NSIG 65
#endif

/* Signals at their defaults and unblocked, except that SIGPIPE is ignored
   while the starter may be gone.  */
static void
order_signals (void)
{
  struct sigaction sa;
  sigset_t none;
  int signo;

  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  for (signo = 1; signo < NSIG; signo++)
    {
      sa.sa_handler = signo == SIGPIPE ? SIG_IGN : SIG_DFL;
      sigaction (signo, &sa, NULL);     /* fails for SIGKILL and others */
    }
  sigemptyset (&none);
  sigprocmask (SIG_SETMASK, &none, NULL);
}

static int
take_null (void)
{
  int fd = open ("/dev/null", O_RDWR | O_NOCTTY), i, result = 0;

  if (fd == -1)
    return -1;
  for (i = 0; i < 3 && result != -1; i++)
    result = dup2 (fd, i);
  if (fd > 2)
    close (fd);
  return result == -1 ? -1 : 0;
}

/* What the daemon does before it counts as up; returns 0 or an errno.  */
static int
settle (int nochdir, int noclose)
{
  order_signals ();
  umask (0);
  if (!nochdir && chdir ("/") == -1)
    return errno;
  return noclose || take_null () == 0 ? 0 : errno;
}

/* Read the errno that the daemon sends.  */
static int
await_word (int fd)
{
  int word = EIO;
  ssize_t n;

  do
    n = read (fd, &word, sizeof word);
  while (n == -1 && errno == EINTR);
  close (fd);
  return n == (ssize_t) sizeof word ? word : EIO;
}

/* Send it; the daemon ends if that is not 0, and does not if nobody reads
   it any more.  */
static int
give_word (int fd, int word)
{
  ssize_t n = write (fd, &word, sizeof word);

  (void) n;
  close (fd);
  signal (SIGPIPE, SIG_DFL);
  if (word != 0)
    _exit (1);
  return 0;
}

/* In the first child.  Returns, with 0, in the second.  */
static int
go_on (int fd, int nochdir, int noclose)
{
  pid_t pid;

  if (setsid () == -1)
    return give_word (fd, errno);
  pid = fork ();
  if (pid == -1)
    return give_word (fd, errno);
  if (pid != 0)
    _exit (0);
  return give_word (fd, settle (nochdir, noclose));
}

/* A pipe that take_null() does not overwrite.  */
static int
open_pipe (int fd[2])
{
  int i, error, low[2];

  if (pipe (low) == -1)
    return -1;
  for (i = 0; i < 2; i++)
    fd[i] = fcntl (low[i], F_DUPFD, 3);
  error = errno;
  close (low[0]);
  close (low[1]);
  if (fd[0] != -1 && fd[1] != -1 && fcntl (fd[1], F_SETFD, FD_CLOEXEC) == 0)
    return 0;
  close (fd[0]);
  close (fd[1]);
  errno = error;
  return -1;
}

/* In the caller: returns only if the daemon did not come up.  */
static int
see_it_up (int fd, pid_t first_child)
{
  int word = await_word (fd);

  while (waitpid (first_child, NULL, 0) == -1 && errno == EINTR)
    continue;
  if (word == 0)
    _exit (0);
  errno = word;
  return -1;
}

int
ipc_fb_daemon (int nochdir, int noclose)
{
  int fd[2], error;
  pid_t pid;

  /* The daemon could only write it to /dev/null.  */
  fflush (stdout);
  fflush (stderr);
  if (open_pipe (fd) == -1)
    return -1;
  pid = fork ();
  error = errno;
  close (fd[pid == 0 ? 0 : 1]);
  if (pid == 0)
    return go_on (fd[1], nochdir, noclose);
  if (pid != -1)
    return see_it_up (fd[0], pid);
  close (fd[0]);
  errno = error;
  return -1;
}
