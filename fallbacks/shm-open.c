/* shm-open.c - shm_open() and shm_unlink(), by files of a directory.
   SPDX-License-Identifier: BSD-2-Clause

   In the directory that IPCOMPAT_SHM_DIR names, or in the user's own.  An
   object is a plain file with one name; whatever else bears the name in a
   directory that others can write to is left alone.  That is looked at when it
   is open, and nothing is made through a link: so nobody can change it in
   between.

   Falls short: what is mapped may be written to a disk, and outlives the
   system if the directory does (posix_ipc.shm_resize shows all else).  */

#include "probed.h"
#include "ipcompat-posix.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cancel.h"
#include "open-flags.h"
#include "place.h"

enum { MOST_NAME = 255, MOST_DIRECTORY = 1024,
       MOST_PATH = MOST_DIRECTORY + MOST_NAME + 2,
       KNOWN = O_ACCMODE | O_CREAT | O_EXCL | O_TRUNC | O_CLOEXEC
               | O_NOFOLLOW };

static int
refuse (int error)
{
  errno = error;
  return -1;
}

/* Where the object NAME is, or would be.  */
static int
find_path (char path[MOST_PATH], const char *name)
{
  struct stat st;

  while (*name == '/')
    name++;
  if (*name == '\0' || strchr (name, '/') != NULL || strcmp (name, ".") == 0
      || strcmp (name, "..") == 0)
    return refuse (EINVAL);
  if (strlen (name) > MOST_NAME)
    return refuse (ENAMETOOLONG);
  if (ipc_place_find ("IPCOMPAT_SHM_DIR", "shm", path, MOST_DIRECTORY, &st)
      == -1)
    return -1;
  strcat (path, "/");
  strcat (path, name);
  return 0;
}

/* What open() says of a link, a directory or a socket differs.  */
static int
open_failed (const char *path)
{
  struct stat st;
  int error = errno;

  if (error != EEXIST && lstat (path, &st) == 0 && !S_ISREG (st.st_mode))
    error = EACCES;
  return refuse (error);
}

/* Open what is there, unless it is no object.  */
static int
open_old (const char *path, int access)
{
  struct stat named, st;
  int fd = open (path, access | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY
                       | O_CLOEXEC);

  if (fd == -1)
    return open_failed (path);
  if (fstat (fd, &st) == 0 && S_ISREG (st.st_mode) && st.st_nlink <= 1
      && (O_NOFOLLOW != 0 || (lstat (path, &named) == 0
                              && named.st_ino == st.st_ino
                              && named.st_dev == st.st_dev)))
    return fd;
  close (fd);
  return refuse (EACCES);
}

/* Some systems take the group from the directory.  */
static int
set_group (int fd)
{
  struct stat st;

  return fstat (fd, &st) == 0 && st.st_gid == getegid ()
         ? 0 : fchown (fd, (uid_t) -1, getegid ());
}

/* Make one that is not there.  */
static int
open_new (const char *path, int access, mode_t mode)
{
  int fd = open (path, access | O_CREAT | O_EXCL | O_NONBLOCK | O_NOCTTY
                       | O_CLOEXEC, mode & 0777);
  int error;

  if (fd == -1 || set_group (fd) == 0)
    return fd;
  error = errno;
  unlink (path);
  close (fd);
  return refuse (error);
}

/* Others may make and remove it meanwhile.  */
static int
open_object (const char *path, int flags, mode_t mode)
{
  int access = flags & O_ACCMODE, fd;

  if ((flags & O_CREAT) == 0)
    return open_old (path, access);
  if ((flags & O_EXCL) != 0)
    return open_new (path, access, mode);
  do
    {
      fd = open_old (path, access);
      if (fd == -1 && errno == ENOENT)
        fd = open_new (path, access, mode);
    }
  while (fd == -1 && errno == EEXIST);
  return fd;
}

static int
finish (int fd, int flags)
{
  int status = fcntl (fd, F_GETFL);

  if (status == -1 || fcntl (fd, F_SETFL, status & ~O_NONBLOCK) == -1
      || fcntl (fd, F_SETFD, FD_CLOEXEC) == -1)
    return -1;
  return (flags & O_TRUNC) != 0 && (flags & O_ACCMODE) == O_RDWR
         ? ftruncate (fd, 0) : 0;
}

static int
open_named (const char *name, int flags, mode_t mode)
{
  char path[MOST_PATH];
  int fd, error;

  if ((flags & ~KNOWN) != 0 || ((flags & O_ACCMODE) != O_RDONLY
                                && (flags & O_ACCMODE) != O_RDWR))
    return refuse (EINVAL);
  if (find_path (path, name) == -1)
    return -1;
  fd = open_object (path, flags, mode);
  if (fd == -1 || finish (fd, flags) == 0)
    return fd;
  error = errno;
  close (fd);
  return refuse (error);
}

/* Not cancelled while it has a descriptor.  */
int
ipc_fb_shm_open (const char *name, int flags, mode_t mode)
{
  int cancel = cancel_forbid (), fd = open_named (name, flags, mode);

  cancel_allow (cancel);
  return fd;
}

int
ipc_fb_shm_unlink (const char *name)
{
  char path[MOST_PATH];

  if (find_path (path, name) == -1)
    return -1;
  if (unlink (path) == 0)
    return 0;
  return refuse (errno == EPERM || errno == EISDIR ? EACCES : errno);
}
