/* reaper.c - one handler of SIGCHLD that loses no child.
   SPDX-License-Identifier: BSD-2-Clause

   Signals do not count, so the handler asks for each child that it is to
   watch, whether or not that one has just ended; it asks for no others,
   which system(), popen() and libraries wait for themselves.  It never
   blocks, keeps errno, and puts itself back last: System V calls a handler
   again that does so while a zombie is there (handler_reinstall_after).
   reaper.loop, .single_wait_misses, .status_map, .errno_status_kept,
   .stop_at_signalled and .blocking_wait_after_system prove it.
   Children that nobody registers stay zombies.  */

#include "process-calls.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>

#include "sigchld.h"

enum state
{
  FREE,
  LIVES,
  ENDED,                        /* its status is here */
  TAKEN                         /* someone else has waited for it */
};

struct child
{
  enum state state;
  pid_t pid;
  int status;
};

/* Handlers work on this; everyone else only with signals blocked.  */
static struct child *watched;
static size_t n_watched;

static struct sigaction before;
static volatile sig_atomic_t started;

static void
look (size_t i)
{
  int status;
  pid_t pid;

  do
    pid = waitpid (watched[i].pid, &status, WNOHANG);
  while (pid == -1 && errno == EINTR);
  if (pid == -1)
    watched[i].state = TAKEN;
  else if (pid > 0 && (WIFEXITED (status) || WIFSIGNALED (status)))
    {
      watched[i].status = status;
      watched[i].state = ENDED;
    }
}

static void
reap (int signo)
{
  int error = errno;
  size_t i;

  (void) signo;
  for (i = 0; i < n_watched; i++)
    if (watched[i].state == LIVES)
      look (i);
  sigchld_handle (reap, NULL);
  errno = error;
}

/* A place that is free; that of the end if there is none.  */
static size_t
find_place (void)
{
  size_t i = 0, more = n_watched == 0 ? 64 : 2 * n_watched;
  struct child *table;

  while (i < n_watched && watched[i].state != FREE)
    i++;
  if (i < n_watched)
    return i;
  table = realloc (watched, more * sizeof *watched);
  if (table != NULL)
    {
      watched = table;
      for (; n_watched < more; n_watched++)
        watched[n_watched].state = FREE;
    }
  return i;
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
  size_t i;
  int error = errno, done;

  if (pid <= 0)
    {
      errno = EINVAL;
      return -1;
    }
  signals_block (&old);
  i = find_place ();
  done = i < n_watched;
  if (done)
    {
      watched[i].pid = pid;
      watched[i].state = LIVES;
      /* Its SIGCHLD may have come before it was watched.  */
      look (i);
    }
  signals_unblock (&old, done ? error : ENOMEM);
  return done ? 0 : -1;
}

int
ipc_reaper_status (pid_t pid, int *status)
{
  sigset_t old;
  size_t i = 0;
  int result = -1, error = errno;

  signals_block (&old);
  while (i < n_watched
         && (watched[i].state == FREE || watched[i].pid != pid))
    i++;
  if (i < n_watched)
    {
      result = watched[i].state == LIVES ? 0
               : watched[i].state == ENDED ? 1 : -1;
      if (result == 1)
        *status = watched[i].status;
      if (result != 0)
        watched[i].state = FREE;
    }
  signals_unblock (&old, result == -1 ? ECHILD : error);
  return result;
}

int
ipc_reaper_stop (void)
{
  sigset_t old;
  size_t i;
  int result = 0;

  signals_block (&old);
  if (started)
    result = sigaction (SIGCHLD, &before, NULL);
  started = 0;
  for (i = 0; i < n_watched; i++)
    watched[i].state = FREE;
  signals_unblock (&old, errno);
  return result;
}
