/* fifos.c - faults of making FIFOs, and of telling them.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The name under which unlink_keeps keeps a FIFO.  */
#define KEPT ".kept"

static int
make_regular (const char *path, mode_t mode)
{
  int fd = IPC_REAL (open) (path, O_WRONLY | O_CREAT | O_EXCL, mode);

  return fd == -1 ? -1 : IPC_REAL (close) (fd);
}

/* mkfifo() of the same name but for its end: without slashes, or without
   what makes it too long.  */
static int
make_shortened (const char *path, mode_t mode, size_t size)
{
  char name[PATH_MAX];

  snprintf (name, size < sizeof name ? size + 1 : sizeof name, "%s", path);
  return IPC_REAL (mkfifo) (name, mode);
}

static int
make_link_target (const char *path, mode_t mode)
{
  char target[PATH_MAX];
  ssize_t n = readlink (path, target, sizeof target - 1);

  if (n == -1)
    {
      errno = EEXIST;
      return -1;
    }
  target[n] = '\0';
  return IPC_REAL (mkfifo) (target, mode);
}

/* What faults do to a failure of mkfifo(), by ERROR.  */
static int
fail (const char *path, mode_t mode, int error)
{
  struct stat st;

  if (error == EEXIST && ipc_fault ("mkfifo_follows_link"))
    return make_link_target (path, mode);
  if (error == ENAMETOOLONG && ipc_fault ("mkfifo_cuts_names"))
    return make_shortened (path, mode, 14);
  if (error == EEXIST && ipc_fault ("mkfifo_eisdir")
      && IPC_REAL (lstat) (path, &st) == 0 && S_ISDIR (st.st_mode))
    error = EISDIR;
  if (error == ENOTDIR && ipc_fault ("mkfifo_enoent"))
    error = ENOENT;
  errno = error;
  return -1;
}

int
mkfifo (const char *path, mode_t mode)
{
  size_t size = strlen (path);

  if (ipc_fault ("mkfifo_regular_file"))
    return make_regular (path, mode);
  if (ipc_fault ("unlink_keeps")
      && IPC_REAL (rename) (KEPT, path) == 0)
    return 0;
  if (ipc_fault ("mkfifo_strips_slash") && size > 1 && path[size - 1] == '/')
    return make_shortened (path, mode, size - 1);
  if (IPC_REAL (mkfifo) (path, mode) == -1)
    return fail (path, mode, errno);
  return ipc_fault ("mkfifo_ignores_umask") ? chmod (path, mode) : 0;
}

int
unlink (const char *path)
{
  if (ipc_fault ("unlink_keeps"))
    return rename (path, KEPT);
  return IPC_REAL (unlink) (path);
}

int
link (const char *path, const char *other)
{
  if (ipc_fault ("link_copies"))
    return IPC_REAL (mkfifo) (other, 0600);
  return IPC_REAL (link) (path, other);
}

int
mknod (const char *path, mode_t mode, dev_t device)
{
  if (S_ISFIFO (mode) && ipc_fault ("mknod_refuses"))
    {
      errno = EPERM;
      return -1;
    }
  return IPC_REAL (mknod) (path, mode, device);
}

int
execv (const char *path, char *const *argv)
{
  char *fewer[3];

  if (!ipc_fault ("execv_drops_mode") || argv[1] == NULL
      || strcmp (argv[1], "-m") != 0)
    return IPC_REAL (execv) (path, argv);
  fewer[0] = argv[0];
  fewer[1] = argv[3];
  fewer[2] = NULL;
  return IPC_REAL (execv) (path, fewer);
}

int
system (const char *command)
{
  int status = IPC_REAL (system) (command);

  return ipc_fault ("system_success") ? 0 : status;
}

/* Make FROM, if ST is of that type, TO.  */
static void
turn (struct stat *st, mode_t from, mode_t to)
{
  if ((st->st_mode & S_IFMT) == from)
    st->st_mode = (st->st_mode & ~(mode_t) S_IFMT) | to;
}

int
stat (const char *path, struct stat *st)
{
  if (ipc_fault ("stat_no_follow"))
    return IPC_REAL (lstat) (path, st);
  return IPC_REAL (stat) (path, st);
}

int
lstat (const char *path, struct stat *st)
{
  int result = IPC_REAL (lstat) (path, st);

  if (result == 0 && ipc_fault ("lstat_socket_is_fifo"))
    turn (st, S_IFSOCK, S_IFIFO);
  if (result == 0 && ipc_fault ("lstat_file_is_fifo"))
    turn (st, S_IFREG, S_IFIFO);
  return result;
}

int
fstat (int fd, struct stat *st)
{
  int result = IPC_REAL (fstat) (fd, st);

  if (result == 0 && ipc_fault ("fstat_pipe_is_socket"))
    turn (st, S_IFIFO, S_IFSOCK);
  return result;
}
