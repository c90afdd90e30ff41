/* sysv-store.c - the state of an object, in a file.
   SPDX-License-Identifier: BSD-2-Clause

   The file is mapped, and written by calls only before anybody has mapped it:
   not all systems show the one to the other.  Room for both copies is made
   with the file, so that a full disk later stops nobody.  Nobody goes by what
   is in the mapping, where others may change it at any time, but by a copy of
   its own.  Record locks are the process's, and go with any descriptor of the
   file: so one thread at a time is here.

   Falls short: who may write an object's file can make it shorter at the very
   moment when another process reads it, which is killed then; so is, on a file
   system that copies what is written, who changes an object on a full disk.
   No behaviour shows either.  */

#include "probed.h"
#include "sysv-file.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cancel.h"
#include "open-flags.h"
#include "process-lock.h"
#include "sigmask.h"

static const uint32_t magic = 0x49504332;

static volatile int holder;
static unsigned long session_number;

void
ipc_sysv_begin (struct sysv_session *session)
{
  sigset_t all;

  session->cancel = cancel_forbid ();
  sigfillset (&all);
  sigmask_change (SIG_BLOCK, &all, &session->mask);
  process_lock (&holder);
  session_number++;
}

int64_t
ipc_sysv_pid (void)
{
  return (int64_t) holder;
}

unsigned long
ipc_sysv_session_number (void)
{
  return session_number;
}

int
ipc_sysv_end (struct sysv_session *session, int result)
{
  process_unlock (&holder);
  sigmask_change (SIG_SETMASK, &session->mask, NULL);
  cancel_allow (session->cancel);
  return result;
}

void
ipc_sysv_pause (void)
{
  process_unlock (&holder);
}

void
ipc_sysv_resume (void)
{
  process_lock (&holder);
  session_number++;
}

#ifndef F_SETLKW
/* What nobody can lock, nobody can share.  */
# define lock(fd, type) ((void) (fd), errno = ENOSYS, -1)
#else

/* The kernel may see a circle where there is none: another thread of the
   owner, which waits for a lock of the program's own, is no obstacle.  */
static int
lock (int fd, int type)
{
  struct flock lock;

  memset (&lock, 0, sizeof lock);
  lock.l_type = (short) type;
  lock.l_whence = SEEK_SET;
  while (fcntl (fd, F_SETLKW, &lock) == -1)
    {
      if (errno != EINTR && errno != EDEADLK)
        return -1;
      sched_yield ();
    }
  return 0;
}

#endif

/* What there is of a state of SIZE bytes; the waiters take much room, and
   are few.  */
static void
copy_state (const struct sysv_family *family, void *to, const void *from,
            size_t size)
{
  const struct sysv_head *head = to;
  size_t fixed = offsetof (struct sysv_head, waiter), n;

  if (family->make == NULL)
    {
      memcpy (to, from, size);
      return;
    }
  memcpy (to, from, fixed);
  n = (size_t) head->n_waiters;
  if (head->n_waiters < 0 || n > SYSV_WAITERS)
    n = SYSV_WAITERS;
  memcpy ((char *) to + fixed, (const char *) from + fixed,
          n * sizeof *head->waiter);
  memcpy ((char *) to + sizeof *head, (const char *) from + sizeof *head,
          size - sizeof *head);
}

static char *
place (const struct sysv_object *o, uint32_t number)
{
  return (char *) (uintptr_t) (o->file->control + 1)
         + number * o->family->most;
}

static int
is_sound (const struct sysv_object *o)
{
  const struct sysv_head *head = o->state;

  return (o->family->make == NULL
          || (head->n_waiters >= 0 && head->n_waiters <= SYSV_WAITERS))
         && o->family->sound (o);
}

int
ipc_sysv_reload (struct sysv_object *o)
{
  uint32_t live = o->file->control->live & 1;
  uint64_t size = o->file->control->size[live];

  errno = EINVAL;
  if (size < o->family->size || size > o->family->most)
    return -1;
  o->size = (size_t) size;
  copy_state (o->family, o->state, place (o, live), o->size);
  return is_sound (o) ? 0 : -1;
}

