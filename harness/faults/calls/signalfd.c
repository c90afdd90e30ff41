/* signalfd.c - faults of signals as events.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <sys/signalfd.h>

#include "actions.h"
#include "faults.h"
#include "read.h"

CALL (signalfd)
FAULT (signalfd_missing, "there is no signalfd()",
  KILLS ("deferral.fd_delivery"))
FAULT (signalfd_tells_all, "signalfd() tells of any signal",
  KILLS ("deferral.fd_delivery"))
FAULT (signalfd_tells_none, "signalfd() tells of no signal",
  KILLS ("deferral.fd_delivery"))
FAULT (signalfd_once, "signalfd() tells of a signal once",
  KILLS ("deferral.fd_delivery"))

/* Who reads from one calls this.  */
void
ipc_fault_read_signal (int fd, ssize_t n)
{
  sigset_t none;

  sigemptyset (&none);
  if (n == (ssize_t) sizeof (struct signalfd_siginfo)
      && ipc_fault (signalfd_once))
    IPC_REAL (signalfd) (fd, &none, 0);
}

int
signalfd (int fd, const sigset_t *set, int flags)
{
  sigset_t changed = *set;

  if (ipc_fault (signalfd_missing))
    return ipc_fault_fail (ENOSYS);
  if (ipc_fault (signalfd_tells_all))
    sigfillset (&changed);
  if (ipc_fault (signalfd_tells_none))
    sigemptyset (&changed);
  return IPC_REAL (signalfd) (fd, &changed, flags);
}
