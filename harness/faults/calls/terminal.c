/* terminal.c - faults of terminals: tcgetpgrp(), tcsetattr(), tcdrain().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"

CALL (tcgetpgrp)
CALL (tcsetattr)
CALL (tcdrain)
CALL (cfmakeraw)
CALL (cfsetspeed)
FAULT (tcgetpgrp_remembers, "tcgetpgrp() answers who has no terminal",
  KILLS ("daemons.no_ctty"),
  KILLS_FALLBACK ("daemons.no_ctty"))
FAULT (tostop_unset, "tcsetattr() does not set TOSTOP",
  KILLS ("daemons.bg_write_tty"))
FAULT (isig_stays, "tcsetattr() does not clear ISIG",
  KILLS ("handlers.kbd_isig_off"))
FAULT (istrip_stays, "tcsetattr() does not clear ISTRIP, which is set",
  KILLS ("instruments.pty_bytes"))
FAULT (tcdrain_fails, "tcdrain() fails with EIO",
  KILLS ("restart.tcdrain_clear", "restart.tcdrain_set",
         "restart.tcdrain_stopped"))
FAULT (echo_stays, "tcsetattr() does not clear ECHO",
  KILLS ("coprocesses.pty_echo", "coprocesses.pty_lines"))
FAULT (echo_unset, "tcsetattr() does not set ECHO",
  KILLS ("coprocesses.pty_echo"))
FAULT (opost_stays, "tcsetattr() does not clear OPOST",
  KILLS ("coprocesses.pty_crlf"))
FAULT (onlcr_unset, "tcsetattr() does not set ONLCR",
  KILLS ("coprocesses.pty_crlf"))
FAULT (olcuc_set, "tcsetattr() sets OLCUC with OPOST",
  KILLS ("coprocesses.pty_crlf"))
FAULT (veof_is_data, "tcsetattr() sets no character for VEOF",
  KILLS ("coprocesses.pty_eof_char"))
FAULT (icanon_stays, "tcsetattr() does not clear ICANON",
  KILLS ("coprocesses.pty_max_canon"))
FAULT (minimum_is_veof, "VMIN becomes 4 when ICANON is cleared",
  KILLS ("coprocesses.termios_helpers"))
FAULT (master_refuses, "tcsetattr() of a master fails with EINVAL",
  KILLS ("coprocesses.pty_master_tty"))
FAULT (zero_speed_hangs_up, "tcsetattr() with speed 0 hangs up",
  KILLS ("coprocesses.termios_zero_speed"))
FAULT (raw_keeps_keys, "cfmakeraw() does not clear ISIG",
  KILLS ("coprocesses.termios_helpers"))
FAULT (raw_keeps_strip, "cfmakeraw() does not clear ISTRIP",
  KILLS ("coprocesses.termios_helpers"))
FAULT (raw_keeps_parity, "cfmakeraw() does not clear PARENB",
  KILLS ("coprocesses.termios_helpers"))
FAULT (speed_is_9600, "cfsetspeed() sets 9600 whatever is asked for",
  KILLS ("coprocesses.termios_helpers"))
FAULT (speed_stays, "cfsetspeed() succeeds and sets nothing",
  KILLS ("coprocesses.termios_helpers"))

CALL (tcflush)
CALL (tcflow)
FAULT (tcflush_unchecked, "tcflush() works in the background",
  KILLS ("daemons.bg_tty_control"))
FAULT (tcflow_unchecked, "tcflow() by an orphan does nothing, and works",
  KILLS ("daemons.bg_tty_control"))
FAULT (tcsetattr_eperm, "tcsetattr() by an orphan fails with EPERM",
  KILLS ("daemons.bg_tty_control"))
CALL (tcsetpgrp)
FAULT (tcsetpgrp_nothing, "tcsetpgrp() does nothing while SIGTTOU is ignored",
  KILLS ("daemons.bg_tty_control"))
FAULT (tcsetattr_blocked, "tcsetattr() does nothing while SIGTTOU is blocked",
  KILLS ("daemons.bg_tty_control"))
FAULT (tcflush_nothing, "tcflush() does nothing while SIGTTOU is ignored",
  KILLS ("daemons.bg_tty_control"))
FAULT (tcflush_tostop, "tcflush() works in the background with TOSTOP",
  KILLS ("daemons.bg_tty_control"))
FAULT (parmrk_stays, "tcsetattr() does not clear PARMRK, which is set",
  KILLS ("instruments.pty_bytes"))

pid_t
tcgetpgrp (int fd)
{
  pid_t group = IPC_REAL (tcgetpgrp) (fd);

  return group == -1 && ipc_fault (tcgetpgrp_remembers) ? getpid () : group;
}

/* Set what is set instead.  */
static void
change (struct termios *t)
{
  if (ipc_fault (echo_stays))
    t->c_lflag |= ECHO;
  if (ipc_fault (echo_unset))
    t->c_lflag &= ~(tcflag_t) ECHO;
  if (ipc_fault (opost_stays))
    t->c_oflag |= OPOST | ONLCR;
  if (ipc_fault (onlcr_unset))
    t->c_oflag &= ~(tcflag_t) ONLCR;
  if (ipc_fault (olcuc_set) && (t->c_oflag & OPOST) != 0)
    t->c_oflag |= OLCUC;
  if (ipc_fault (veof_is_data))
    t->c_cc[VEOF] = _POSIX_VDISABLE;
  if (ipc_fault (icanon_stays))
    t->c_lflag |= ICANON;
  if (ipc_fault (minimum_is_veof) && (t->c_lflag & ICANON) == 0)
    t->c_cc[VMIN] = 4;
}

