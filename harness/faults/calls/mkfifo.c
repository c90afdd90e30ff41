/* mkfifo.c - faults of making FIFOs.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "names.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"

CALL (mkfifo)
CALL (mknod)
FAULT (mkfifo_missing, "there is no mkfifo()",
  KILLS ("fifos.create", "fifos.mode_umask", "fifos.exists",
         "fifos.errors",
         "overview.fifo"))
FAULT (mkfifo_regular_file, "mkfifo() makes a regular file",
  KILLS ("fifos.create", "fifos.unrelated",
         "overview.fifo"))
FAULT (mkfifo_ignores_umask, "mkfifo() does not heed the umask",
  KILLS ("fifos.mode_umask"))
FAULT (mkfifo_follows_link, "mkfifo() makes what a dangling link points to",
  KILLS ("fifos.exists"))
FAULT (mkfifo_eisdir, "mkfifo() of a directory's name fails with EISDIR",
  KILLS ("fifos.exists"))
FAULT (mkfifo_enoent, "mkfifo() says ENOENT for ENOTDIR",
  KILLS ("fifos.errors"))
FAULT (mkfifo_cuts_names, "mkfifo() shortens a name that is too long",
  KILLS ("fifos.errors"))
FAULT (mkfifo_strips_slash, "mkfifo() makes a name that ends in a slash",
  KILLS ("fifos.trailing_slash"))
FAULT (mknod_missing, "there is no mknod()",
  KILLS ("fifos.mknod"))
FAULT (mknod_refuses, "mknod() makes no FIFOs",
  KILLS ("fifos.mknod"))
FAULT (mknod_no_socket, "mknod() makes no sockets",
  KILLS ("unix_sockets.mknod_socket"))

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
  ssize_t n = IPC_REAL (readlink) (path, target, sizeof target - 1);

  if (n == -1)
    return ipc_fault_fail (EEXIST);
  target[n] = '\0';
  return IPC_REAL (mkfifo) (target, mode);
}

/* What faults do to a failure of mkfifo(), by ERROR.  */
static int
fail (const char *path, mode_t mode, int error)
{
  struct stat st;

  if (error == EEXIST)
    ipc_fault_disturb (path, mode);
  if (error == EEXIST && ipc_fault (mkfifo_follows_link))
    return make_link_target (path, mode);
  if (error == ENAMETOOLONG && ipc_fault (mkfifo_cuts_names))
    return make_shortened (path, mode, 14);
  if (error == EEXIST && ipc_fault (mkfifo_eisdir)
      && IPC_REAL (lstat) (path, &st) == 0 && S_ISDIR (st.st_mode))
    error = EISDIR;
  if (error == ENOTDIR && ipc_fault (mkfifo_enoent))
    error = ENOENT;
  return ipc_fault_fail (error);
}

int
mkfifo (const char *path, mode_t mode)
{
  size_t size = strlen (path);

  if (ipc_fault (mkfifo_missing))
    return ipc_fault_fail (ENOSYS);
  if (ipc_fault (mkfifo_regular_file))
    return make_regular (path, mode);
  if (ipc_fault (unlink_keeps) && rename (KEPT, path) == 0)
    return 0;
  if (size > 1 && path[size - 1] == '/' && ipc_fault (mkfifo_strips_slash))
    return make_shortened (path, mode, size - 1);
  if (IPC_REAL (mkfifo) (path, mode) == -1)
    return fail (path, mode, errno);
  return ipc_fault (mkfifo_ignores_umask) ? IPC_REAL (chmod) (path, mode) : 0;
}

int
mknod (const char *path, mode_t mode, dev_t device)
{
  if (ipc_fault (mknod_missing))
    return ipc_fault_fail (ENOSYS);
  if (S_ISFIFO (mode) && ipc_fault (mknod_refuses))
    return ipc_fault_fail (EPERM);
  if (S_ISSOCK (mode) && ipc_fault (mknod_no_socket))
    return ipc_fault_fail (EINVAL);
  return IPC_REAL (mknod) (path, mode, device);
}
