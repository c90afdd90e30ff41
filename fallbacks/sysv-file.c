/* sysv-file.c - the files of objects, of which some stay open and mapped.
   SPDX-License-Identifier: BSD-2-Clause

   What a process uses again and again it need not look for again.  A few stay
   open, and no list, above the standard descriptors; a program that closes
   all descriptors, or removes the file, is noticed at the next call.  Record
   locks go with any descriptor of their file: so none is closed while an
   object is locked, but for that of another file.  */

#include "probed.h"
#include "sysv-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "open-flags.h"

enum { MOST_KEPT = 16 };

static struct sysv_file *kept;

size_t
ipc_sysv_length (const struct sysv_family *family)
{
  return sizeof (struct sysv_control) + 2 * family->most;
}

void
ipc_sysv_drop_file (struct sysv_file *file)
{
  struct sysv_file **link = &kept;
  int error = errno;

  while (*link != NULL && *link != file)
    link = &(*link)->next;
  if (*link != NULL)
    *link = file->next;
  if (file->control != NULL)
    munmap ((void *) (uintptr_t) file->control, file->length);
  if (file->kept)
    own_fd_close (&file->own);
  else
    close (file->own.fd);
  free (file->state);
  free (file);
  errno = error;
}

/* Whether PATH, which could not be opened, is something else.  */
static int
is_other (const char *path)
{
  struct stat st;

  return lstat (path, &st) == 0 && !S_ISREG (st.st_mode);
}

struct sysv_file *
ipc_sysv_open_file (const char *path, const struct sysv_family *family)
{
  int fd = open (path,
                 O_RDWR | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW);
  int error = errno;

  if (fd != -1)
    return ipc_sysv_take_file (path, fd, family);
  errno = error == ENOENT || is_other (path) ? EINVAL : error;
  return NULL;
}

static int
map (struct sysv_file *file)
{
  struct stat st;
  void *memory;

  if (fstat (file->own.fd, &st) == -1)
    return -1;
  errno = EINVAL;
  if (!S_ISREG (st.st_mode) || st.st_size != (off_t) file->length)
    return -1;
  file->own.dev = st.st_dev;
  file->own.ino = st.st_ino;
  file->state = calloc (1, file->family->most);
  if (file->state == NULL)
    return -1;
  memory = mmap (NULL, file->length, PROT_READ | PROT_WRITE, MAP_SHARED,
                 file->own.fd, 0);
  if (memory == MAP_FAILED)
    return -1;
  file->control = memory;
  return 0;
}

struct sysv_file *
ipc_sysv_take_file (const char *path, int fd, const struct sysv_family *family)
{
  struct sysv_file *file = calloc (1, sizeof *file);

  if (file == NULL)
    {
      close (fd);
      errno = ENOMEM;
      return NULL;
    }
  file->family = family;
  file->length = ipc_sysv_length (family);
  file->own.fd = fd;
  strcpy (file->path, path);
  if (map (file) == 0)
    return file;
  ipc_sysv_drop_file (file);
  return NULL;
}

/* Above 2, where nobody looks for a standard descriptor.  */
static int
raise_fd (int *fd)
{
  int high;

  if (*fd > 2)
    return 0;
  high = fcntl (*fd, F_DUPFD_CLOEXEC, 3);
  if (high == -1)
    return -1;
  close (*fd);
  *fd = high;
  return fcntl (high, F_SETFD, FD_CLOEXEC);
}

void
ipc_sysv_keep_file (struct sysv_file *file, int id, size_t directory)
{
  struct sysv_file *f;
  int n = 1;

  if (raise_fd (&file->own.fd) == -1)
    return;
  for (f = kept; f != NULL && f->next != NULL; f = f->next)
    n++;
  if (n >= MOST_KEPT)
    ipc_sysv_drop_file (f);
  file->id = id;
  file->directory = directory;
  file->kept = 1;
  file->next = kept;
  kept = file;
}

static int
is_still (const struct sysv_file *file)
{
  struct stat st;

  return fstat (file->own.fd, &st) == 0 && st.st_dev == file->own.dev
         && st.st_ino == file->own.ino && st.st_nlink > 0
         && st.st_size == (off_t) file->length;
}

struct sysv_file *
ipc_sysv_kept_file (const struct sysv_family *family, int id,
                    const char *directory)
{
  struct sysv_file **link, *file;

  for (link = &kept; (file = *link) != NULL; link = &file->next)
    if (file->id == id && file->family == family
        && strncmp (file->path, directory, file->directory) == 0
        && directory[file->directory] == '\0')
      break;
  if (file == NULL)
    return NULL;
  if (!is_still (file))
    {
      ipc_sysv_drop_file (file);
      return NULL;
    }
  *link = file->next;
  file->next = kept;
  kept = file;
  return file;
}
