/* sysv-place.c - where the objects are, and who may do what with them.
   SPDX-License-Identifier: BSD-2-Clause

   In the directory that IPCOMPAT_SYSV_DIR names, or in the user's own.  */

#include "probed.h"
#include "sysv-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "open-flags.h"
#include "place.h"

enum { MOST_DIRECTORY = SYSV_PATH - 64, MOST_GROUPS = 256 };

/* Of the directory, when it was looked at.  */
static mode_t common_mode;
static gid_t common_gid;

int
ipc_sysv_path (char path[SYSV_PATH], const char *file, long number)
{
  char name[MOST_DIRECTORY + 1];
  struct stat st;

  if (ipc_place_find ("IPCOMPAT_SYSV_DIR", "sysv", name, sizeof name, &st)
      == -1)
    return -1;
  common_mode = st.st_mode & 0666;
  common_gid = st.st_gid;
  if (file == NULL)
    snprintf (path, SYSV_PATH, "%s", name);
  else
    snprintf (path, SYSV_PATH, "%s/%.48s.%ld", name, file, number);
  return 0;
}

/* Who is not in the directory's group uses it by other rights.  */
int
ipc_sysv_share (int fd)
{
  if (fchown (fd, (uid_t) -1, common_gid) == -1 && errno != EPERM)
    return -1;
  return fchmod (fd, common_mode);
}

/* It has been looked at by whoever opened the files that are open still.  */
const char *
ipc_sysv_fixed_directory (void)
{
  static char name[MOST_DIRECTORY + 1];

  return ipc_place_name ("IPCOMPAT_SYSV_DIR", "sysv", name, sizeof name) != -1
         && *name == '/' ? name : NULL;
}

int
ipc_sysv_directory (char path[SYSV_PATH])
{
  const char *fixed = ipc_sysv_fixed_directory ();
  char name[MOST_DIRECTORY + 1];
  size_t size;

  if (fixed != NULL)
    {
      strcpy (path, fixed);
      return 0;
    }
  if (ipc_place_name ("IPCOMPAT_SYSV_DIR", "sysv", name, sizeof name) == -1)
    return -1;
  if (getcwd (path, SYSV_PATH) == NULL)
    {
      if (errno == ERANGE)
        errno = ENAMETOOLONG;
      return -1;
    }
  size = strlen (path);
  if (size + 1 + strlen (name) >= SYSV_PATH)
    return errno = ENAMETOOLONG, -1;
  path[size] = '/';
  strcpy (path + size + 1, name);
  return 0;
}

mode_t
ipc_sysv_file_mode (int mode)
{
  int bits = 0600;

  if ((mode & 0060) != 0)
    bits |= 0060;
  if ((mode & 0006) != 0)
    bits |= 0006;
  return (mode_t) bits;
}

int
ipc_sysv_open_fifo (const char *path, int flags)
{
  struct stat st;
  int fd;

  if (lstat (path, &st) == -1)
    return -1;
  fd = S_ISFIFO (st.st_mode)
       ? open (path, flags | O_NONBLOCK | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW)
       : -1;
  if (fd == -1)
    {
      if (!S_ISFIFO (st.st_mode))
        errno = ENOENT;
      return -1;
    }
  if (fstat (fd, &st) == 0 && S_ISFIFO (st.st_mode))
    return fd;
  close (fd);
  errno = ENOENT;
  return -1;
}

static int
in_group (int64_t gid)
{
  gid_t groups[MOST_GROUPS];
  int i, n;

  if (gid == (int64_t) getegid ())
    return 1;
#if defined IPC_PROBE_GETGROUPS && IPC_PROBE_GETGROUPS == 0
  n = 0;
#else
  n = getgroups (MOST_GROUPS, groups);
#endif
  for (i = 0; i < n; i++)
    if ((int64_t) groups[i] == gid)
      return 1;
  return 0;
}

int
ipc_sysv_owns (const struct sysv_perm *perm)
{
  int64_t uid = (int64_t) geteuid ();

  return uid == 0 || uid == perm->uid || uid == perm->cuid;
}

int
ipc_sysv_allows (const struct sysv_perm *perm, int wanted)
{
  int64_t uid = (int64_t) geteuid ();
  int mode = (int) perm->mode;

  if (uid == 0)
    return 1;
  if (uid != perm->uid && uid != perm->cuid)
    mode <<= in_group (perm->gid) || in_group (perm->cgid) ? 3 : 6;
  return (mode & wanted) == wanted;
}

/* By its name; its file stays open if it can be found again so.  */
static int
open_by_name (struct sysv_object *o, const char *fixed)
{
  char name[2] = { (char) o->family->kind, '\0' };

  if (ipc_sysv_path (o->path, name, o->id) == -1)
    return -1;
  o->file = ipc_sysv_open_file (o->path, o->family);
  if (o->file == NULL)
    return -1;
  if (fixed != NULL)
    ipc_sysv_keep_file (o->file, o->id, strlen (fixed));
  return 0;
}

int
ipc_sysv_seek (struct sysv_object *o, const struct sysv_family *family, int id,
               int wanted)
{
  const char *fixed = ipc_sysv_fixed_directory ();
  const struct sysv_head *head;

  o->family = family;
  o->id = id;
  o->fd = -1;
  o->file = NULL;
  if (id < 0)
    return errno = EINVAL, -1;
  if (fixed != NULL)
    o->file = ipc_sysv_kept_file (family, id, fixed);
  if (o->file != NULL)
    strcpy (o->path, o->file->path);
  else if (open_by_name (o, fixed) == -1)
    return -1;
  if (ipc_sysv_lock_file (o) == -1)
    return -1;
  head = o->state;
  if (ipc_sysv_allows (&head->perm, wanted))
    return 0;
  errno = EACCES;
  ipc_sysv_close (o);
  return -1;
}

int
ipc_sysv_seek_own (struct sysv_object *o, const struct sysv_family *family,
                   int id)
{
  const struct sysv_head *head;

  if (ipc_sysv_seek (o, family, id, 0) == -1)
    {
      /* Its owner could open it.  */
      if (errno == EACCES)
        errno = EPERM;
      return -1;
    }
  head = o->state;
  if (ipc_sysv_owns (&head->perm))
    return 0;
  errno = EPERM;
  ipc_sysv_close (o);
  return -1;
}

int
ipc_sysv_set_perm (struct sysv_object *o, uid_t uid, gid_t gid, int mode)
{
  struct sysv_head *head = o->state;
  uid_t other_uid = (int64_t) uid == head->perm.uid ? (uid_t) -1 : uid;
  gid_t other_gid = (int64_t) gid == head->perm.gid ? (gid_t) -1 : gid;

  if (((other_uid != (uid_t) -1 || other_gid != (gid_t) -1)
       && fchown (o->fd, other_uid, other_gid) == -1)
      || fchmod (o->fd, ipc_sysv_file_mode (mode)) == -1)
    return -1;
  head->perm.uid = (int64_t) uid;
  head->perm.gid = (int64_t) gid;
  head->perm.mode = mode & 0777;
  return 0;
}
