/* sysv-store.c - the state of an object, in a file.
   SPDX-License-Identifier: BSD-2-Clause

   Read and written by calls, not mapped: not all systems show the one to the
   other.  Room for both copies is made with the file, so that a full disk
   later stops nobody.  Record locks are the process's, and go with any
   descriptor of the file: so one thread at a time is here, and no descriptor
   stays open.  */

#include "probed.h"
#include "sysv-store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sched.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cancel.h"
#include "process-lock.h"
#include "sigmask.h"

#ifndef O_CLOEXEC
# define O_CLOEXEC 0
#endif

static const uint32_t magic = 0x49504331;

struct control
{
  uint32_t magic, live;
  uint32_t removed, spare;
  uint64_t size, most;
};

static volatile int holder;

void
sysv_begin (struct sysv_session *session)
{
  sigset_t all;

  session->cancel = cancel_forbid ();
  sigfillset (&all);
  sigmask_change (SIG_BLOCK, &all, &session->mask);
  process_lock (&holder);
}

int
sysv_end (struct sysv_session *session, int result)
{
  process_unlock (&holder);
  sigmask_change (SIG_SETMASK, &session->mask, NULL);
  cancel_allow (session->cancel);
  return result;
}

void
sysv_pause (void)
{
  process_unlock (&holder);
}

void
sysv_resume (void)
{
  process_lock (&holder);
}

/* The kernel may see a circle where there is none: another thread of the
   owner, which waits for a lock of the program's own, is no obstacle.  */
static int
lock (int fd)
{
  struct flock lock;

  memset (&lock, 0, sizeof lock);
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  while (fcntl (fd, F_SETLKW, &lock) == -1)
    {
      if (errno != EINTR && errno != EDEADLK)
        return -1;
      sched_yield ();
    }
  return 0;
}

static int
put (int fd, const void *data, size_t size, off_t at)
{
  ssize_t n = pwrite (fd, data, size, at);

  if (n == (ssize_t) size)
    return 0;
  if (n >= 0)
    errno = ENOSPC;
  return -1;
}

static off_t
place (const struct sysv_object *o, uint32_t copy)
{
  return (off_t) (sizeof (struct control) + copy * o->most);
}

static int
tell (const struct sysv_object *o, uint32_t live, uint32_t removed)
{
  struct control c;

  memset (&c, 0, sizeof c);
  c.magic = magic;
  c.live = live;
  c.removed = removed;
  c.size = o->size;
  c.most = o->most;
  return put (o->fd, &c, sizeof c, 0);
}

static int
load (struct sysv_object *o)
{
  struct control c;
  ssize_t n = pread (o->fd, &c, sizeof c, 0);

  if (n == -1 && errno != ESPIPE)
    return -1;
  errno = EINVAL;
  if (n != (ssize_t) sizeof c || c.magic != magic || c.removed
      || c.live > 1 || c.most > 0x1000000 || c.size > c.most)
    return -1;
  o->live = c.live;
  o->size = (size_t) c.size;
  o->most = (size_t) c.most;
  o->state = malloc (o->most);
  if (o->state == NULL)
    return -1;
  n = pread (o->fd, o->state, o->size, place (o, o->live));
  if (n == (ssize_t) o->size)
    return 0;
  if (n >= 0)
    errno = EINVAL;
  return -1;
}

int
sysv_open (struct sysv_object *o)
{
  o->state = NULL;
  o->fd = open (o->path, O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (o->fd == -1)
    {
      if (errno == ENOENT)
        errno = EINVAL;
      return -1;
    }
  if (lock (o->fd) == 0 && load (o) == 0)
    return 0;
  sysv_close (o);
  return -1;
}

/* Both copies, whole.  */
static int
make_room (struct sysv_object *o, mode_t mode)
{
  if (fchmod (o->fd, mode) == -1 || lock (o->fd) == -1
      || put (o->fd, o->state, o->most, place (o, 0)) == -1
      || put (o->fd, o->state, o->most, place (o, 1)) == -1)
    return -1;
  /* Where groups come from the directory.  */
  return fchown (o->fd, (uid_t) -1, getegid ());
}

int
sysv_create (struct sysv_object *o, size_t size, size_t most, mode_t mode)
{
  o->live = 1;
  o->size = size;
  o->most = most;
  o->fd = -1;
  o->state = calloc (1, most);
  if (o->state == NULL)
    return -1;
  if (unlink (o->path) == 0 || errno == ENOENT)
    o->fd = open (o->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (o->fd != -1 && make_room (o, mode) == 0)
    return 0;
  if (o->fd != -1)
    {
      int error = errno;

      unlink (o->path);
      errno = error;
    }
  sysv_close (o);
  return -1;
}

int
sysv_commit (struct sysv_object *o)
{
  uint32_t other = !o->live;

  if (put (o->fd, o->state, o->size, place (o, other)) == -1
      || tell (o, other, 0) == -1)
    return -1;
  o->live = other;
  return 0;
}

int
sysv_destroy (struct sysv_object *o)
{
  return tell (o, o->live, 1);
}

void
sysv_close (struct sysv_object *o)
{
  int error = errno;

  if (o->fd != -1)
    close (o->fd);
  o->fd = -1;
  free (o->state);
  o->state = NULL;
  errno = error;
}
