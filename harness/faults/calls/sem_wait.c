/* sem_wait.c - faults of semaphores of POSIX.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <semaphore.h>
#include <time.h>

#include "actions.h"
#include "faults.h"
#include "interruption.h"

CALL (sem_wait)
CALL (sem_timedwait)
FAULT (sem_wait_restarts, "sem_wait() restarts without SA_RESTART",
  KILLS ("restart.sem_wait_clear"),
  KILLS_FALLBACK ("restart.sem_timedwait_clear"))
FAULT (sem_wait_interrupted,
  "sem_wait() fails with EINTR in spite of SA_RESTART",
  KILLS ("restart.sem_wait_set"),
  KILLS_FALLBACK ("restart.sem_timedwait_set"))
FAULT (sem_wait_stop, "a stop and a continuation interrupt sem_wait()",
  KILLS ("restart.sem_wait_stopped"),
  KILLS_FALLBACK ("restart.sem_timedwait_stopped"))
FAULT (sem_timedwait_restarts, "sem_timedwait() restarts after any handler",
  KILLS ("restart.sem_timedwait_clear", "restart.sem_timedwait_set"))
FAULT (sem_timedwait_stop,
  "a stop and a continuation interrupt sem_timedwait()",
  KILLS ("restart.sem_timedwait_stopped"))

FAULT (posix_sem_past_first, "sem_timedwait() looks at the time first",
  KILLS ("posix_ipc.sem_timedwait"))
FAULT (posix_sem_relative, "sem_timedwait() waits for a span of time",
  KILLS ("posix_ipc.sem_timedwait"))
FAULT (posix_sem_early, "sem_timedwait() ends a moment too early",
  KILLS ("posix_ipc.sem_timedwait"))
FAULT (posix_sem_timedwait_missing, "sem_timedwait() fails with ENOSYS",
  KILLS ("posix_ipc.sem_timedwait"))
FAULT (posix_sem_timeout_gives, "a wait that has timed out leaves one more",
  KILLS ("posix_ipc.sem_timedwait"))
FAULT (posix_sem_no_parts, "sem_timedwait() takes a negative part for none",
  KILLS ("posix_ipc.sem_timedwait"))

WAITS (int, sem_wait,
  (sem_t *sem),
  (sem),
  .restarts = ipc_fault (sem_wait_restarts),
  .interrupted = ipc_fault (sem_wait_interrupted),
  .stop = ipc_fault (sem_wait_stop))

static WAITS_AS (int, wait_until, sem_timedwait,
  (sem_t *sem, const struct timespec *t),
  (sem, t),
  .restarts = ipc_fault (sem_timedwait_restarts),
  .stop = ipc_fault (sem_timedwait_stop))

/* A span is a minute from now: on a slow machine a second is over before
   anybody has seen that the caller waits.  */
static struct timespec
changed (struct timespec t)
{
  struct timespec now;

  IPC_REAL (clock_gettime) (CLOCK_REALTIME, &now);
  if (t.tv_sec < now.tv_sec && ipc_fault (posix_sem_relative))
    t.tv_sec = now.tv_sec + 60;
  else if (t.tv_sec <= now.tv_sec + 1 && t.tv_sec >= now.tv_sec
           && ipc_fault (posix_sem_early))
    t.tv_sec -= 1;
  return t;
}

int
sem_timedwait (sem_t *sem, const struct timespec *t)
{
  struct timespec now, then;
  int result;

  if (ipc_fault (posix_sem_timedwait_missing))
    return ipc_fault_fail (ENOSYS);
  IPC_REAL (clock_gettime) (CLOCK_REALTIME, &now);
  if (t->tv_sec < now.tv_sec && ipc_fault (posix_sem_past_first))
    return ipc_fault_fail (ETIMEDOUT);
  then = changed (*t);
  if (then.tv_nsec < 0 && ipc_fault (posix_sem_no_parts))
    then.tv_nsec = 0;
  result = wait_until (sem, &then);
  if (result == -1 && errno == ETIMEDOUT && then.tv_sec >= now.tv_sec - 60
      && ipc_fault (posix_sem_timeout_gives))
    {
      sem_post (sem);
      errno = ETIMEDOUT;
    }
  return result;
}
