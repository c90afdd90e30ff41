/* waitpid.c - waitpid() where there is only wait3(), or wait().
   SPDX-License-Identifier: BSD-2-Clause

   Takes whatever child ends, and keeps the statuses that nobody has asked
   for yet.  A system that has wait4() has waitpid(), so that is not used.
   Where probes found no wait3() (or IPC_NO_WAIT3 is defined) there is just
   wait(): then WNOHANG is refused.  What this does not preserve:
     process groups are refused with ENOSYS        reaper.waitpid_pgrp
     EINTR, where wait() restarts for any handler  reaper.wait_eintr
   A wait for one child takes the others' zombies from native wait calls,
   which must not be mixed with this one; a living process that is no child
   is found out only when no child is left.

   A handler of SIGCHLD may call this: all signals are blocked while the
   statuses are looked through, and SIGCHLD also while it is being waited, so
   that no handler takes the status which that is for.  It runs afterwards,
   hence late if the child stops or an unwanted signal comes.  Room grows by
   mmap(), for malloc() is not for handlers.  */

#include "process-calls.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined _POSIX_MAPPED_FILES && _POSIX_MAPPED_FILES > 0
# include <sys/mman.h>
# if !defined MAP_ANONYMOUS && defined MAP_ANON
#  define MAP_ANONYMOUS MAP_ANON
# endif
#endif

#if defined IPC_PROBE_WAIT3 && !IPC_PROBE_WAIT3 && !defined IPC_NO_WAIT3
# define IPC_NO_WAIT3
#endif

struct kept
{
  pid_t pid;
  int status;
};

enum { FIRST_ROOM = 256 };

static struct kept first_kept[FIRST_ROOM], *kept = first_kept;
static size_t n_kept, room = FIRST_ROOM;
static pid_t parent;            /* of the kept ones */

static pid_t
refuse (int error)
{
  errno = error;
  return -1;
}

/* Have room for one more, before there is one.  */
static int
make_room (void)
{
#ifdef MAP_ANONYMOUS
  struct kept *more;

  if (n_kept < room)
    return 0;
  more = mmap (NULL, 2 * room * sizeof *kept, PROT_READ | PROT_WRITE,
               MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (more == MAP_FAILED)
    return refuse (ENOMEM);
  memcpy (more, kept, n_kept * sizeof *kept);
  if (kept != first_kept)
    munmap (kept, room * sizeof *kept);
  kept = more;
  room *= 2;
  return 0;
#else
  return n_kept < room ? 0 : refuse (ENOMEM);
#endif
}

/* The eldest of the kept statuses that answers to PID, if there is one.  */
static pid_t
take_kept (pid_t pid, int *status)
{
  size_t i;

  for (i = 0; i < n_kept; i++)
    if (pid == -1 || kept[i].pid == pid)
      {
        pid = kept[i].pid;
        *status = kept[i].status;
        n_kept--;
        memmove (&kept[i], &kept[i + 1], (n_kept - i) * sizeof *kept);
        return pid;
      }
  return 0;
}

static int
keep (pid_t pid, int status)
{
  if (make_room () == -1)
    return -1;
  kept[n_kept].pid = pid;
  kept[n_kept++].status = status;
  return 0;
}

/* Wait for any child, with MASK if that may take long.  */
static pid_t
collect (int *status, int options, const sigset_t *mask)
{
  sigset_t waiting = *mask, all;
  int error;
  pid_t got;

#ifdef IPC_NO_WAIT3
  if (options != 0)
    return refuse (ENOSYS);
#endif
  if ((options & WNOHANG) == 0)
    {
      sigaddset (&waiting, SIGCHLD);
      sigprocmask (SIG_SETMASK, &waiting, &all);
    }
#ifdef IPC_NO_WAIT3
  got = wait (status);
#else
  got = wait3 (status, options, NULL);
#endif
  error = errno;
  if ((options & WNOHANG) == 0)
    sigprocmask (SIG_SETMASK, &all, NULL);
  errno = error;
  return got;
}

/* The caller's handler is to hear of those that are kept: some systems take
   a signal that is blocked away with the status.  */
static void
tell_handler (void)
{
  struct sigaction sa;
  int error = errno;

  if (sigaction (SIGCHLD, NULL, &sa) == 0 && sa.sa_handler != SIG_DFL
      && sa.sa_handler != SIG_IGN)
    kill (getpid (), SIGCHLD);
  errno = error;
}

/* Whether PID does not live: then it has ended by now or is nobody's child.
   Old systems say so of zombies, too.  */
static int
is_gone (pid_t pid)
{
#ifdef IPC_NO_WAIT3
  (void) pid;
  return 0;
#else
  return pid > 0 && kill (pid, 0) == -1 && errno == ESRCH;
#endif
}

/* With all signals blocked, but for MASK meanwhile.  */
static pid_t
wait_for (pid_t pid, int *status, int options, const sigset_t *mask)
{
  pid_t got = take_kept (pid, status);

  while (got == 0)
    {
      int gone = is_gone (pid);

      if (make_room () == -1)
        return -1;
      got = collect (status, gone ? options | WNOHANG : options, mask);
      if (gone && got == 0)
        return refuse (ECHILD);
      if (got <= 0 || pid == -1 || got == pid)
        return got;
      if (keep (got, *status) == -1)
        return -1;
      tell_handler ();
      /* Another's handler may have found it by now.  */
      got = take_kept (pid, status);
    }
  return got;
}

pid_t
ipc_fb_waitpid (pid_t pid, int *status, int options)
{
  sigset_t mask;
  int got_status = 0;
  pid_t got;

  if (pid == 0 || pid < -1 || (pid != -1 && (options & ~WNOHANG) != 0))
    return refuse (ENOSYS);
  signals_block (&mask);
  /* A child has none of its parent's children.  */
  if (parent != getpid ())
    {
      parent = getpid ();
      n_kept = 0;
    }
  got = wait_for (pid, &got_status, options, &mask);
  signals_unblock (&mask, errno);
  if (got > 0 && status != NULL)
    *status = got_status;
  return got;
}
