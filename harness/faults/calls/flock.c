/* flock.c - faults of flock().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"
#include "hang.h"
#include "interruption.h"

CALL (flock)
FAULT (flock_does_nothing, "flock() succeeds and locks nothing",
  KILLS ("locks.flock_exclusive", "alarms.breaks_flock"))
FAULT (flock_shared_as_exclusive, "flock() makes every lock exclusive",
  KILLS ("locks.flock_shared"))
FAULT (flock_forgets_nb, "flock() waits with LOCK_NB, too",
  KILLS ("locks.flock_exclusive", "locks.flock_shared",
         "locks.flock_fork_shared"))
FAULT (flock_never_wakes, "who waits in flock() sleeps on when it is free",
  KILLS ("locks.flock_blocks", "alarms.flag_only_hangs"))
FAULT (flock_never_waits, "flock() does not wait, and says it has the lock",
  KILLS ("locks.flock_blocks", "alarms.race_before_call"))
FAULT (flock_by_process, "flock() locks belong to the process",
  KILLS ("locks.flock_fork_shared", "locks.flock_fcntl_interact",
         "locks.flock_network"))
FAULT (flock_duplicate_stays, "unlocking a duplicate leaves the lock",
  KILLS ("locks.flock_fork_shared"))
FAULT (flock_missing, "there is no flock()",
  KILLS ("locks.flock_exists", "locks.flock_network"))
FAULT (flock_bad_fd, "flock() of no descriptor fails with EINVAL",
  KILLS ("locks.flock_exists"))
FAULT (flock_wants_writable, "LOCK_EX wants a descriptor open for writing",
  KILLS ("locks.flock_network"))
FAULT (flock_reader_shares, "LOCK_EX by who may only read is a shared lock",
  KILLS ("locks.flock_network"))
FAULT (flock_takes_closed, "flock() of what is closed succeeds",
  KILLS ("locks.flock_exists"))
FAULT (flock_restarts, "flock() restarts without SA_RESTART",
  KILLS ("restart.flock_clear"))
FAULT (flock_interrupted, "flock() fails with EINTR in spite of SA_RESTART",
  KILLS ("restart.flock_set"))
FAULT (flock_stop, "a stop and a continuation interrupt flock()",
  KILLS ("restart.flock_stopped"))

/* flock() by fcntl().  */
static int
by_fcntl (int fd, int operation)
{
  struct flock lock;

  memset (&lock, 0, sizeof lock);
  lock.l_whence = SEEK_SET;
  lock.l_type = (operation & LOCK_UN) != 0 ? F_UNLCK
                : (operation & LOCK_SH) != 0 ? F_RDLCK : F_WRLCK;
  return IPC_REAL (fcntl) (fd, (operation & LOCK_NB) != 0 ? F_SETLK
                               : F_SETLKW, &lock);
}

/* The error of a flock() that is not even tried, or 0.  */
static int
refusal (int fd, int operation)
{
  int flags = IPC_REAL (fcntl) (fd, F_GETFL);

  if (ipc_fault (flock_missing))
    return ENOSYS;
  if (flags == -1)
    return ipc_fault (flock_bad_fd) ? EINVAL : 0;
  return (operation & LOCK_EX) != 0 && (flags & O_ACCMODE) == O_RDONLY
         && ipc_fault (flock_wants_writable) ? EBADF : 0;
}

static int
flock_once (int fd, int operation)
{
  int error = refusal (fd, operation);

  if (error != 0)
    return ipc_fault_fail (error);
  if (ipc_fault (flock_forgets_nb))
    operation &= ~LOCK_NB;
  if ((operation & (LOCK_NB | LOCK_UN)) == 0 && ipc_fault (flock_never_wakes)
      && IPC_REAL (flock) (fd, operation | LOCK_NB) == -1)
    return ipc_fault_hang_in_flock ();
  if (fd >= 0 && ipc_fault (flock_takes_closed)
      && IPC_REAL (fcntl) (fd, F_GETFD) == -1)
    return 0;
  if ((operation & LOCK_EX) != 0 && ipc_fault (flock_reader_shares)
      && (IPC_REAL (fcntl) (fd, F_GETFL) & O_ACCMODE) == O_RDONLY)
    operation = LOCK_SH | (operation & LOCK_NB);
  if (ipc_fault (flock_by_process))
    return by_fcntl (fd, operation);
  if ((operation & LOCK_SH) != 0 && ipc_fault (flock_shared_as_exclusive))
    operation = LOCK_EX | (operation & LOCK_NB);
  if ((operation & LOCK_NB) == 0 && ipc_fault (flock_never_waits))
    {
      IPC_REAL (flock) (fd, operation | LOCK_NB);
      return 0;
    }
  return IPC_REAL (flock) (fd, operation);
}

int
flock (int fd, int operation)
{
  struct ipc_interruption in = { .restarts = ipc_fault (flock_restarts),
    .interrupted = ipc_fault (flock_interrupted),
    .stop = ipc_fault (flock_stop) };
  static int locked = -1;
  int result;

  if (operation == LOCK_EX)
    locked = fd;
  if (ipc_fault (flock_does_nothing)
      || (operation == LOCK_UN && fd != locked
          && ipc_fault (flock_duplicate_stays)))
    return 0;
  ipc_fault_before_wait (&in);
  do
    result = flock_once (fd, operation);
  while (ipc_fault_again (&in, result == -1));
  return result;
}
