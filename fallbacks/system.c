/* system.c - system(), popen() and pclose() whatever becomes of SIGCHLD.
   SPDX-License-Identifier: BSD-2-Clause

   While SIGCHLD is ignored nobody can wait for the command.  A process in
   between, whose SIGCHLD has its default action, starts it, waits, and
   passes its status on through a pipe: so the caller's disposition need not
   change, which would let other children of its end as zombies meanwhile.
   dispositions.chld_ign_system and .chld_ign_pclose prove it.

   The command has the default action for SIGCHLD, not the caller's, and its
   parent is that process, which keeps descriptors above 4095 open.  Not for
   threads: the pipes' ends are close-on-exec only a moment after pipe().  */

#include "ipcompat-processes.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NO_SHELL = 127, MOST_STREAMS = 64, HIGHEST_FD = 4096 };

/* A command that runs: the process in between, and its pipe.  */
struct command
{
  FILE *stream;                 /* NULL: this one is free */
  pid_t keeper;
  int status_fd;
};

static struct command streams[MOST_STREAMS];

static void
set_action (int signo, void (*handler) (int), struct sigaction *old)
{
  struct sigaction sa;

  sa.sa_handler = handler;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  sigaction (signo, &sa, old);
}

/* What system() does about signals, and undoes in its child.  */
struct shield
{
  struct sigaction interrupt, quit;
  sigset_t mask;
};

static void
raise_shield (struct shield *s)
{
  sigset_t chld;

  set_action (SIGINT, SIG_IGN, &s->interrupt);
  set_action (SIGQUIT, SIG_IGN, &s->quit);
  sigemptyset (&chld);
  sigaddset (&chld, SIGCHLD);
  sigprocmask (SIG_BLOCK, &chld, &s->mask);
}

static void
lower_shield (const struct shield *s)
{
  int error = errno;

  sigaction (SIGINT, &s->interrupt, NULL);
  sigaction (SIGQUIT, &s->quit, NULL);
  sigprocmask (SIG_SETMASK, &s->mask, NULL);
  errno = error;
}

static void
run_shell (const char *command, const struct shield *shield)
{
  if (shield != NULL)
    lower_shield (shield);
  execl ("/bin/sh", "sh", "-c", command, (char *) NULL);
  _exit (NO_SHELL);
}

/* The ends of pipes and whatever else the caller has: somebody would wait for
   the end of file.  */
static void
close_all_but (int kept)
{
  long fd, end = sysconf (_SC_OPEN_MAX);

  if (end < 0 || end > HIGHEST_FD)
    end = HIGHEST_FD;
  for (fd = 0; fd < end; fd++)
    if (fd != kept)
      close ((int) fd);
}

/* The process in between.  No signal is its affair, also none that the
   caller catches.  */
static void
keep (const char *command, int status_fd, int from, int to,
      const struct shield *shield)
{
  int status = NO_SHELL << 8;
  sigset_t all, mask;
  ssize_t n = 0;
  pid_t pid;

  sigfillset (&all);
  sigprocmask (SIG_SETMASK, &all, &mask);
  set_action (SIGCHLD, SIG_DFL, NULL);
  pid = fork ();
  if (pid == 0)
    {
      if (from != -1)
        dup2 (from, to);
      sigprocmask (SIG_SETMASK, &mask, NULL);
      run_shell (command, shield);
    }
  close_all_but (status_fd);
  if (pid != -1)
    {
      while (waitpid (pid, &status, 0) == -1 && errno == EINTR)
        continue;
      n = write (status_fd, &status, sizeof status);
    }
  _exit (n == (ssize_t) sizeof status ? 0 : 1);
}

/* Two descriptors above 2, so that dup2() onto those changes something.  */
static int
open_pipe (int fd[2])
{
  int i, error;

  if (pipe (fd) == -1)
    return -1;
  for (i = 0; i < 2; i++)
    {
      int high = fcntl (fd[i], F_DUPFD, 3);

      if (high == -1)
        {
          error = errno;
          close (fd[0]);
          close (fd[1]);
          errno = error;
          return -1;
        }
      close (fd[i]);
      fd[i] = high;
      fcntl (high, F_SETFD, FD_CLOEXEC);
    }
  return 0;
}

/* Start COMMAND, whose descriptor TO is made a copy of FROM, if that is not
   -1.  */
static int
start (struct command *c, const char *command, int from, int to,
       const struct shield *shield)
{
  int fd[2], error;

  if (open_pipe (fd) == -1)
    return -1;
  c->keeper = fork ();
  error = errno;
  if (c->keeper == 0)
    keep (command, fd[1], from, to, shield);
  close (fd[1]);
  if (c->keeper == -1)
    {
      close (fd[0]);
      errno = error;
      return -1;
    }
  c->status_fd = fd[0];
  return 0;
}

/* The command's status, when it has ended; -1 with ECHILD if that is not to
   be had.  */
static int
finish (struct command *c)
{
  int status = -1;
  ssize_t n;

  do
    n = read (c->status_fd, &status, sizeof status);
  while (n == -1 && errno == EINTR);
  close (c->status_fd);
  /* Fails where nobody can wait: then there is no need to.  */
  while (waitpid (c->keeper, NULL, 0) == -1 && errno == EINTR)
    continue;
  if (n == (ssize_t) sizeof status)
    return status;
  errno = ECHILD;
  return -1;
}

int
ipc_fb_system (const char *command)
{
  struct command c;
  struct shield shield;
  int status = -1;

  if (command == NULL)
    return access ("/bin/sh", X_OK) == 0;
  raise_shield (&shield);
  if (start (&c, command, -1, -1, &shield) == 0)
    status = finish (&c);
  lower_shield (&shield);
  return status;
}

FILE *
ipc_fb_popen (const char *command, const char *mode)
{
  int i = 0, fd[2], reads, error;

  if ((*mode != 'r' && *mode != 'w') || mode[1] != '\0')
    {
      errno = EINVAL;
      return NULL;
    }
  while (i < MOST_STREAMS && streams[i].stream != NULL)
    i++;
  if (i == MOST_STREAMS)
    {
      errno = EMFILE;
      return NULL;
    }
  if (open_pipe (fd) == -1)
    return NULL;
  reads = *mode == 'r';
  streams[i].stream = fdopen (fd[!reads], mode);
  if (streams[i].stream != NULL
      && start (&streams[i], command, fd[reads], reads, NULL) == 0)
    {
      close (fd[reads]);
      return streams[i].stream;
    }
  error = errno;
  close (fd[reads]);
  if (streams[i].stream == NULL)
    close (fd[!reads]);
  else
    fclose (streams[i].stream);
  streams[i].stream = NULL;
  errno = error;
  return NULL;
}

int
ipc_fb_pclose (FILE *stream)
{
  int i = 0;

  while (i < MOST_STREAMS && (stream == NULL || streams[i].stream != stream))
    i++;
  if (i == MOST_STREAMS)
    {
      errno = ECHILD;
      return -1;
    }
  streams[i].stream = NULL;
  fclose (stream);
  return finish (&streams[i]);
}
