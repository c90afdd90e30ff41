/* system.c - system(), popen() and pclose() whatever becomes of SIGCHLD.
   SPDX-License-Identifier: BSD-2-Clause

   While SIGCHLD is ignored nobody can wait for the command, and a stream's
   command may be waited for by a handler that takes all children.  So a
   process in between does that (shell.c): the caller's disposition need not
   change, which would let other children of its end as zombies meanwhile.
   dispositions.chld_ign_system and .chld_ign_pclose prove it.  Where
   SIGCHLD is not ignored system() needs no such process: it blocks it.

   The parent of the command is that process, and its action for SIGCHLD the
   default where the caller ignores it.  */

#include "process-calls.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "pipe.h"
#include "shell.h"
#include "sigchld.h"

struct stream
{
  FILE *file;
  struct ipc_keeper keeper;
  pid_t opener;                 /* only it may wait, or take the status */
  struct stream *next;
};

static struct stream *streams;

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

  ipc_shell_action (SIGINT, SIG_IGN, &s->interrupt);
  ipc_shell_action (SIGQUIT, SIG_IGN, &s->quit);
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

static int
nobody_can_wait (void)
{
  struct sigaction sa;

  return sigaction (SIGCHLD, NULL, &sa) == -1 || sigchld_no_zombies (&sa);
}

int
ipc_fb_system (const char *command)
{
  struct ipc_keeper keeper;
  struct shield shield;
  struct ipc_shell s;
  int status = -1;

  if (command == NULL)
    return access ("/bin/sh", X_OK) == 0;
  raise_shield (&shield);
  s.command = command;
  s.from = s.to = -1;
  s.mask = &shield.mask;
  s.prepare = NULL;
  sigemptyset (&s.defaults);
  if (shield.interrupt.sa_handler != SIG_IGN)
    sigaddset (&s.defaults, SIGINT);
  if (shield.quit.sa_handler != SIG_IGN)
    sigaddset (&s.defaults, SIGQUIT);
  if (!nobody_can_wait ())
    {
      pid_t pid = ipc_shell_start (&s);

      status = pid == -1 ? -1 : ipc_shell_await (pid);
    }
  else if (ipc_keeper_start (&keeper, &s) == 0)
    status = ipc_keeper_finish (&keeper);
  lower_shield (&shield);
  return status;
}

/* "r" or "w", and perhaps "e".  */
static int
is_mode (const char *mode)
{
  return (*mode == 'r' || *mode == 'w')
         && (mode[1] == '\0' || (mode[1] == 'e' && mode[2] == '\0'));
}

/* POSIX: earlier streams are no business of a command.  */
static void
close_streams (void)
{
  const struct stream *c;

  for (c = streams; c != NULL; c = c->next)
    close (fileno (c->file));
}

/* A stream of the pipe FD's other end, as MODE says, to a shell that has
   FD[READS].  */
static int
open_stream (struct stream *c, const char *command, const char *mode,
             int fd[2])
{
  int reads = *mode == 'r';
  struct ipc_shell s;

  c->file = fdopen (fd[!reads], reads ? "r" : "w");
  if (c->file == NULL)
    return -1;
  s.command = command;
  c->opener = getpid ();
  s.from = fd[reads];
  s.to = reads;
  s.mask = NULL;
  s.prepare = close_streams;
  sigemptyset (&s.defaults);
  if (ipc_keeper_start (&c->keeper, &s) == -1)
    return -1;
  if (mode[1] != 'e')
    fcntl (fd[!reads], F_SETFD, 0);
  close (fd[reads]);
  return 0;
}

FILE *
ipc_fb_popen (const char *command, const char *mode)
{
  struct stream *c;
  int fd[2], reads = *mode == 'r', error;

  if (!is_mode (mode))
    {
      errno = EINVAL;
      return NULL;
    }
  c = malloc (sizeof *c);
  if (c == NULL)
    return NULL;
  if (ipc_high_pipe (fd) == -1)
    {
      error = errno;
      free (c);
      errno = error;
      return NULL;
    }
  if (open_stream (c, command, mode, fd) == 0)
    {
      c->next = streams;
      streams = c;
      return c->file;
    }
  error = errno;
  close (fd[reads]);
  if (c->file == NULL)
    close (fd[!reads]);
  else
    fclose (c->file);
  free (c);
  errno = error;
  return NULL;
}

int
ipc_fb_pclose (FILE *stream)
{
  struct stream **p = &streams, *c;
  int status, error;

  while (*p != NULL && (stream == NULL || (*p)->file != stream))
    p = &(*p)->next;
  c = *p;
  if (c == NULL)
    {
      errno = ECHILD;
      return -1;
    }
  *p = c->next;
  fclose (stream);
  if (c->opener == getpid ())
    status = ipc_keeper_finish (&c->keeper);
  else
    {
      close (c->keeper.status_fd);
      status = -1;
      errno = ECHILD;
    }
  error = errno;
  free (c);
  errno = error;
  return status;
}