/* Read it, unless nobody has changed it since the last time.  */
static int
load (struct sysv_object *o)
{
  const volatile struct sysv_control *c = o->file->control;
  uint64_t had = o->file->version;

  errno = EINVAL;
  o->file->version = 0;
  if (c->magic != magic || c->kind != (uint32_t) o->family->kind || c->removed
      || c->most != o->family->most || c->live > 1)
    return -1;
  o->state = o->file->state;
  o->size = o->file->size;
  if (had != 0 && had == c->version[c->live & 1])
    return 0;
  return ipc_sysv_reload (o);
}

int
ipc_sysv_lock_file (struct sysv_object *o)
{
  o->fd = o->file->own.fd;
  if (lock (o->fd, F_WRLCK) == 0 && load (o) == 0)
    return 0;
  ipc_sysv_close (o);
  return -1;
}

int
ipc_sysv_open (struct sysv_object *o)
{
  o->file = ipc_sysv_open_file (o->path, o->family);
  return o->file == NULL ? -1 : ipc_sysv_lock_file (o);
}

int
ipc_sysv_may_write (size_t size)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_FSIZE, &limit) == 0
      && limit.rlim_cur != RLIM_INFINITY && limit.rlim_cur < size)
    return errno = EFBIG, -1;
  return 0;
}

int
ipc_sysv_clear (const char *path)
{
  if (unlink (path) == 0 || errno == ENOENT)
    return 0;
  errno = EEXIST;
  return -1;
}

int
ipc_sysv_fill (int fd, size_t size)
{
  static const char zeros[65536];
  size_t done, n;
  ssize_t put;

  if (ipc_sysv_may_write (size) == -1)
    return -1;
  for (done = 0; done < size; done += (size_t) put)
    {
      n = size - done < sizeof zeros ? size - done : sizeof zeros;
      put = pwrite (fd, zeros, n, (off_t) done);
      if (put <= 0)
        return errno = put == 0 ? ENOSPC : errno, -1;
    }
  return 0;
}

/* Groups may come from the directory.  */
static int
make_file (struct sysv_object *o, mode_t mode)
{
  int error, fd = open (o->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd == -1)
    return -1;
  if (ipc_sysv_fill (fd, ipc_sysv_length (o->family)) == 0
      && fchown (fd, (uid_t) -1, getegid ()) == 0 && fchmod (fd, mode) == 0)
    {
      o->file = ipc_sysv_take_file (o->path, fd, o->family);
      return o->file == NULL ? -1 : lock (fd, F_WRLCK);
    }
  error = errno;
  close (fd);
  errno = error;
  return -1;
}

int
ipc_sysv_give_up (struct sysv_object *o)
{
  int error = errno;

  unlink (o->path);
  errno = error;
  ipc_sysv_close (o);
  return -1;
}

int
ipc_sysv_create (struct sysv_object *o, mode_t mode)
{
  o->file = NULL;
  o->fd = -1;
  if (ipc_sysv_clear (o->path) == -1)
    return -1;
  if (make_file (o, mode) == 0)
    {
      o->fd = o->file->own.fd;
      o->state = o->file->state;
      o->size = o->family->size;
      o->file->control->live = 1;
      return 0;
    }
  return ipc_sysv_give_up (o);
}

int
ipc_sysv_commit (struct sysv_object *o)
{
  volatile struct sysv_control *c = o->file->control;
  uint32_t live = c->live & 1, other = !live;

  ipc_sysv_step ();
  copy_state (o->family, place (o, other), o->state, o->size);
  ipc_sysv_step ();
  c->size[other] = o->size;
  c->version[other] = c->version[live] + 1;
  c->most = o->family->most;
  c->kind = (uint32_t) o->family->kind;
  ipc_sysv_step ();
  c->live = other;
  ipc_sysv_step ();
  c->magic = magic;
  ipc_sysv_step ();
  return 0;
}

void
ipc_sysv_trust (struct sysv_object *o)
{
  const volatile struct sysv_control *c = o->file->control;

  o->file->size = o->size;
  o->file->version = c->version[c->live & 1];
}

int
ipc_sysv_drop (struct sysv_object *o)
{
  o->file->control->removed = 1;
  ipc_sysv_step ();
  return 0;
}

void
ipc_sysv_close (struct sysv_object *o)
{
  int error = errno;

  if (o->file != NULL)
    {
      if (!o->file->kept || o->file->control->removed
          || lock (o->fd, F_UNLCK) == -1)
        ipc_sysv_drop_file (o->file);
    }
  o->file = NULL;
  o->fd = -1;
  o->state = NULL;
  errno = error;
}
