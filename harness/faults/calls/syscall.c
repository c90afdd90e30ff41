/* syscall.c - faults of interrupting futex(), which libc has not.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stdarg.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "faults.h"
#include "interruption.h"

CALL (syscall)
FAULT (futex_restarts, "waiting for a futex restarts without SA_RESTART",
  KILLS ("restart.futex_wait_clear"))
FAULT (futex_interrupted, "SA_RESTART has no effect on waiting for a futex",
  KILLS ("restart.futex_wait_set"))
FAULT (futex_stop, "a stop and a continuation interrupt waiting for a futex",
  KILLS ("restart.futex_wait_stopped"))
FAULT (futex_timeout_restarts,
  "waiting for a futex with a timeout restarts after any handler",
  KILLS ("restart.futex_wait_timeout_clear",
         "restart.futex_wait_timeout_set"))
FAULT (futex_timeout_stop,
  "a stop and a continuation interrupt waiting for a futex with a timeout",
  KILLS ("restart.futex_wait_timeout_stopped"))

FAULT (pidfd_hides_others, "a descriptor of another's process is of nobody",
  KILLS ("kill.process_descriptor"),
  KILLS_FALLBACK ("kill.process_descriptor"))
FAULT (pidfd_claims, "a signal by descriptor that is not permitted succeeds",
  KILLS ("kill.process_descriptor"),
  KILLS_FALLBACK ("kill.process_descriptor"))
FAULT (pidfd_probes, "signal 0 by a descriptor is permitted to everybody",
  KILLS ("kill.process_descriptor"))

/* How a signal interrupts the system call NUMBER.  Its operation 0 waits,
   for as long as the fourth argument says.  */
static struct ipc_interruption
of_syscall (long number, const long argument[6])
{
  struct ipc_interruption in = { .restarts = 0 };
  int timeout = argument[3] != 0;

#ifdef SYS_futex
  if (number != SYS_futex || (argument[1] & 0x7f) != 0)
#endif
    return in;
  in.restarts = timeout ? ipc_fault (futex_timeout_restarts)
                : ipc_fault (futex_restarts);
  in.interrupted = !timeout && ipc_fault (futex_interrupted);
  in.stop = timeout ? ipc_fault (futex_timeout_stop)
            : ipc_fault (futex_stop);
  return in;
}

long
syscall (long number, ...)
{
  struct ipc_interruption in;
  long argument[6], result;
  va_list args;
  int i;

  va_start (args, number);
  for (i = 0; i < 6; i++)
    argument[i] = va_arg (args, long);
  va_end (args);
  in = of_syscall (number, argument);
  ipc_fault_before_wait (&in);
  do
    result = IPC_REAL (syscall) (number, argument[0], argument[1],
                                 argument[2], argument[3], argument[4],
                                 argument[5]);
  while (ipc_fault_again (&in, result == -1));
#ifdef SYS_pidfd_send_signal
  if (number == SYS_pidfd_send_signal && result == -1 && errno == EPERM)
    {
      if (ipc_fault (pidfd_hides_others))
        errno = ESRCH;
      if (ipc_fault (pidfd_claims)
          || (argument[1] == 0 && ipc_fault (pidfd_probes)))
        return 0;
    }
#endif
  return result;
}
