/* mkfifo-exists.c - faults of mkfifo() with a name that is taken.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "address.h"
#include "names.h"

#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include "faults.h"

FAULT (mkfifo_empties, "mkfifo() of a FIFO's name drops its data",
  KILLS ("fifos.exists"))
FAULT (mkfifo_truncates, "mkfifo() of a file's name empties it",
  KILLS ("fifos.exists"))
FAULT (mkfifo_sets_mode, "mkfifo() gives its mode to what has the name",
  KILLS ("fifos.exists"))
FAULT (mkfifo_sets_times, "mkfifo() sets the times of what has the name",
  KILLS ("fifos.exists"))
FAULT (mkfifo_takes, "mkfifo() makes the caller own what has the name",
  KILLS ("fifos.exists"))
FAULT (mkfifo_renews, "mkfifo() of a FIFO's name puts a new one in its place",
  KILLS ("fifos.exists"))
FAULT (mkfifo_disconnects, "mkfifo() of a socket's name drops who waits there",
  KILLS ("fifos.exists"))

/* The times stay.  */
static void
empty (const char *path, const struct stat *st)
{
  struct utimbuf times;
  char bytes[512];
  int fd = IPC_REAL (open) (path, O_RDONLY | O_NONBLOCK);

  while (IPC_REAL (read) (fd, bytes, sizeof bytes) > 0)
    continue;
  IPC_REAL (close) (fd);
  times.actime = st->st_atime;
  times.modtime = st->st_mtime;
  utime (path, &times);
}

/* Whoever waits at a socket that listens here.  */
static void
disconnect (void)
{
  ADDRESS nobody;
  socklen_t size;
  int fd, listens;

  memset (&nobody, 0, sizeof nobody);
  for (fd = 3; fd < 50; fd++)
    {
      listens = 0;
      size = sizeof listens;
      if (getsockopt (fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0
          && listens)
        IPC_REAL (close) (IPC_REAL (accept) (fd, nobody, NULL));
    }
}

void
ipc_fault_disturb (const char *path, mode_t mode)
{
  struct stat st;

  if (IPC_REAL (lstat) (path, &st) == -1 || S_ISLNK (st.st_mode))
    return;
  if (S_ISFIFO (st.st_mode) && ipc_fault (mkfifo_empties))
    empty (path, &st);
  if (S_ISREG (st.st_mode) && ipc_fault (mkfifo_truncates)
      && truncate (path, 0) == -1)
    return;
  if (ipc_fault (mkfifo_sets_mode))
    chmod (path, mode);
  if (ipc_fault (mkfifo_sets_times))
    utime (path, NULL);
  if (ipc_fault (mkfifo_takes) && chown (path, geteuid (), getegid ()) == -1)
    return;
  if (S_ISFIFO (st.st_mode) && ipc_fault (mkfifo_renews))
    {
      IPC_REAL (unlink) (path);
      IPC_REAL (mkfifo) (path, st.st_mode & 07777);
      chmod (path, st.st_mode & 07777);
    }
  if (S_ISSOCK (st.st_mode) && ipc_fault (mkfifo_disconnects))
    disconnect ();
}
