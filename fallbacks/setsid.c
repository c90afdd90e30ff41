/* setsid.c - leaving a terminal where there is no setsid().
   SPDX-License-Identifier: BSD-2-Clause

   perlipc's advice: TIOCNOTTY on /dev/tty, after fork().  The terminal is
   gone and with it the keyboard's signals, for daemons.fallback_equals.
   What only setsid() gives is missing: a session and its lead, so that
   daemons.setsid_new_session sees the old session, daemons.no_reacquire no
   way to another terminal.  An orphaned group of the old session can still
   be hung up when it is stopped.  */

#include "process-calls.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#ifdef TIOCNOTTY

/* Whether to open /dev/tty failed with ERROR because there is no
   controlling terminal: ENXIO, but not everywhere.  */
static int
says_no_terminal (int error)
{
  return error == ENXIO || error == ENOTTY || error == EIO
         || error == ENODEV;
}

#endif

pid_t
ipc_fb_setsid (void)
{
#ifdef TIOCNOTTY
  pid_t self = getpid ();
  int fd, error, result;

  /* A session leader is a group leader too: its TIOCNOTTY would hang up
     everybody else, as daemons.tiocnotty_leader shows.  */
  if (getpgrp () == self || killpg (self, 0) == 0 || errno == EPERM)
    {
      errno = EPERM;
      return -1;
    }
  fd = open ("/dev/tty", O_RDWR | O_NOCTTY);
  if (fd == -1 && !says_no_terminal (errno))
    return -1;
  result = setpgid (0, 0);
  if (result == 0 && fd != -1)
    result = ioctl (fd, TIOCNOTTY, 0);
  error = errno;
  if (fd != -1)
    close (fd);
  errno = error;
  return result == -1 ? -1 : getpgrp ();
#else
  errno = ENOSYS;
  return -1;
#endif
}
