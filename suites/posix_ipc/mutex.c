/* mutex.c - mutexes that processes share, and their owners' ends.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "facilities/mutex.h"
#include "posix_ipc.h"

/* Lock M, which is then held until this process ends.  */
static int
hold_it (struct ipc_link *link, void *arg)
{
  pthread_mutex_t *m = arg;

  IPC_SETUP (pthread_mutex_lock (m) == 0);
  ipc_tell (link, 'h');
  ipc_hear_end (link);
  return 0;
}

static struct ipc_child
holder (pthread_mutex_t *m)
{
  struct ipc_child child = ipc_start (hold_it, m);

  ipc_expect (&child.link, 'h');
  return child;
}

/* A child that does what it is told to M: lock, try, unlock, make it
   consistent; it answers with the error.  */
static int
obey (struct ipc_link *link, void *arg)
{
  pthread_mutex_t *m = arg;
  int what, error;

  while ((what = ipc_hear_end (link)) != -1)
    {
      error = what == 'l' ? pthread_mutex_lock (m)
              : what == 't' ? pthread_mutex_trylock (m)
              : what == 'u' ? pthread_mutex_unlock (m)
              : ipc_mutex_consistent (m);
      ipc_send (link, &error, sizeof error);
    }
  return 0;
}

static const char *
answer (struct ipc_child *child)
{
  int error;

  ipc_receive (&child->link, &error, sizeof error);
  return ipc_errno_name (error);
}

/* Have CHILD do WHAT: "0", an errno name, or that it waits, and is ended.  */
static const char *
does (struct ipc_child *child, char what)
{
  ipc_tell (&child->link, what);
  if (ipc_await_block_or_tell (child, "pthread_mutex_lock") == IPC_TELLS)
    return answer (child);
  return "waits for good";
}

/* WAITER, who locks what HOLDER has, gets it when that is unlocked.  */
static void
hand_over (struct ipc_child *holder, struct ipc_child *waiter)
{
  ipc_tell (&waiter->link, 'l');
  if (ipc_await_block_or_tell (waiter, "pthread_mutex_lock") == IPC_TELLS)
    {
      ipc_compare ("lock elsewhere", answer (waiter), "waits");
      return;
    }
  ipc_compare ("unlock for who waits", does (holder, 'u'), "0");
  if (ipc_await_released (waiter, "pthread_mutex_lock") == IPC_BLOCKS)
    ipc_compare ("who waited", "waits on", "0");
  else
    ipc_compare ("who waited", answer (waiter), "0");
}

/* Whether it is one mutex for all processes.  */
static int
is_shared (void)
{
  pthread_mutex_t *m = ipc_shared (sizeof *m);
  struct ipc_child owner, other;
  int error;

  memset (m, 0xff, sizeof *m);
  error = ipc_mutex_shared (m);
  if (error == ENOSYS || error == ENOTSUP || error == EINVAL)
    return 0;
  ipc_compare ("make", ipc_errno_name (error), "0");
  owner = ipc_start (obey, m);
  other = ipc_start (obey, m);
  ipc_compare ("lock", does (&owner, 'l'), "0");
  ipc_compare ("another process tries", does (&other, 't'), "EBUSY");
  ipc_compare ("its owner locks again", does (&owner, 'l'), "EDEADLK");
  ipc_compare ("another process unlocks", does (&other, 'u'), "EPERM");
  ipc_compare ("unlock", does (&owner, 'u'), "0");
  ipc_compare ("then try", does (&other, 't'), "0");
  if (ipc_wrong () == NULL)
    hand_over (&other, &owner);
  ipc_end (&owner);
  ipc_end (&other);
  return 1;
}

/* A robust mutex whose owner ends while nobody waits.  */
static pthread_mutex_t *
abandoned (void)
{
  pthread_mutex_t *m = ipc_shared (sizeof *m);
  struct ipc_child child;

  memset (m, 0xff, sizeof *m);
  IPC_SETUP (ipc_mutex_robust (m) == 0);
  child = holder (m);
  ipc_join_exit (&child);
  return m;
}

static void
make_consistent (void)
{
  pthread_mutex_t *m = abandoned ();
  struct ipc_child heir = ipc_start (obey, m), other = ipc_start (obey, m);

  ipc_compare ("lock of the abandoned", does (&heir, 'l'), "EOWNERDEAD");
  if (ipc_wrong () == NULL)
    {
      ipc_compare ("which is locked", does (&other, 't'), "EBUSY");
      ipc_compare ("and again", does (&heir, 'l'), "EDEADLK");
      ipc_compare ("consistent", does (&heir, 'c'), "0");
      ipc_compare ("unlock", does (&heir, 'u'), "0");
      ipc_compare ("lock of the consistent", does (&other, 'l'), "0");
      ipc_compare ("consistent twice", does (&other, 'c'), "EINVAL");
    }
  ipc_end (&other);
  if (ipc_wrong () == NULL)
    ipc_compare ("when the next owner is killed", does (&heir, 'l'),
                 "EOWNERDEAD");
  ipc_end (&heir);
}

static void
leave_inconsistent (void)
{
  pthread_mutex_t *m = abandoned ();
  struct ipc_child heir = ipc_start (obey, m), other = ipc_start (obey, m);

  ipc_compare ("try of the abandoned", does (&heir, 't'), "EOWNERDEAD");
  ipc_compare ("unlock as it is", does (&heir, 'u'), "0");
  if (ipc_wrong () == NULL)
    {
      ipc_compare ("then lock", does (&heir, 'l'), "ENOTRECOVERABLE");
      ipc_compare ("then try", does (&other, 't'), "ENOTRECOVERABLE");
    }
  ipc_end (&heir);
  ipc_end (&other);
}

/* Who waits is woken by the end of the owner, which is killed.  */
static void
wake_who_waits (void)
{
  pthread_mutex_t *m = ipc_shared (sizeof *m);
  struct ipc_child owner, other;

  memset (m, 0xff, sizeof *m);
  IPC_SETUP (ipc_mutex_robust (m) == 0);
  owner = holder (m);
  other = ipc_start (obey, m);
  ipc_tell (&other.link, 'l');
  if (ipc_await_block_or_tell (&other, "pthread_mutex_lock") == IPC_TELLS)
    ipc_compare ("lock of what is held", answer (&other), "waits");
  else
    {
      ipc_end (&owner);
      ipc_compare ("when its owner is killed", answer (&other),
                   "EOWNERDEAD");
    }
  if (ipc_wrong () != NULL)
    ipc_end (&owner);
  ipc_end (&other);
}

IPC_TEST (mutex_robust)
{
  pthread_mutex_t *m = ipc_shared (sizeof *m);
  int error;

  if (!is_shared ())
    {
      ipc_observe ("absent");
      return;
    }
  memset (m, 0xff, sizeof *m);
  error = ipc_mutex_robust (m);
  if (error == ENOSYS || error == ENOTSUP || error == EINVAL)
    {
      ipc_observe_right ("shared");
      return;
    }
  ipc_compare ("make a robust one", ipc_errno_name (error), "0");
  if (ipc_wrong () == NULL)
    make_consistent ();
  if (ipc_wrong () == NULL)
    leave_inconsistent ();
  if (ipc_wrong () == NULL)
    wake_who_waits ();
  ipc_observe_right ("shared and robust");
}
