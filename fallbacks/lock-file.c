/* lock-file.c - a lock by the existence of a file.
   SPDX-License-Identifier: BSD-2-Clause

   For file systems that know no locks at all: making a file that must not
   exist is atomic.  The file names its owner by pid and a number of its own,
   so that no two owners ever look alike.  There are no shared locks, and
   nothing to wait for: callers try again.

   Who finds that the owner is dead first takes a second lock, the claim to
   succeed just that owner: PATH.PID.NUMBER.  It alone may then rename() its
   claim to PATH, by which the lock changes its owner and the claim is gone
   in one step.  A claim is a lock as any other: if its owner dies, it is
   succeeded in the same way.  Who was late, and made a claim to a lock that
   has a successor already, sees that by looking at the lock again, because
   an owner's name never comes back.  So there is never a moment without
   exclusion, and none at which a crash does more than leave a stale lock or
   a file that nobody looks at again.

   A recycled process id keeps a stale lock, as kill.zero_pid_reuse shows;
   all must see the same processes: one machine, one container.  */

#include "ipcompat-files.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#ifndef O_NONBLOCK
# define O_NONBLOCK 0
#endif

/* The claims to one lock that dead processes may have left unfinished, one
   upon the other.  */
enum { MOST_PATH = 1024, MOST_CLAIMS = 16, MOST_LOOKS = 16 };

struct owner
{
  long pid;                     /* 0: the file names none, or is not there */
  unsigned long number;
};

/* What all steps of one attempt share.  */
struct attempt
{
  const char *path;
  struct owner self;
  char own[MOST_PATH];          /* a file that names this process */
  int fd;
};

/* This process, as no other one with its pid was or will be called.  */
static struct owner
self (void)
{
  static struct owner me;
  struct timespec now;

  if (me.pid == (long) getpid ())
    return me;
  memset (&now, 0, sizeof now);
  clock_gettime (CLOCK_REALTIME, &now);
  me.number = (unsigned long) now.tv_sec * 1000000
              + (unsigned long) now.tv_nsec / 1000;
  me.pid = (long) getpid ();
  return me;
}

static int
same (struct owner a, struct owner b)
{
  return a.pid == b.pid && a.number == b.number;
}

/* Store in *OWNER whom the file NAME names; 0 for its pid if there is no
   such file, or it is none of these locks or not for this user to read.
   Returns -1 with errno if that is not to be known.  */
static int
read_owner (const char *name, struct owner *owner)
{
  char text[64], *end;
  ssize_t n;
  int error, fd = open (name, O_RDONLY | O_NONBLOCK | O_NOCTTY);

  owner->pid = 0;
  if (fd == -1)
    return errno == ENOENT || errno == EACCES ? 0 : -1;
  n = read (fd, text, sizeof text - 1);
  error = errno;
  close (fd);
  errno = error;
  if (n == -1)
    return -1;
  text[n] = '\0';
  owner->pid = strtol (text, &end, 10);
  if (*end != '\n' || owner->pid < 0)
    owner->pid = 0;
  owner->number = strtoul (end, &end, 10);
  if (*end != '\n')
    owner->pid = 0;
  return 0;
}

/* Whether OWNER is a process that is no more: perhaps one that had this
   process's pid.  */
static int
is_dead (struct owner owner, struct owner me)
{
  if (owner.pid == me.pid)
    return owner.number != me.number;
  return owner.pid > 0 && kill ((pid_t) owner.pid, 0) == -1
         && errno == ESRCH;
}

/* The name of the claim to succeed OWNER, or, with SUFFIX, of the file that
   OWNER makes its locks from.  */
static int
name_of (char name[MOST_PATH], const char *path, struct owner owner,
         const char *suffix)
{
  if (snprintf (name, MOST_PATH, "%s.%ld.%lu%s", path, owner.pid,
                owner.number, suffix) < MOST_PATH)
    return 0;
  errno = ENAMETOOLONG;
  return -1;
}

static int
begin (struct attempt *a, const char *path)
{
  char text[64];
  int n, error;

  a->path = path;
  a->self = self ();
  if (name_of (a->own, path, a->self, ".new") == -1)
    return -1;
  a->fd = open (a->own, O_WRONLY | O_CREAT | O_EXCL, 0644);
  if (a->fd == -1)
    return -1;
  n = snprintf (text, sizeof text, "%ld\n%lu\n", a->self.pid,
                a->self.number);
  errno = ENOSPC;
  if (write (a->fd, text, (size_t) n) == n)
    return 0;
  error = errno;
  close (a->fd);
  unlink (a->own);
  errno = error;
  return -1;
}

static int
fail (int error)
{
  errno = error;
  return -1;
}

/* Make the lock NAME of one's own: link() fails if it exists, and never
   shows half a file.  Over a network it may say so although it was its own
   first attempt that worked.  */
static int
make_lock (const struct attempt *a, const char *name)
{
  struct stat own, there;

  if (link (a->own, name) == 0)
    return 0;
  if (errno != EEXIST || fstat (a->fd, &own) == -1)
    return -1;
  return lstat (name, &there) == 0 && there.st_dev == own.st_dev
         && there.st_ino == own.st_ino ? 0 : fail (EEXIST);
}

static int acquire (struct attempt *a, const char *name, int depth);

/* Succeed OWNER, who is dead, in NAME.  Returns 0, 1 if someone else has, or
   -1 with errno.  */
static int
succeed (struct attempt *a, const char *name, struct owner owner, int depth)
{
  char claim[MOST_PATH], left[MOST_PATH];
  struct owner seen;
  int error;

  if (name_of (claim, a->path, owner, "") == -1
      || name_of (left, a->path, owner, ".new") == -1)
    return -1;
  if (acquire (a, claim, depth + 1) == -1)
    return -1;
  if (read_owner (name, &seen) == -1)
    error = errno;
  else if (!same (seen, owner))
    error = 0;
  /* Only who has the claim gets here.  */
  else if (rename (claim, name) == -1)
    error = errno;
  else
    return unlink (left), 0;
  unlink (claim);
  return error == 0 ? 1 : fail (error);
}

/* Get the lock NAME, which may be a claim to another.  */
static int
acquire (struct attempt *a, const char *name, int depth)
{
  struct owner owner;
  int looks, result;

  for (looks = 0; looks < MOST_LOOKS; looks++)
    {
      if (make_lock (a, name) == 0)
        return 0;
      if (errno != EEXIST || read_owner (name, &owner) == -1)
        return -1;
      if (owner.pid == 0 && access (name, F_OK) == -1)
        continue;               /* it has just been given back */
      if (!is_dead (owner, a->self) || depth == MOST_CLAIMS)
        break;
      result = succeed (a, name, owner, depth);
      if (result <= 0)
        return result;
    }
  return fail (EWOULDBLOCK);
}

int
ipc_lock_file (const char *path)
{
  struct attempt a;
  int result, error;

  if (begin (&a, path) == -1)
    return -1;
  result = acquire (&a, path, 0);
  error = errno;
  close (a.fd);
  unlink (a.own);
  errno = error;
  return result;
}

int
ipc_unlock_file (const char *path)
{
  struct owner owner;

  if (read_owner (path, &owner) == -1)
    return -1;
  return owner.pid == (long) getpid () ? unlink (path) : fail (EPERM);
}