int
tcsetattr (int fd, int when, const struct termios *t)
{
  struct termios changed = *t;
  sigset_t mask;
  int result;

  if (ipc_fault (tcsetattr_blocked)
      && IPC_REAL (sigprocmask) (SIG_BLOCK, NULL, &mask) == 0
      && sigismember (&mask, SIGTTOU) == 1)
    return 0;
  if (ipc_fault (tostop_unset))
    changed.c_lflag &= ~(tcflag_t) TOSTOP;
  if (ipc_fault (isig_stays))
    changed.c_lflag |= ISIG;
  if (ipc_fault (master_refuses) && ipc_fault_is_master (fd))
    return ipc_fault_fail (EINVAL);
  if (ipc_fault (zero_speed_hangs_up) && cfgetospeed (t) == B0)
    {
      IPC_REAL (kill) (getpid (), SIGHUP);
      IPC_REAL (close) (fd);
      return 0;
    }
  change (&changed);
  if (ipc_fault_anywhere (istrip_stays))
    changed.c_iflag |= ISTRIP;
  if (ipc_fault_anywhere (parmrk_stays))
    changed.c_iflag |= PARMRK;
  result = IPC_REAL (tcsetattr) (fd, when, &changed);
  if (result == -1 && errno == EIO && ipc_fault (tcsetattr_eperm))
    errno = EPERM;
  return result;
}

int
tcsetpgrp (int fd, pid_t group)
{
  return ipc_fault (tcsetpgrp_nothing)
         && ipc_fault_installed (SIGTTOU) == SIG_IGN
         ? 0 : IPC_REAL (tcsetpgrp) (fd, group);
}

int
tcflush (int fd, int queue)
{
  struct termios t;

  if (ipc_fault (tcflush_nothing)
      && ipc_fault_installed (SIGTTOU) == SIG_IGN)
    return 0;
  if (ipc_fault (tcflush_tostop) && tcgetattr (fd, &t) == 0
      && (t.c_lflag & TOSTOP) != 0)
    return 0;
  return ipc_fault (tcflush_unchecked) ? 0 : IPC_REAL (tcflush) (fd, queue);
}

int
tcflow (int fd, int action)
{
  int result = IPC_REAL (tcflow) (fd, action);

  return result == -1 && errno == EIO && ipc_fault (tcflow_unchecked) ? 0
         : result;
}

void
cfmakeraw (struct termios *t)
{
  tcflag_t input = t->c_iflag, control = t->c_cflag;

  IPC_REAL (cfmakeraw) (t);
  if (ipc_fault (raw_keeps_strip))
    t->c_iflag |= input & ISTRIP;
  if (ipc_fault (raw_keeps_parity))
    t->c_cflag |= control & PARENB;
  if (ipc_fault (raw_keeps_keys))
    t->c_lflag |= ISIG;
}

int
cfsetspeed (struct termios *t, speed_t speed)
{
  if (ipc_fault (speed_is_9600))
    speed = B9600;
  return ipc_fault (speed_stays) ? 0 : IPC_REAL (cfsetspeed) (t, speed);
}

int
tcdrain (int fd)
{
  return ipc_fault (tcdrain_fails) ? ipc_fault_fail (EIO)
         : IPC_REAL (tcdrain) (fd);
}
