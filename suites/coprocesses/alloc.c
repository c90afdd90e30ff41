/* alloc.c - where pseudo-terminals come from.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "coprocesses.h"
#include "frame/suite.h"
#include "facilities/facilities.h"
#include "facilities/special.h"

/* A way to get a pair: 0, or -1 with errno.  */
struct way
{
  const char *name;
  int (*pair) (int *master, int *slave);
};

/* Open the slave of MASTER, which grantpt() and unlockpt() are for.  */
static int
open_slave (int master, int *slave)
{
  const char *name;

  if (grantpt (master) == -1 || unlockpt (master) == -1)
    return -1;
  name = ptsname (master);
  if (name == NULL)
    return -1;
  *slave = open (name, O_RDWR | O_NOCTTY);
  return *slave == -1 ? -1 : 0;
}

static int
open_from (int master, int *to, int *slave)
{
  int error;

  if (master == -1)
    return -1;
  *to = master;
  if (open_slave (master, slave) == 0)
    return 0;
  error = errno;
  close (master);
  errno = error;
  return -1;
}

static int
by_posix_openpt (int *master, int *slave)
{
  return open_from (posix_openpt (O_RDWR | O_NOCTTY), master, slave);
}

static int
by_dev_ptmx (int *master, int *slave)
{
  return open_from (open ("/dev/ptmx", O_RDWR | O_NOCTTY), master, slave);
}

/* Master and slave have names that differ in one letter.  */
static int
by_search (int *master, int *slave)
{
  static const char banks[] = "pqrstuvwxyzPQRST",
    units[] = "0123456789abcdefghijklmnopqrstuv";
  const char *bank, *unit;
  char name[] = "/dev/ptyXY";

  for (bank = banks; *bank != '\0'; bank++)
    for (unit = units; *unit != '\0'; unit++)
      {
        name[5] = 'p';
        name[8] = *bank;
        name[9] = *unit;
        *master = open (name, O_RDWR | O_NOCTTY);
        if (*master == -1 && errno == ENOENT)
          break;
        if (*master == -1)
          continue;
        name[5] = 't';
        *slave = open (name, O_RDWR | O_NOCTTY);
        if (*slave != -1)
          return 0;
        close (*master);
      }
  return -1;
}

/* Whether a line passes both ways between MASTER and SLAVE, a terminal.  */
static int
is_terminal (int master, int slave)
{
  char got[20];

  ipc_pty_build (slave);
  if (!isatty (slave))
    return 0;
  ipc_pty_raw (slave);
  return write (master, "down", 4) == 4 && read (slave, got, 4) == 4
         && memcmp (got, "down", 4) == 0 && write (slave, "up", 2) == 2
         && read (master, got, 4) == 2 && memcmp (got, "up", 2) == 0;
}

/* Whether WAY, which has given SLAVE, gives another terminal.  */
static int
gives_another (const struct way *way, int slave)
{
  struct stat first, second;
  int other_master, other, differs;

  if (way->pair (&other_master, &other) == -1)
    return 0;
  IPC_SETUP (fstat (slave, &first) == 0 && fstat (other, &second) == 0);
  differs = first.st_rdev != second.st_rdev
            && is_terminal (other_master, other);
  close (other);
  close (other_master);
  return differs;
}

/* What came of WAY: "works", "no terminal" or an error.  */
static const char *
outcome (const struct way *way)
{
  const char *result;
  int master, slave;

  if (way->pair (&master, &slave) == -1)
    return ipc_errno_name (errno);
  result = !is_terminal (master, slave) ? "no terminal"
           : gives_another (way, slave) ? "works" : "no second terminal";
  close (slave);
  close (master);
  return result;
}

IPC_TEST (pty_alloc)
{
  static const struct way ways[] =
    { { "posix_openpt", by_posix_openpt }, { "openpty", ipc_openpty },
      { "/dev/ptmx", by_dev_ptmx }, { "4.2BSD's pairs", by_search } };
  const char *result[4], *first = NULL;
  int i, wrong = -1;

  for (i = 0; i < 4; i++)
    {
      result[i] = outcome (&ways[i]);
      if (first == NULL && strcmp (result[i], "works") == 0)
        first = ways[i].name;
      if (strncmp (result[i], "no ", 3) == 0)
        wrong = i;
    }
  ipc_detail ("posix_openpt: %s; openpty (%s): %s; /dev/ptmx: %s; "
              "/dev/ptyXY: %s", result[0], ipc_openpty_home, result[1],
              result[2], result[3]);
  if (wrong != -1)
    ipc_observef ("%s gives %s", ways[wrong].name, result[wrong]);
  else if (first == NULL)
    ipc_not_exercised ("no pty");
  else
    ipc_observe (first);
}

