/* terminal.c - a private terminal.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#if defined __sun || defined __hpux
# include <stropts.h>
#endif

#include "case.h"

void
ipc_pty_open (struct ipc_pty *pty)
{
  int held = ipc_hold ();
  const char *name;
  int fd = posix_openpt (O_RDWR | O_NOCTTY);

  if (fd == -1 || grantpt (fd) == -1 || unlockpt (fd) == -1
      || (name = ptsname (fd)) == NULL)
    ipc_not_exercised ("no pty");
  IPC_SETUP ((size_t) snprintf (pty->name, sizeof pty->name, "%s", name)
             < sizeof pty->name);
  pty->master = fcntl (fd, F_DUPFD, 100);
  IPC_SETUP (pty->master != -1);
  IPC_SETUP (fcntl (pty->master, F_SETFD, FD_CLOEXEC) == 0);
  close (fd);
  ipc_uses ("pty");
  ipc_release (held);
}

int
ipc_pty_session (const struct ipc_pty *pty)
{
  int held = ipc_hold ();
  int fd;

  IPC_SETUP (setsid () != -1);
  fd = open (pty->name, O_RDWR);
  IPC_SETUP (fd != -1);
#if (defined __sun || defined __hpux) && defined I_PUSH
  ioctl (fd, I_PUSH, "ptem");
  ioctl (fd, I_PUSH, "ldterm");
#endif
  /* Opening is enough on System V, asking is needed on BSD.  */
#ifdef TIOCSCTTY
  ioctl (fd, TIOCSCTTY, 0);
#endif
  IPC_SETUP (tcgetpgrp (fd) == getpgrp ());
  ipc_release (held);
  return fd;
}

void
ipc_pty_raw (int fd)
{
  int held = ipc_hold ();
  struct termios t;

  IPC_SETUP (tcgetattr (fd, &t) == 0);
  t.c_lflag &= ~(tcflag_t) (ECHO | ECHONL | ICANON | ISIG | IEXTEN);
  t.c_iflag &= ~(tcflag_t) (BRKINT | ICRNL | INPCK | ISTRIP | IXON);
  t.c_oflag &= ~(tcflag_t) OPOST;
  t.c_cc[VMIN] = 1;
  t.c_cc[VTIME] = 0;
  IPC_SETUP (tcsetattr (fd, TCSANOW, &t) == 0);
  ipc_release (held);
}

int
ipc_has_ctty (void)
{
  int held = ipc_hold ();
  int fd = open ("/dev/tty", O_RDWR | O_NOCTTY);
  int error = errno;

  if (fd != -1)
    close (fd);
  ipc_release (held);
  errno = error;
  return fd != -1;
}
