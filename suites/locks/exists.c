/* exists.c - whether there is flock(), and of what kind it is.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "frame/suite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "frame/settings.h"
#include "locks.h"

IPC_TEST (flock_exists)
{
  int fd = locks_open (), closed = dup (fd);
  struct ipc_child other;

  IPC_SETUP (closed != -1 && close (closed) == 0);
  if (!locks_or_absent (fd, LOCK_EX))
    return;
  other = ipc_start (locks_contend, NULL);
  if (locks_ask (&other, 'x') != EWOULDBLOCK)
    locks_observe ("is there, and excludes nobody");
  else if (flock (fd, LOCK_UN) != 0 || locks_ask (&other, 'x') != 0)
    locks_observe ("is there, and does not unlock");
  else if (flock (-1, LOCK_EX | LOCK_NB) != -1 || errno != EBADF
           || flock (closed, LOCK_EX | LOCK_NB) != -1 || errno != EBADF)
    locks_observe ("is there, and locks what is no descriptor");
  else
    locks_observe ("exists");
  ipc_end (&other);
}

/* Descriptors of one new file without a name, each opened by itself: for
   reading alone, for both, and another opener's.  */
struct unnamed
{
  int reader, writer, other;
};

/* Broken where nothing can be made.  The work directory vanishes with the
   case, others do not.  */
static struct unnamed
make_in (const char *directory)
{
  struct unnamed u;
  char path[1200];
  int guard;

  IPC_SETUP (strlen (directory) < 1100);
  snprintf (path, sizeof path, "%s/ipcompat.%ld", directory, (long) getpid ());
  guard = *path == '/' ? ipc_guard (path) : -1;
  u.other = open (path, O_RDWR | O_CREAT | O_EXCL, 0600);
  IPC_SETUP (u.other != -1);
  u.reader = open (path, O_RDONLY);
  u.writer = open (path, O_RDWR);
  IPC_SETUP (unlink (path) == 0);
  if (guard != -1)
    {
      IPC_SETUP (write (guard, "u", 1) == 1);
      close (guard);
    }
  IPC_SETUP (u.reader != -1 && u.writer != -1);
  return u;
}

/* What the lock by FD keeps from another opener, who is a process by itself,
   with OTHER.  */
static const char *
kind_of (int fd, int other, const char *alone, const char *with_fcntl)
{
  struct ipc_child child = ipc_start (locks_contend, &other);
  int again = locks_ask (&child, 'x'), shared = locks_ask (&child, 's');
  int range = locks_ask (&child, 'f');

  ipc_end (&child);
  flock (fd, LOCK_UN);
  if (again != EWOULDBLOCK)
    return "excludes nobody";
  if (shared != EWOULDBLOCK)
    return "a shared lock";
  return range == 0 ? alone : with_fcntl;
}

static const char *
kind_in (const char *directory)
{
  struct unnamed u = make_in (directory);
  const char *kind;

  if (flock (u.reader, LOCK_EX | LOCK_NB) == 0)
    kind = kind_of (u.reader, u.other, "a lock of its own kind",
                    "read-only, a lock of fcntl()");
  else if (errno == ENOSYS)
    kind = "absent";
  else if (errno == ENOLCK || errno == EOPNOTSUPP)
    kind = "no locks";
  else if (errno != EBADF || flock (u.writer, LOCK_EX | LOCK_NB) != 0)
    kind = ipc_errno_name (errno);
  else
    kind = kind_of (u.writer, u.other, "EBADF, and a lock of its own kind",
                    "EBADF, a lock of fcntl()");
  close (u.reader);
  close (u.writer);
  close (u.other);
  return kind;
}

/* The configuration variable "dirs" has more directories, with colons
   between them: of other file systems.  */
IPC_TEST (flock_network)
{
  const char *here = kind_in ("."), *there;
  char rest[1100], detail[600], *dir;
  size_t used;
  int unlike = 0;

  snprintf (rest, sizeof rest, "%s", ipc_config ("dirs", ""));
  used = (size_t) snprintf (detail, sizeof detail, "here %s", here);
  for (dir = strtok (rest, ":"); dir != NULL; dir = strtok (NULL, ":"))
    {
      there = kind_in (dir);
      unlike |= strcmp (here, there) != 0;
      if (used < sizeof detail)
        used += (size_t) snprintf (detail + used, sizeof detail - used,
                                   "; %s: %s", dir, there);
    }
  ipc_detail ("%s", detail);
  locks_observe (unlike ? "unlike in some directory" : here);
}
