/* hangup.c - faults of hang-ups, and of what executes itself.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

int
kill (pid_t pid, int signo)
{
  if (signo == SIGHUP && ipc_fault ("hup_is_term"))
    signo = SIGTERM;
  if (signo == SIGHUP && ipc_fault ("hup_dropped"))
    return 0;
  return IPC_REAL (kill) (pid, signo);
}

static void (*hangup_handler) (int);

static void
handle_twice (int signo)
{
  hangup_handler (signo);
  hangup_handler (signo);
}

int
sigaction (int signo, const struct sigaction *action, struct sigaction *old)
{
  struct sigaction other;

  if (action != NULL && signo == SIGHUP)
    {
      other = *action;
      if (ipc_fault ("handler_once") && action->sa_handler != SIG_DFL)
        other.sa_flags |= (int) SA_RESETHAND;
      if (ipc_fault ("handler_stays"))
        other.sa_flags &= ~(int) SA_RESETHAND;
      if (ipc_fault ("nodefer_of_hangup_ignored"))
        other.sa_flags &= ~SA_NODEFER;
      if (ipc_fault ("hup_twice") && (action->sa_flags & SA_SIGINFO) == 0
          && action->sa_handler != SIG_DFL && action->sa_handler != SIG_IGN)
        {
          hangup_handler = action->sa_handler;
          other.sa_handler = handle_twice;
        }
      action = &other;
    }
  return IPC_REAL (sigaction) (signo, action, old);
}

int
sigprocmask (int how, const sigset_t *set, sigset_t *old)
{
  if (how == SIG_UNBLOCK && ipc_fault ("unblock_ignored"))
    set = NULL;
  return IPC_REAL (sigprocmask) (how, set, old);
}

static void
drop_pending (void)
{
  struct sigaction old;
  sigset_t pending;

  sigpending (&pending);
  if (sigismember (&pending, SIGHUP) != 1)
    return;
  sigaction (SIGHUP, NULL, &old);
  signal (SIGHUP, SIG_IGN);
  IPC_REAL (sigaction) (SIGHUP, &old, NULL);
}

static void
set_default (int only_ignored)
{
  struct sigaction sa;

  if (sigaction (SIGHUP, NULL, &sa) == 0
      && (sa.sa_handler == SIG_IGN) == only_ignored)
    signal (SIGHUP, SIG_DFL);
}

/* Go on as a child; the parent lives for it.  */
static void
move (void)
{
  pid_t pid = fork ();

  if (pid <= 0)
    return;
  close (0);
  close (1);
  while (waitpid (pid, NULL, 0) == -1 && errno == EINTR)
    continue;
  _exit (0);
}

static void
before_exec (char *const argv[])
{
  sigset_t none;
  int fd;

  if (ipc_fault ("exec_forks"))
    move ();
  if (ipc_fault ("exec_drops_pending"))
    drop_pending ();
  if (ipc_fault ("exec_unignores"))
    set_default (1);
  for (fd = 3; fd < 64 && ipc_fault ("exec_closes"); fd++)
    close (fd);
  if (ipc_fault ("exec_unblocks"))
    {
      sigemptyset (&none);
      IPC_REAL (sigprocmask) (SIG_SETMASK, &none, NULL);
    }
  for (fd = 0; ipc_fault ("exec_drops_argument") && argv[fd] != NULL; fd++)
    if (fd > 1 && argv[fd + 1] == NULL)
      ((char **) argv)[fd] = NULL;
}

int
execv (const char *path, char *const argv[])
{
  int result;

  before_exec (argv);
  result = IPC_REAL (execv) (path, argv);
  if (ipc_fault ("exec_fails_fatally"))
    _exit (126);
  if (ipc_fault ("exec_loses_handlers"))
    set_default (0);
  if (ipc_fault ("exec_enoent"))
    errno = ENOENT;
  return result;
}

ssize_t
readlink (const char *path, char *buffer, size_t size)
{
  if (strncmp (path, "/proc/", 6) == 0
      && ipc_fault ("readlink_tells_nothing"))
    {
      errno = ENOENT;
      return -1;
    }
  return IPC_REAL (readlink) (path, buffer, size);
}
