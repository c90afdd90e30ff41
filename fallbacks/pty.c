/* pty.c - pseudo-terminals without posix_openpt() or openpty().
   SPDX-License-Identifier: BSD-2-Clause

   By the device that makes them, else by the pairs of names of BSD, /dev/ptyXY
   and /dev/ttyXY, of which the first that is free is taken.  Falls short by
   these names: unless this process is root the terminal keeps its owner and
   mode, and where there is no revoke() who has opened it before stays, and
   reads and writes along; and for what posix_openpt() returns then,
   grantpt(), unlockpt() and ptsname() may not know what to do.
   coprocesses.pty_alloc and .pty_lines prove it.  */

#include "probed.h"
#include "ipcompat-files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/param.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#ifdef __sun
# include <stropts.h>
#endif

#ifndef IPC_PTY_DIRECTORY
# define IPC_PTY_DIRECTORY "/dev"
#endif

#if defined IPC_PROBE_POSIX_OPENPT && !IPC_PROBE_POSIX_OPENPT
# define IPC_NO_POSIX_OPENPT 1
#endif

enum { PATH_SIZE = IPC_FB_PTY_NAME };

static void
drop (int fd)
{
  int error = errno;

  close (fd);
  errno = error;
}

/* A free one, by the names of BSD, whose terminal's is NAME then.  */
static int
search (int flags, char name[PATH_SIZE])
{
  static const char bank[] = "pqrstuvwxyzabcdePQRST";
  static const char number[] = "0123456789abcdefghijklmnopqrstuv";
  int i, j, fd, error = ENOENT;

  for (i = 0; bank[i] != '\0'; i++)
    for (j = 0; number[j] != '\0'; j++)
      {
        snprintf (name, PATH_SIZE, "%s/pty%c%c", IPC_PTY_DIRECTORY, bank[i],
                  number[j]);
        fd = open (name, flags);
        name[strlen (name) - sizeof "ptyXY" + 1] = 't';
        if (fd != -1 && access (name, R_OK | W_OK) == 0)
          return fd;
        if (fd != -1)
          drop (fd);
        else if (errno == EMFILE || errno == ENFILE)
          return -1;
        else if (errno == ENOENT)
          break;
        error = errno;
      }
  errno = error;
  return -1;
}

/* One from the device that makes them.  */
static int
open_clone (int flags)
{
  static const char *const device[] = { "/ptmx", "/ptc" };
  char path[PATH_SIZE];
  int fd = -1;
  size_t i;

  for (i = 0; i < sizeof device / sizeof *device && fd == -1; i++)
    {
      snprintf (path, sizeof path, "%s%s", IPC_PTY_DIRECTORY, device[i]);
      fd = open (path, flags);
      if (fd == -1 && errno != ENOENT && errno != ENXIO && errno != ENODEV)
        break;
    }
  return fd;
}

/* That is worth a search for the names of BSD.  */
static int
is_lacking (int error)
{
  return error != EMFILE && error != ENFILE;
}

/* The search has failed as errno says, the device before with ERROR: where
   there are no such names that tells more.  */
static int
fail (int error)
{
  if (errno == ENOENT)
    errno = error;
  return -1;
}

int
ipc_fb_posix_openpt (int flags)
{
  char name[PATH_SIZE];
  int fd = open_clone (flags), error = errno;

  if (fd == -1 && is_lacking (error))
    {
      fd = search (flags, name);
      if (fd == -1)
        return fail (error);
    }
  return fd;
}

/* Have the terminal of CONTROL ready to be opened, and its NAME.  */
static int
unlock (int control, char name[PATH_SIZE])
{
#if defined TIOCSPTLCK && defined TIOCGPTN
  unsigned number;
  int no = 0;

  if (ioctl (control, TIOCSPTLCK, &no) == -1
      || ioctl (control, TIOCGPTN, &number) == -1)
    return -1;
  snprintf (name, PATH_SIZE, "/dev/pts/%u", number);
  return 0;
#elif defined IPC_NO_POSIX_OPENPT
  (void) control;
  (void) name;
  errno = ENOSYS;
  return -1;
#else
  const char *own;

  if (grantpt (control) == -1 || unlockpt (control) == -1)
    return -1;
  own = ptsname (control);
  if (own == NULL || strlen (own) >= PATH_SIZE)
    return -1;
  strcpy (name, own);
  return 0;
#endif
}

/* The terminal of that name, which is nobody else's from now on, as far as
   that can be had.  */
static int
open_terminal (const char *name, int by_search)
{
  int fd;

#if defined BSD && BSD >= 199306 && !defined __GLIBC__
  if (by_search)
    revoke (name);
#endif
  fd = open (name, O_RDWR | O_NOCTTY);
  /* What only bears such a name keeps its mode, /dev/null above all.  */
  if (fd == -1 || !by_search || !isatty (fd))
    return fd;
  if (fchown (fd, getuid (), (gid_t) -1) == 0)
    fchmod (fd, S_IRUSR | S_IWUSR);
  return fd;
}

/* The terminal of CONTROL, which is NAME: unless CONTROL is of another
   instance of the file system, and NAME a stranger's terminal.  */
static int
open_peer (int control, const char *name)
{
#ifdef TIOCGPTPEER
  int fd = ioctl (control, TIOCGPTPEER, O_RDWR | O_NOCTTY);

  if (fd != -1 || (errno != ENOTTY && errno != EINVAL))
    return fd;
#endif
  (void) control;
  return open_terminal (name, 0);
}

/* By the device: both descriptors and the terminal's NAME.  */
static int
open_by_clone (int fd[2], char name[PATH_SIZE])
{
#ifdef IPC_NO_POSIX_OPENPT
  fd[0] = open_clone (O_RDWR | O_NOCTTY);
#else
  fd[0] = posix_openpt (O_RDWR | O_NOCTTY);
#endif
  if (fd[0] == -1)
    return -1;
  fd[1] = unlock (fd[0], name) == -1 ? -1 : open_peer (fd[0], name);
  if (fd[1] != -1)
    return 0;
  drop (fd[0]);
  return -1;
}

static int
open_by_search (int fd[2], char name[PATH_SIZE])
{
  fd[0] = search (O_RDWR | O_NOCTTY, name);
  if (fd[0] == -1)
    return -1;
  fd[1] = open_terminal (name, 1);
  if (fd[1] != -1)
    return 0;
  drop (fd[0]);
  return -1;
}

/* What the others have of themselves.  */
static int
make_terminal (int fd)
{
#if defined __sun && defined I_PUSH
  if (ioctl (fd, I_FIND, "ldterm") == 1)
    return 0;
  return ioctl (fd, I_PUSH, "ptem") == -1
         || ioctl (fd, I_PUSH, "ldterm") == -1 ? -1 : 0;
#else
  (void) fd;
  return 0;
#endif
}

int
ipc_fb_openpty (int *control, int *terminal, char *name,
                const struct termios *settings, const struct winsize *size)
{
  char path[PATH_SIZE];
  int fd[2], error;

  if (open_by_clone (fd, path) == -1)
    {
      error = errno;
      if (!is_lacking (error))
        return -1;
      if (open_by_search (fd, path) == -1)
        return fail (error);
    }
  if (make_terminal (fd[1]) == -1
      || (settings != NULL && tcsetattr (fd[1], TCSANOW, settings) == -1)
      || (size != NULL && ioctl (fd[1], TIOCSWINSZ, size) == -1))
    {
      drop (fd[0]);
      drop (fd[1]);
      return -1;
    }
  *control = fd[0];
  *terminal = fd[1];
  if (name != NULL)
    strcpy (name, path);
  return 0;
}
