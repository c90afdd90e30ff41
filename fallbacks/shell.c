/* shell.c - shells, and processes that wait for them.
   SPDX-License-Identifier: BSD-2-Clause

   A keeper, whose SIGCHLD has its default action, starts the shell, waits,
   and passes its status on through a pipe.  */

#include "process-calls.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined _POSIX_SPAWN && _POSIX_SPAWN > 0
# include <spawn.h>
extern char **environ;
#endif

#include "close-from.h"
#include "pipe.h"
#include "shell.h"

enum { NO_SHELL = 127 };

void
ipc_shell_action (int signo, void (*handler) (int), struct sigaction *old)
{
  struct sigaction sa;

  sa.sa_handler = handler;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  sigaction (signo, &sa, old);
}

#if defined _POSIX_SPAWN && _POSIX_SPAWN > 0

pid_t
ipc_shell_start (const struct ipc_shell *s)
{
  char *argv[] = { (char *) "sh", (char *) "-c", (char *) s->command, NULL };
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  pid_t pid = -1;
  int error = posix_spawn_file_actions_init (&actions);

  if (error == 0)
    {
      error = posix_spawnattr_init (&attributes);
      if (error == 0)
        {
          posix_spawnattr_setflags (&attributes, POSIX_SPAWN_SETSIGMASK
                                                 | POSIX_SPAWN_SETSIGDEF);
          posix_spawnattr_setsigmask (&attributes, s->mask);
          posix_spawnattr_setsigdefault (&attributes, &s->defaults);
          if (s->from != -1)
            error = posix_spawn_file_actions_adddup2 (&actions, s->from,
                                                      s->to);
          if (error == 0)
            error = posix_spawn (&pid, "/bin/sh", &actions, &attributes,
                                 argv, environ);
          posix_spawnattr_destroy (&attributes);
        }
      posix_spawn_file_actions_destroy (&actions);
    }
  errno = error;
  return error == 0 ? pid : error == EAGAIN || error == ENOMEM ? -1 : 0;
}

#else

pid_t
ipc_shell_start (const struct ipc_shell *s)
{
  pid_t pid = fork ();

  if (pid != 0)
    return pid;
  if (s->from != -1)
    dup2 (s->from, s->to);
  if (sigismember (&s->defaults, SIGINT) == 1)
    ipc_shell_action (SIGINT, SIG_DFL, NULL);
  if (sigismember (&s->defaults, SIGQUIT) == 1)
    ipc_shell_action (SIGQUIT, SIG_DFL, NULL);
  sigprocmask (SIG_SETMASK, s->mask, NULL);
  execl ("/bin/sh", "sh", "-c", s->command, (char *) NULL);
  _exit (NO_SHELL);
}

#endif

int
ipc_shell_await (pid_t pid)
{
  int status = NO_SHELL << 8;
  pid_t got = pid;

  while (pid > 0 && (got = waitpid (pid, &status, 0)) == -1
         && errno == EINTR)
    continue;
  return got == -1 ? -1 : status;
}

/* The process in between.  No signal is its affair, also none that the
   caller catches: all are blocked.  */
static void
keep (const struct ipc_shell *s, int status_fd)
{
  ssize_t n = 0;
  int status;
  pid_t pid;

  ipc_shell_action (SIGCHLD, SIG_DFL, NULL);
  if (s->prepare != NULL)
    s->prepare ();
  pid = ipc_shell_start (s);
  dup2 (status_fd, 0);
  /* The ends of pipes and whatever else the caller has: somebody would wait
     for the end of file.  */
  ipc_close_from (1);
  status = ipc_shell_await (pid);
  if (pid != -1)
    n = write (0, &status, sizeof status);
  _exit (n == (ssize_t) sizeof status ? 0 : 1);
}

int
ipc_keeper_start (struct ipc_keeper *k, const struct ipc_shell *s)
{
  int fd[2], error;
  sigset_t mask;

  if (ipc_high_pipe (fd) == -1)
    return -1;
  signals_block (&mask);
  k->pid = fork ();
  error = errno;
  if (k->pid == 0)
    {
      struct ipc_shell of_caller = *s;

      if (s->mask == NULL)
        of_caller.mask = &mask;
      keep (&of_caller, fd[1]);
    }
  sigprocmask (SIG_SETMASK, &mask, NULL);
  close (fd[1]);
  if (k->pid == -1)
    {
      close (fd[0]);
      errno = error;
      return -1;
    }
  k->status_fd = fd[0];
  return 0;
}

int
ipc_keeper_finish (const struct ipc_keeper *k)
{
  int status = -1;
  ssize_t n;

  do
    n = read (k->status_fd, &status, sizeof status);
  while (n == -1 && errno == EINTR);
  close (k->status_fd);
  /* Fails where nobody can wait: then there is no need to.  */
  while (waitpid (k->pid, NULL, 0) == -1 && errno == EINTR)
    continue;
  if (n == (ssize_t) sizeof status)
    return status;
  errno = ECHILD;
  return -1;
}
