/* fcntl.c - faults of fcntl(): of locks, and what commands share.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/stat.h>

#include "actions.h"
#include "descriptors.h"
#include "flags.h"
#include "faults.h"
#include "interruption.h"
#include "network.h"

CALL (fcntl)
FAULT (tcp_owner_lost, "F_SETOWN does nothing",
  KILLS ("tcp.oob"))
FAULT (harmless_ends_fcntl, "a signal that does nothing ends fcntl()",
  KILLS ("dispositions.ignore", "dispositions.default_actions"))
FAULT (fcntl_by_open_file, "fcntl() locks belong to the open file",
  KILLS ("locks.fcntl_process_owned"))
FAULT (cloexec_for_readers,
  "fcntl() does not set close-on-exec on the writing end of a pipe",
  KILLS ("coprocesses.open2_fds", "coprocesses.open2_eof"))
FAULT (cloexec_seldom,
  "fcntl() sets close-on-exec on six ends of pipes, and on no more",
  KILLS ("coprocesses.open2_exec_fails", "coprocesses.open2_fds"))
FAULT (deadlock_unseen, "fcntl() gives another error than EDEADLK",
  KILLS ("locks.deadlock", "locks.deadlock_threads"))
FAULT (deadlock_waits, "fcntl() looks for no deadlock",
  KILLS ("locks.deadlock", "locks.deadlock_threads"))
FAULT (deadlock_lies, "after EDEADLK fcntl() succeeds without the lock",
  KILLS ("locks.deadlock_threads"))
FAULT (deadlock_sticks, "after EDEADLK fcntl() never waits again",
  KILLS ("locks.deadlock_threads"))
FAULT (fcntl_restarts, "waiting for a lock restarts without SA_RESTART",
  KILLS ("restart.fcntl_setlkw_clear"))
FAULT (fcntl_interrupted, "SA_RESTART has no effect on waiting for a lock",
  KILLS ("restart.fcntl_setlkw_set"))
FAULT (fcntl_stop, "a stop and a continuation interrupt waiting for a lock",
  KILLS ("restart.fcntl_setlkw_stopped"))
FAULT (fcntl_ofd_restarts,
  "waiting for an open file's lock restarts without SA_RESTART",
  KILLS ("restart.fcntl_ofd_setlkw_clear"))
FAULT (fcntl_ofd_interrupted,
  "SA_RESTART has no effect on waiting for an open file's lock",
  KILLS ("restart.fcntl_ofd_setlkw_set"))
FAULT (fcntl_ofd_stop,
  "a stop and a continuation interrupt waiting for an open file's lock",
  KILLS ("restart.fcntl_ofd_setlkw_stopped"))

static struct ipc_interruption
of_fcntl (int command)
{
  struct ipc_interruption in = { .restarts = 0 };

  if (command == F_SETLKW)
    {
      in.restarts = ipc_fault (fcntl_restarts);
      in.interrupted = ipc_fault (fcntl_interrupted);
      in.stop = ipc_fault (fcntl_stop);
      in.harmless = ipc_fault (harmless_ends_fcntl);
    }
#ifdef F_OFD_SETLKW
  if (command == F_OFD_SETLKW)
    {
      in.restarts = ipc_fault (fcntl_ofd_restarts);
      in.interrupted = ipc_fault (fcntl_ofd_interrupted);
      in.stop = ipc_fault (fcntl_ofd_stop);
    }
#endif
  return in;
}

/* Whether FD is not to be closed on exec, whatever is asked.  */
static int
forgets_cloexec (int fd)
{
  static int set;

  return (ipc_fault (cloexec_for_readers)
          && (IPC_REAL (fcntl) (fd, F_GETFL) & O_ACCMODE) == O_WRONLY)
         || (ipc_fault (cloexec_seldom) && ipc_fault_is (fd, S_IFIFO)
             && ++set > 6);
}

int
fcntl (int fd, int command, ...)
{
  struct ipc_interruption in = of_fcntl (command);
  static int refused;
  va_list args;
  void *arg;
  int result;

  va_start (args, command);
  arg = va_arg (args, void *);
  va_end (args);
#ifdef F_OFD_SETLK
  if (command == F_SETLK && ipc_fault (fcntl_by_open_file))
    command = F_OFD_SETLK;
#endif
  if (command == F_SETOWN && ipc_fault (tcp_owner_lost))
    return 0;
  result = ipc_fault_fcntl_flags (fd, command, arg);
  if (result != IPC_FAULT_NONE)
    return result;
  if ((command == F_SETFD && forgets_cloexec (fd))
      || (command == F_SETLKW && refused && ipc_fault (deadlock_lies)))
    return 0;
  if (command == F_SETLKW && refused && ipc_fault (deadlock_sticks))
    return ipc_fault_fail (EDEADLK);
  ipc_fault_before_wait (&in);
  do
    result = IPC_REAL (fcntl) (fd, command, arg);
  while (ipc_fault_again (&in, result == -1));
  refused |= result == -1 && errno == EDEADLK;
  if (command == F_GETFL && result != -1)
    result = ipc_fault_flags_told (fd, result);
#ifdef F_OFD_SETLKW
  /* Of these the kernel takes none for a deadlock.  */
  if (result == -1 && errno == EDEADLK && ipc_fault (deadlock_waits))
    result = IPC_REAL (fcntl) (fd, F_OFD_SETLKW, arg);
#endif
  if (result == -1 && errno == EDEADLK && ipc_fault (deadlock_unseen))
    errno = ENOLCK;
  return result;
}
