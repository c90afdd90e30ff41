/* lock-file.c - a lock by the existence of a file.
   SPDX-License-Identifier: BSD-2-Clause

   For file systems that know no locks at all: making a file that must not
   exist is atomic.  The file holds the owner's process id, so that a lock
   whose owner is gone can be taken over; while that is going on another
   process may do the same.  There are no shared locks, and nothing to wait
   for: callers try again.  A recycled process id keeps a stale lock, as
   kill.zero_pid_reuse shows.  */

#include "ipcompat-files.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The process that PATH names as its owner; 0 if it names none yet, -1 if
   there is no such file.  */
static long
owner_of (const char *path)
{
  char text[24];
  ssize_t n;
  int fd = open (path, O_RDONLY);

  if (fd == -1)
    return -1;
  n = read (fd, text, sizeof text - 1);
  close (fd);
  text[n > 0 ? n : 0] = '\0';
  return strtol (text, NULL, 10);
}

/* Write the own process id beside PATH and link it there: link() fails if
   PATH exists, and never shows half a file.  */
static int
make_lock (const char *path)
{
  char own[1024], text[24];
  int fd, n, error;

  n = snprintf (text, sizeof text, "%ld\n", (long) getpid ());
  if (snprintf (own, sizeof own, "%s.%ld", path, (long) getpid ())
      >= (int) sizeof own)
    {
      errno = ENAMETOOLONG;
      return -1;
    }
  fd = open (own, O_WRONLY | O_CREAT | O_EXCL, 0644);
  if (fd == -1)
    return -1;
  error = write (fd, text, (size_t) n) == n && link (own, path) == 0
          ? 0 : errno;
  close (fd);
  unlink (own);
  errno = error;
  return error == 0 ? 0 : -1;
}

int
ipc_lock_file (const char *path)
{
  long owner;

  if (make_lock (path) == 0)
    return 0;
  if (errno != EEXIST)
    return -1;
  owner = owner_of (path);
  if (owner > 0 && kill ((pid_t) owner, 0) == -1 && errno == ESRCH
      && owner_of (path) == owner)
    {
      unlink (path);
      if (make_lock (path) == 0)
        return 0;
    }
  errno = EWOULDBLOCK;
  return -1;
}

int
ipc_unlock_file (const char *path)
{
  if (owner_of (path) != (long) getpid ())
    {
      errno = EPERM;
      return -1;
    }
  return unlink (path);
}
