/* sysv-segment.c - making segments of shared memory, and shmctl().
   SPDX-License-Identifier: BSD-2-Clause  */

#include "probed.h"
#include "ipcompat-sysv.h"
#include "sysv-segment.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "open-flags.h"
#include "sysv-types.h"

static const size_t most_size = (size_t) 1 << 30;

/* Each byte has a place on the disk: who touches memory without one is
   killed.  */
static int
give_room (int fd, size_t size)
{
#if defined _POSIX_ADVISORY_INFO && _POSIX_ADVISORY_INFO > 0
  int error = posix_fallocate (fd, 0, (off_t) size);

  if (error == 0)
    return 0;
  if (error == ENOSPC || error == EFBIG)
    return errno = error, -1;
#endif
  return ipc_sysv_fill (fd, size);
}

/* Its owner may always open it, to change its mode.  */
static mode_t
data_mode (int mode)
{
  return (mode_t) (0600 | (mode & 0066));
}

static int
make_data (int id, size_t size, int mode)
{
  char path[SYSV_PATH];
  int fd, error;

  if (ipc_sysv_path (path, "d", id) == -1)
    return -1;
  if (ipc_sysv_clear (path) == -1)
    return -1;
  fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd == -1)
    return -1;
  if (ipc_sysv_may_write (size) == 0 && give_room (fd, size) == 0
      && fchmod (fd, data_mode (mode)) == 0
      && fchown (fd, (uid_t) -1, getegid ()) == 0)
    return close (fd);
  error = errno == ENOSPC || errno == EFBIG ? ENOMEM : errno;
  close (fd);
  unlink (path);
  errno = error;
  return -1;
}

int
ipc_sysv_open_data (int id, int flags)
{
  char path[SYSV_PATH];
  struct stat st;
  int fd;

  if (ipc_sysv_path (path, "d", id) == -1)
    return -1;
  fd = open (path, flags | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW);
  if (fd == -1 || (fstat (fd, &st) == 0 && S_ISREG (st.st_mode)))
    return fd;
  close (fd);
  errno = EINVAL;
  return -1;
}

static int
make (struct sysv_object *o, const void *arg)
{
  struct segment *segment = o->state;
  size_t size = *(const size_t *) arg;

  if (size == 0 || size > most_size)
    return errno = EINVAL, -1;
  segment->size = (int64_t) size;
  segment->cpid = ipc_sysv_pid ();
  segment->ctime = (int64_t) time (NULL);
  return make_data (o->id, size, (int) segment->head.perm.mode);
}

static int
fit (const struct sysv_object *o, const void *arg)
{
  const struct segment *segment = o->state;

  return *(const size_t *) arg > (size_t) segment->size ? EINVAL : 0;
}

static int
sound (const struct sysv_object *o)
{
  const struct segment *segment = o->state;

  return segment->size > 0 && (uint64_t) segment->size <= most_size
         && segment->n_users >= 0 && segment->n_users <= SEGMENT_USERS
         && o->size == offsetof (struct segment, user)
                       + (size_t) segment->n_users * sizeof *segment->user;
}

const struct sysv_family ipc_sysv_segments =
{
  SYSV_SEGMENT, offsetof (struct segment, user), sizeof (struct segment),
  make, fit, sound
};

int
ipc_fb_shmget (key_t key, size_t size, int flags)
{
  return ipc_sysv_obtain (&ipc_sysv_segments, key, flags, &size);
}

static int64_t
attached (const struct segment *segment)
{
  int64_t i, n = 0;

  for (i = 0; i < segment->n_users; i++)
    n += segment->user[i].n;
  return n;
}

static void
tell (const struct segment *segment, struct shmid_ds *ds)
{
  const struct sysv_perm *perm = &segment->head.perm;

  memset (ds, 0, sizeof *ds);
  ds->shm_perm.uid = (uid_t) perm->uid;
  ds->shm_perm.gid = (gid_t) perm->gid;
  ds->shm_perm.cuid = (uid_t) perm->cuid;
  ds->shm_perm.cgid = (gid_t) perm->cgid;
  ds->shm_perm.mode = (unsigned short) perm->mode;
  ds->shm_segsz = (size_t) segment->size;
  ds->shm_cpid = (pid_t) segment->cpid;
  ds->shm_lpid = (pid_t) segment->lpid;
  ds->shm_nattch = attached (segment);
  ds->shm_atime = (time_t) segment->atime;
  ds->shm_dtime = (time_t) segment->dtime;
  ds->shm_ctime = (time_t) segment->ctime;
}

/* The file of the memory first: what its mode allows is what counts.  */
static int
set (struct sysv_object *o, int id, const struct shmid_ds *ds)
{
  struct segment *segment = o->state;
  struct sysv_perm *perm = &segment->head.perm;
  uid_t uid = ds->shm_perm.uid;
  gid_t gid = ds->shm_perm.gid;
  int error, result, fd = ipc_sysv_open_data (id, O_RDWR);

  if (fd == -1)
    return -1;
  result = (((int64_t) uid != perm->uid || (int64_t) gid != perm->gid)
            && fchown (fd, uid, gid) == -1)
           || fchmod (fd, data_mode ((int) ds->shm_perm.mode)) == -1
           || ipc_sysv_set_perm (o, uid, gid, (int) ds->shm_perm.mode) == -1
           ? -1 : 0;
  error = errno;
  close (fd);
  errno = error;
  if (result == -1)
    return -1;
  segment->ctime = (int64_t) time (NULL);
  return ipc_sysv_commit (o);
}

static int
stat_or_set (int id, int command, struct shmid_ds *ds)
{
  struct sysv_object o;
  int result;

  if ((command == IPC_SET ? ipc_sysv_seek_own (&o, &ipc_sysv_segments, id)
       : ipc_sysv_seek (&o, &ipc_sysv_segments, id, 0400)) == -1)
    return -1;
  if (command == IPC_SET)
    result = set (&o, id, ds);
  else
    {
      result = ipc_sysv_drop_dead_users (&o);
      if (result == 0)
        tell (o.state, ds);
    }
  ipc_sysv_close (&o);
  return result;
}

int
ipc_fb_shmctl (int id, int command, struct shmid_ds *ds)
{
  struct sysv_session session;

  if (command == IPC_RMID)
    return ipc_sysv_remove (&ipc_sysv_segments, id);
  if (command != IPC_STAT && command != IPC_SET)
    {
      errno = EINVAL;
      return -1;
    }
  ipc_sysv_begin (&session);
  return ipc_sysv_end (&session, stat_or_set (id, command, ds));
}
