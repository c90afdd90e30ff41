/* daemon.c - daemon() of BSD, and one that puts everything in order.
   SPDX-License-Identifier: BSD-2-Clause

   Both wait until the daemon is up, so that the starter hears of a failure
   and nobody comes too early.  ipc_fb_daemon() else does what daemon() does,
   and changes nothing that it keeps: umask, dispositions, mask, unflushed
   output.  ipc_daemon_hardened() is the page's recipe and what it leaves
   out: a second fork(), so that the daemon leads no session and can acquire
   no terminal; umask, dispositions and mask in order; output flushed.  Other
   descriptors stay open in both.  Without a setsid() of use they have
   ipc_fb_setsid()'s shortfalls (daemons.setsid_new_session), hence go on in
   the starter's session: daemons.complete, daemons.supervised.  */

#include "process-calls.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "nsig.h"

/* What the daemon has to know.  */
struct starter
{
  int hardened, nochdir, noclose;
  int word;                     /* where the starter waits for its errno */
  sigset_t mask;                /* the starter's */
};

/* Signals at their defaults and unblocked.  */
static void
order_signals (void)
{
  struct sigaction sa;
  sigset_t none;
  int signo;

  sa.sa_handler = SIG_DFL;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  for (signo = 1; signo < NSIG; signo++)
    sigaction (signo, &sa, NULL);       /* fails for SIGKILL and others */
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
settle (const struct starter *s)
{
  if (s->hardened)
    {
      order_signals ();
      umask (0);
    }
  else
    sigprocmask (SIG_SETMASK, &s->mask, NULL);
  if (!s->nochdir && chdir ("/") == -1)
    return errno;
  return s->noclose || take_null () == 0 ? 0 : errno;
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
   it any more: SIGPIPE is ignored meanwhile.  */
static int
give_word (const struct starter *s, int word)
{
  struct sigaction ignored, was;
  ssize_t n;

  ignored.sa_handler = SIG_IGN;
  ignored.sa_flags = 0;
  sigemptyset (&ignored.sa_mask);
  sigaction (SIGPIPE, &ignored, &was);
  n = write (s->word, &word, sizeof word);
  (void) n;
  close (s->word);
  if (word != 0)
    _exit (1);
  sigaction (SIGPIPE, &was, NULL);
  return 0;
}

/* In the first child.  Returns, with 0, in the daemon.  */
static int
go_on (const struct starter *s)
{
  pid_t pid;

  if (setsid () == -1)
    return give_word (s, errno);
  if (s->hardened)
    {
      pid = fork ();
      if (pid == -1)
        return give_word (s, errno);
      if (pid != 0)
        _exit (0);
    }
  return give_word (s, settle (s));
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
  for (i = 0; i < 2; i++)
    if (fd[i] != -1)
      close (fd[i]);
  errno = error;
  return -1;
}

/* In the caller: returns only if the daemon did not come up.  A caller's
   handler may have waited for the child.  */
static int
see_it_up (int fd, pid_t first_child)
{
  int word = await_word (fd);

  if (word == 0)
    _exit (0);
  while (waitpid (first_child, NULL, 0) == -1 && errno == EINTR)
    continue;
  return word;
}

/* SIGCHLD waits: no handler of the caller's is to hear of the first child,
   before that has been waited for.  */
static int
start (struct starter *s)
{
  int fd[2], error;
  sigset_t chld;
  pid_t pid;

  if (open_pipe (fd) == -1)
    return -1;
  sigemptyset (&chld);
  sigaddset (&chld, SIGCHLD);
  sigprocmask (SIG_BLOCK, &chld, &s->mask);
  pid = fork ();
  error = errno;
  close (fd[pid == 0 ? 0 : 1]);
  s->word = fd[1];
  if (pid == 0)
    return go_on (s);
  if (pid != -1)
    error = see_it_up (fd[0], pid);
  else
    close (fd[0]);
  sigprocmask (SIG_SETMASK, &s->mask, NULL);
  errno = error;
  return -1;
}

int
ipc_fb_daemon (int nochdir, int noclose)
{
  struct starter s;

  s.hardened = 0;
  s.nochdir = nochdir;
  s.noclose = noclose;
  return start (&s);
}

int
ipc_daemon_hardened (int nochdir, int noclose)
{
  struct starter s;

  /* The daemon could only write it to /dev/null.  */
  fflush (stdout);
  fflush (stderr);
  s.hardened = 1;
  s.nochdir = nochdir;
  s.noclose = noclose;
  return start (&s);
}
