/* sysv-shared-memory.c - segments of shared memory by mmap() of files.
   SPDX-License-Identifier: BSD-2-Clause

   A segment that is removed is a file without a name: who has attached it
   shares it on, until the last one detaches it.

   Falls short: nobody finds a segment that is removed, although it is attached,
   as sysv_shared_memory.attach_after_rmid shows; and shm_nattch knows nothing
   of attachments that a child has from its parent, as
   sysv_shared_memory.fork_inherited shows.  */

#include "probed.h"
#include "ipcompat-sysv.h"
#include "sysv-segment.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "sysv-types.h"

/* What this process has attached, or its parent had before fork().  */
struct attachment
{
  struct attachment *next;
  void *address;
  size_t size;
  int id;
  pid_t pid;
  char directory[SYSV_PATH];    /* where it was */
};
static struct attachment *attachments;

static struct segment_user *
user (struct segment *segment, const struct sysv_life *life)
{
  int64_t i;

  for (i = 0; i < segment->n_users; i++)
    if (segment->user[i].life.pid == life->pid
        && segment->user[i].life.number == life->number)
      return &segment->user[i];
  return NULL;
}

static void
drop (struct sysv_object *o, struct segment_user *u)
{
  struct segment *segment = o->state;

  *u = segment->user[--segment->n_users];
}

static void
resize (struct sysv_object *o)
{
  const struct segment *segment = o->state;

  o->size = offsetof (struct segment, user)
            + (size_t) segment->n_users * sizeof *segment->user;
}

int
ipc_sysv_drop_dead_users (struct sysv_object *o)
{
  struct segment *segment = o->state;
  int64_t i;
  int fd;

  for (i = segment->n_users - 1; i >= 0; i--)
    {
      if (ipc_sysv_is_own_life (&segment->user[i].life))
        continue;
      fd = ipc_sysv_watch_life (&segment->user[i].life);
      if (fd == -1)
        return -1;
      if (fd == -2)
        drop (o, &segment->user[i]);
      else
        close (fd);
    }
  resize (o);
  return 0;
}

int
ipc_sysv_count_user (struct sysv_object *o, int by)
{
  struct segment *segment = o->state;
  struct sysv_life life;
  struct segment_user *u;

  if (ipc_sysv_own_life (&life) == -1
      || (segment->n_users == SEGMENT_USERS
          && ipc_sysv_drop_dead_users (o) == -1))
    return -1;
  u = user (segment, &life);
  if (u == NULL && by < 0)
    return 0;
  if (u == NULL)
    {
      if (segment->n_users == SEGMENT_USERS)
        return errno = ENOMEM, -1;
      u = &segment->user[segment->n_users++];
      u->life = life;
      u->n = 0;
    }
  u->n += by;
  if (u->n == 0)
    drop (o, u);
  resize (o);
  return 0;
}

/* Memory of the segment, at WANTED or, for NULL, anywhere: never in place of
   what is there.  */
static void *
map (int id, size_t size, const void *wanted, int flags)
{
  int read_only = (flags & SHM_RDONLY) != 0, fd;
  struct stat st;
  void *address;

  fd = ipc_sysv_open_data (id, read_only ? O_RDONLY : O_RDWR);
  if (fd == -1)
    return MAP_FAILED;
  if (fstat (fd, &st) == 0 && st.st_size < (off_t) size)
    {
      close (fd);
      errno = EINVAL;
      return MAP_FAILED;
    }
  address = mmap ((void *) (uintptr_t) wanted, size,
                  read_only ? PROT_READ : PROT_READ | PROT_WRITE, MAP_SHARED,
                  fd, 0);
  close (fd);
  if (address == MAP_FAILED || wanted == NULL || address == wanted)
    return address;
  munmap (address, size);
  errno = EINVAL;
  return MAP_FAILED;
}

static int
attach (struct sysv_object *o, struct attachment *a, const void *wanted,
        int flags)
{
  struct segment *segment = o->state;

  a->size = (size_t) segment->size;
  if (ipc_sysv_count_user (o, 1) == -1)
    return -1;
  a->address = map (a->id, a->size, wanted, flags);
  if (a->address == MAP_FAILED)
    return -1;
  segment->lpid = ipc_sysv_pid ();
  segment->atime = (int64_t) time (NULL);
  if (ipc_sysv_commit (o) == 0)
    return 0;
  munmap (a->address, a->size);
  return -1;
}

static int
find_and_attach (struct attachment *a, const void *wanted, int flags)
{
  struct sysv_object o;
  int result;

  if (ipc_sysv_directory (a->directory) == -1
      || ipc_sysv_seek (&o, &ipc_sysv_segments, a->id,
                        (flags & SHM_RDONLY) != 0 ? 0400 : 0600) == -1)
    return -1;
  result = attach (&o, a, wanted, flags);
  if (result == 0)
    ipc_sysv_trust (&o);
  ipc_sysv_close (&o);
  if (result == 0)
    {
      a->next = attachments;
      attachments = a;
    }
  return result;
}

void *
ipc_fb_shmat (int id, const void *address, int flags)
{
  uintptr_t page = (uintptr_t) sysconf (_SC_PAGESIZE);
  uintptr_t wanted = (uintptr_t) address;
  struct sysv_session session;
  struct attachment *a;

  if (wanted != 0 && (flags & SHM_RND) != 0)
    wanted -= wanted % page;
  a = malloc (sizeof *a);
  if (a == NULL)
    return (void *) -1;
  if ((flags & ~(SHM_RDONLY | SHM_RND)) != 0 || wanted % page != 0
      || (address != NULL && wanted == 0))
    {
      free (a);
      errno = EINVAL;
      return (void *) -1;
    }
  a->id = id;
  a->pid = getpid ();
  ipc_sysv_begin (&session);
  if (ipc_sysv_end (&session, find_and_attach (a, (void *) wanted, flags)) == 0)
    return a->address;
  free (a);
  return (void *) -1;
}

/* Elsewhere the id may be another segment's.  */
static int
is_where_it_was (const struct attachment *a)
{
  char directory[SYSV_PATH];

  return ipc_sysv_directory (directory) == 0
         && strcmp (directory, a->directory) == 0;
}

/* That it is detached is true by munmap(); who counts may be gone.  */
static void
tell_detached (const struct attachment *a)
{
  struct sysv_object o;
  struct segment *segment;
  int error = errno;

  if (a->pid == getpid () && is_where_it_was (a)
      && ipc_sysv_seek (&o, &ipc_sysv_segments, a->id, 0) == 0)
    {
      segment = o.state;
      segment->lpid = ipc_sysv_pid ();
      segment->dtime = (int64_t) time (NULL);
      if (ipc_sysv_count_user (&o, -1) == 0 && ipc_sysv_commit (&o) == 0)
        ipc_sysv_trust (&o);
      ipc_sysv_close (&o);
    }
  errno = error;
}

static int
detach (const void *address)
{
  struct attachment **link = &attachments, *a;

  while ((a = *link) != NULL && a->address != address)
    link = &a->next;
  if (a == NULL)
    return errno = EINVAL, -1;
  if (munmap (a->address, a->size) == -1)
    return -1;
  *link = a->next;
  tell_detached (a);
  free (a);
  return 0;
}

int
ipc_fb_shmdt (const void *address)
{
  struct sysv_session session;

  ipc_sysv_begin (&session);
  return ipc_sysv_end (&session, detach (address));
}
