/* terminal.c - faults of terminals: tcgetpgrp(), tcsetattr(), tcdrain().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <termios.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"

CALL (tcgetpgrp)
CALL (tcsetattr)
CALL (tcdrain)
FAULT (tcgetpgrp_remembers, "tcgetpgrp() answers who has no terminal",
  KILLS ("daemons.no_ctty"),
  KILLS_FALLBACK ("daemons.no_ctty"))
FAULT (tostop_unset, "tcsetattr() does not set TOSTOP",
  KILLS ("daemons.bg_write_tty"))
FAULT (isig_stays, "tcsetattr() does not clear ISIG",
  KILLS ("handlers.kbd_isig_off"))
FAULT (tcdrain_fails, "tcdrain() fails with EIO",
  KILLS ("restart.tcdrain_clear", "restart.tcdrain_set",
         "restart.tcdrain_stopped"))

pid_t
tcgetpgrp (int fd)
{
  pid_t group = IPC_REAL (tcgetpgrp) (fd);

  return group == -1 && ipc_fault (tcgetpgrp_remembers) ? getpid () : group;
}

int
tcsetattr (int fd, int when, const struct termios *t)
{
  struct termios changed = *t;

  if (ipc_fault (tostop_unset))
    changed.c_lflag &= ~(tcflag_t) TOSTOP;
  if (ipc_fault (isig_stays))
    changed.c_lflag |= ISIG;
  return IPC_REAL (tcsetattr) (fd, when, &changed);
}

int
tcdrain (int fd)
{
  return ipc_fault (tcdrain_fails) ? ipc_fault_fail (EIO)
         : IPC_REAL (tcdrain) (fd);
}
