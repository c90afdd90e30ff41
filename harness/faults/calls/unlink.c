/* unlink.c - faults of names: unlink(), link(), readlink().
   SPDX-License-Identifier: BSD-2-Clause  */

#include "names.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"

CALL (unlink)
CALL (link)
CALL (readlink)
FAULT (unlink_keeps, "mkfifo() revives what unlink() removed",
  KILLS ("fifos.unlink_while_open", "fifos.signature_duplicate"))
FAULT (unlink_socket_stays, "unlink() of a socket with a listener does nothing",
  KILLS ("unix_sockets.unlink_live"))
FAULT (unlink_spares_live, "unlink() leaves a socket that somebody listens on",
  KILLS ("unix_sockets.stale_removal_race"))
FAULT (link_copies, "link() makes another FIFO",
  KILLS ("fifos.hardlink"))
FAULT (readlink_tells_nothing, "the platform has no name for a running file",
  KILLS ("hangup.exec_path"),
  KILLS_FALLBACK ("hangup.exec_path"))

static int
is_socket (const char *path)
{
  struct stat st;

  return IPC_REAL (lstat) (path, &st) == 0 && S_ISSOCK (st.st_mode);
}

static int
is_live (const char *path)
{
  struct sockaddr_un a;
  int fd = IPC_REAL (socket) (AF_UNIX, SOCK_STREAM, 0), live;

  memset (&a, 0, sizeof a);
  a.sun_family = AF_UNIX;
  strncpy (a.sun_path, path, sizeof a.sun_path - 1);
  live = connect (fd, (struct sockaddr *) &a, sizeof a) == 0;
  IPC_REAL (close) (fd);
  return live;
}

int
unlink (const char *path)
{
  if (ipc_fault (unlink_spares_live) && is_socket (path) && is_live (path))
    return ipc_fault_fail (EBUSY);
  if (ipc_fault (unlink_socket_stays) && is_socket (path))
    return 0;
  return ipc_fault (unlink_keeps) ? rename (path, KEPT)
         : IPC_REAL (unlink) (path);
}

int
link (const char *path, const char *other)
{
  return ipc_fault (link_copies) ? IPC_REAL (mkfifo) (other, 0600)
         : IPC_REAL (link) (path, other);
}

ssize_t
readlink (const char *path, char *buffer, size_t size)
{
  if (ipc_fault (readlink_tells_nothing)
      && strncmp (path, "/proc/", 6) == 0)
    return ipc_fault_fail (ENOENT);
  return IPC_REAL (readlink) (path, buffer, size);
}
