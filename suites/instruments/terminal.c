/* terminal.c - a private terminal.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#if defined __sun || defined __hpux
# include <stropts.h>
#endif

#include "facilities/facilities.h"
#include "frame/hold.h"
#include "frame/report.h"
#include "aside.h"

void
ipc_pty_open (struct ipc_pty *pty)
{
  int held = ipc_hold ();
  const char *name = NULL;
  int fd = posix_openpt (O_RDWR | O_NOCTTY), slave;

  if (fd != -1 && grantpt (fd) == 0 && unlockpt (fd) == 0)
    name = ptsname (fd);
  else if (fd == -1 && ipc_openpty (&fd, &slave) == 0)
    {
      name = ttyname (slave);
      close (slave);
    }
  if (name == NULL)
    ipc_not_exercised ("no pty");
  IPC_SETUP ((size_t) snprintf (pty->name, sizeof pty->name, "%s", name)
             < sizeof pty->name);
  pty->master = ipc_set_aside (fd);
  ipc_release (held);
}

void
ipc_pty_build (int fd)
{
#if (defined __sun || defined __hpux) && defined I_PUSH
  int held = ipc_hold ();

  ioctl (fd, I_PUSH, "ptem");
  ioctl (fd, I_PUSH, "ldterm");
  ipc_release (held);
#else
  (void) fd;
#endif
}

/* Platforms start a pseudo-terminal with different settings.  */
static void
set_up_keys (int fd)
{
  struct termios t;

  IPC_SETUP (tcgetattr (fd, &t) == 0);
  t.c_lflag |= ISIG | ICANON;
  t.c_cflag &= ~(tcflag_t) CLOCAL;
  t.c_cc[VINTR] = IPC_KEY_INTR;
  t.c_cc[VQUIT] = IPC_KEY_QUIT;
  t.c_cc[VSUSP] = IPC_KEY_SUSP;
  IPC_SETUP (tcsetattr (fd, TCSANOW, &t) == 0);
}

void
ipc_session (void)
{
  int held = ipc_hold ();

  IPC_SETUP (setsid () != -1);
  ipc_release (held);
}

int
ipc_pty_session (const struct ipc_pty *pty)
{
  int held = ipc_hold ();
  int fd;

  ipc_uses ("pty");
  ipc_session ();
  fd = open (pty->name, O_RDWR);
  IPC_SETUP (fd != -1);
  ipc_pty_build (fd);
  /* Opening is enough on System V, asking is needed on BSD.  */
#ifdef TIOCSCTTY
  ioctl (fd, TIOCSCTTY, 0);
#endif
  IPC_SETUP (tcgetpgrp (fd) == getpgrp ());
  set_up_keys (fd);
  ipc_release (held);
  return fd;
}

void
ipc_pty_raw (int fd)
{
  int held = ipc_hold ();
  struct termios t;

  ipc_uses ("pty_bytes");
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

  ipc_uses ("dev_tty");
  if (fd != -1)
    close (fd);
  ipc_release (held);
  errno = error;
  return fd != -1;
}

pid_t
ipc_pty_group (pid_t pid)
{
  int held = ipc_hold ();

  IPC_SETUP (setpgid (pid, pid) == 0);
  IPC_SETUP (getpgid (pid) == pid);
  ipc_release (held);
  return pid;
}

void
ipc_pty_foreground (int fd, pid_t group)
{
  int held = ipc_hold ();
  sigset_t ttou, old;

  /* Who asks for this from the background would be stopped.  */
  sigemptyset (&ttou);
  sigaddset (&ttou, SIGTTOU);
  IPC_SETUP (sigprocmask (SIG_BLOCK, &ttou, &old) == 0);
  IPC_SETUP (tcsetpgrp (fd, group) == 0);
  IPC_SETUP (sigprocmask (SIG_SETMASK, &old, NULL) == 0);
  IPC_SETUP (tcgetpgrp (fd) == group);
  ipc_release (held);
}

void
ipc_pty_type (const struct ipc_pty *pty, const char *text)
{
  int held = ipc_hold ();
  size_t size = strlen (text);

  ipc_uses ("pty_bytes");
  IPC_SETUP (write (pty->master, text, size) == (ssize_t) size);
  ipc_release (held);
}

void
ipc_pty_key (const struct ipc_pty *pty, int key)
{
  char text[2];

  text[0] = (char) key;
  text[1] = '\0';
  ipc_pty_type (pty, text);
}

void
ipc_pty_read_until (const struct ipc_pty *pty, const char *mark,
                    char *buffer, size_t size)
{
  int held = ipc_hold ();
  char *found;
  size_t used = 0;

  ipc_uses ("pty_bytes");
  buffer[0] = '\0';
  while ((found = strstr (buffer, mark)) == NULL)
    {
      ssize_t n;

      IPC_SETUP (used + 1 < size);
      do
        n = read (pty->master, buffer + used, size - 1 - used);
      while (n == -1 && errno == EINTR);
      IPC_SETUP (n > 0);
      used += (size_t) n;
      buffer[used] = '\0';
    }
  *found = '\0';
  ipc_release (held);
}
