/* reaper.c - one handler of SIGCHLD that loses no child.
   SPDX-License-Identifier: BSD-2-Clause

   Signals do not count, so the handler asks for each child that it is to
   watch, whether or not that one has just ended; it asks for no others, which
   system(), popen() and libraries wait for themselves.  Where waitid() can
   show who has ended, and leave it a zombie, only those are asked for, lest a
   thousand children be asked a thousand times; but not while a zombie is shown
   that nobody registered, for it hides the others.  It never blocks, keeps
   errno, and puts itself back last: System V calls a handler again that does
   so while a zombie is there (handler_reinstall_after).
   reaper.loop, .single_wait_misses, .status_map, .errno_status_kept,
   .stop_at_signalled and .blocking_wait_after_system prove it.
   Children that nobody registers stay zombies.  */

#include "process-calls.h"

#include <errno.h>
#include <signal.h>
#include <sys/types.h>
#include <sys/wait.h>

#include "pid-table.h"
#include "sigchld.h"

#if defined WNOWAIT && defined IPC_PROBE_WAITID_WNOWAIT \
  && IPC_PROBE_WAITID_WNOWAIT == 1
# define HAS_SHOW 1
#endif

enum state
{
  FREE,
  LIVES,
  ENDED,                        /* its status is here */
  TAKEN                         /* someone else has waited for it */
};

/* Handlers work on this; everyone else only with signals blocked.  */
static struct pid_table watched;

static struct sigaction before;
static volatile sig_atomic_t started;

static void
look (struct pid_place *child)
{
  int status;
  pid_t pid;

  do
    pid = waitpid (child->pid, &status, WNOHANG);
  while (pid == -1 && errno == EINTR);
  if (pid == -1)
    child->state = TAKEN;
  else if (pid > 0 && (WIFEXITED (status) || WIFSIGNALED (status)))
    {
      child->status = status;
      child->state = ENDED;
    }
}

#ifdef HAS_SHOW

/* The child that has ended and is shown first: 0 if there is none, -1 if that
   is not to be known.  */
static pid_t
show (void)
{
  siginfo_t info;
  int result;

  do
    {
      info.si_pid = 0;
      result = waitid (P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT);
    }
  while (result == -1 && errno == EINTR);
  return result == 0 ? info.si_pid : errno == ECHILD ? 0 : -1;
}

/* Look at those that are shown; whether there are no others.  */
static int
look_at_shown (void)
{
  pid_t pid;
  int i;

  while ((pid = show ()) > 0)
    {
      i = pid_table_find (&watched, pid);
      while (i != PID_TABLE_END && watched.place[i].state != LIVES)
        i = pid_table_after (&watched, i, pid);
      if (i == PID_TABLE_END)
        return 0;
      look (&watched.place[i]);
      /* It was a ghost: nobody could take it.  */
      if (watched.place[i].state == LIVES)
        return 0;
    }
  return pid == 0;
}

#else

static int
look_at_shown (void)
{
  return 0;
}

#endif

static void
reap (int signo)
{
  int error = errno, i;

  (void) signo;
  if (!look_at_shown ())
    for (i = 0; i < watched.end; i++)
      if (watched.place[i].state == LIVES)
        look (&watched.place[i]);
  sigchld_handle (reap, NULL);
  errno = error;
}

int
ipc_reaper_start (void)
{
  if (started)
    return 0;
  if (IPC_NO_WNOHANG)
    {
      errno = ENOSYS;
      return -1;
    }
  if (sigchld_handle (reap, &before) == -1)
    return -1;
  started = 1;
  return 0;
}

int
ipc_reaper_watch (pid_t pid)
{
  sigset_t old;
  int error = errno, i;

  if (pid <= 0)
    {
      errno = EINVAL;
      return -1;
    }
  signals_block (&old);
  i = pid_table_add (&watched, pid, LIVES);
  /* Its SIGCHLD may have come before it was watched.  */
  if (i != -1)
    look (&watched.place[i]);
  signals_unblock (&old, i != -1 ? error : ENOMEM);
  return i != -1 ? 0 : -1;
}

int
ipc_reaper_status (pid_t pid, int *status)
{
  sigset_t old;
  struct pid_place *child;
  int result = -1, error = errno, i;

  signals_block (&old);
  i = pid_table_find (&watched, pid);
  if (i != PID_TABLE_END)
    {
      child = &watched.place[i];
      /* Who has been waited for by others is not shown.  */
      if (child->state == LIVES)
        look (child);
      result = child->state == LIVES ? 0 : child->state == ENDED ? 1 : -1;
      if (result == 1)
        *status = child->status;
      if (result != 0)
        pid_table_remove (&watched, i);
    }
  signals_unblock (&old, result == -1 ? ECHILD : error);
  return result;
}

int
ipc_reaper_stop (void)
{
  sigset_t old;
  int result = 0, i;

  signals_block (&old);
  if (started)
    result = sigaction (SIGCHLD, &before, NULL);
  started = 0;
  for (i = 0; i < watched.end; i++)
    if (watched.place[i].state != FREE)
      pid_table_remove (&watched, i);
  signals_unblock (&old, errno);
  return result;
}