/* How ptsname_r() tells of a failure by one of the ERRORS, a 0 behind them: 1
   by number, 0 by -1 and errno, -1 in another way.  */
static int
tells (int fd, char *name, size_t size, const int *errors)
{
  int result;

  errno = 0;
  result = ptsname_r (fd, name, size);
  for (; *errors != 0; errors++)
    if (result == *errors || (result == -1 && errno == *errors))
      return result != -1;
  return -1;
}

/* How it tells of a pipe, of a bad descriptor, and of a buffer that has no
   room for PTY's whole name.  */
static const char *
how_it_fails (const struct ipc_pty *pty, int pipe)
{
  static const int none[] = { ENOTTY, EINVAL, 0 },
    bad[] = { EBADF, ENOTTY, EINVAL, 0 }, range[] = { ERANGE, 0 };
  char name[sizeof pty->name], guarded[sizeof pty->name + 1];
  size_t size = strlen (pty->name);
  int wrong, closed, narrow, tight;

  memset (guarded, 's', sizeof guarded);
  wrong = tells (pipe, name, sizeof name, none);
  closed = tells (-1, name, sizeof name, bad);
  narrow = tells (pty->master, guarded, 4, range);
  tight = tells (pty->master, guarded, size, range);
  ipc_detail ("a pipe: %d, -1: %d, a short buffer: %d, one byte less: %d",
              wrong, closed, narrow, tight);
  if (guarded[size] != 's')
    return "writes beyond its buffer";
  if (narrow == -1 || tight != narrow)
    return "another answer to a short buffer";
  if (wrong != narrow || closed != narrow)
    return "another answer to what is no terminal";
  return narrow ? "by number" : "by -1 and errno";
}

IPC_TEST (ptsname_reentrant)
{
  struct ipc_pty pty;
  char name[sizeof pty.name];
  int fd[2], result;

  ipc_pty_open (&pty);
  IPC_SETUP (pipe (fd) == 0);
  errno = 0;
  result = ptsname_r (pty.master, name, sizeof name);
  if (result == -1 && errno == ENOSYS)
    ipc_observe ("absent");
  else if (result != 0 || strcmp (name, pty.name) != 0)
    ipc_observe (result != 0 ? "fails" : "another name");
  else
    ipc_observe (how_it_fails (&pty, fd[0]));
  close (fd[0]);
  close (fd[1]);
  close (pty.master);
}

/* What came of each call where there are no terminals.  */
struct devfs
{
  char by_posix[40], by_openpty[40];
};

static int
ask_without (struct ipc_link *link, void *arg)
{
  const struct ipc_pty *pty = arg;
  struct devfs d;
  int master, slave;

  IPC_SETUP (access (pty->name, F_OK) == -1);
  memset (&d, 0, sizeof d);
  master = posix_openpt (O_RDWR | O_NOCTTY);
  if (master == -1)
    strcpy (d.by_posix, ipc_errno_name (errno));
  else
    strcpy (d.by_posix, open_slave (master, &slave) == -1
                        ? "a master without a slave" : "a terminal");
  strcpy (d.by_openpty, ipc_openpty (&master, &slave) == -1
                        ? ipc_errno_name (errno) : "a terminal");
  ipc_send (link, &d, sizeof d);
  return 0;
}

IPC_TEST (pty_devfs)
{
  struct ipc_pty pty;
  struct ipc_child child;
  struct devfs d;
  char directory[sizeof pty.name], *slash;

  ipc_pty_open (&pty);
  strcpy (directory, pty.name);
  slash = strrchr (directory, '/');
  IPC_SETUP (slash != NULL && slash != directory);
  *slash = '\0';
  /* Names of 4.2BSD are not in a file system of their own.  */
  if (strcmp (directory, "/dev") == 0)
    ipc_not_exercised ("terminals have no file system of their own");
  child = ipc_isolated_directory (directory, ask_without, &pty);
  ipc_receive (&child.link, &d, sizeof d);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  ipc_detail ("openpty: %s", d.by_openpty);
  ipc_observe (strcmp (d.by_posix, "ENOSYS") == 0 ? "absent" : d.by_posix);
  close (pty.master);
}
