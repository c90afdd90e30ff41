/* stat.c - faults of asking what a file is.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <sys/stat.h>

#include "faults.h"
#include "local.h"

CALL (stat)
CALL (lstat)
CALL (fstat)
FAULT (stat_no_follow, "stat() does not follow symbolic links",
  KILLS ("fifos.is_fifo_test", "unix_sockets.is_socket_test"))
FAULT (lstat_socket_is_fifo, "lstat() calls sockets FIFOs",
  KILLS ("fifos.is_fifo_test", "unix_sockets.entry_type"))
FAULT (lstat_file_is_fifo, "lstat() calls regular files FIFOs",
  KILLS ("fifos.is_fifo_test", "fifos.replaced"))
FAULT (fstat_pipe_is_socket, "fstat() calls a pipe a socket",
  KILLS ("fifos.test_anon_pipe", "unix_sockets.implements_pipes"))

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
  int result = ipc_fault (stat_no_follow) ? IPC_REAL (lstat) (path, st)
               : IPC_REAL (stat) (path, st);

  if (result == 0)
    ipc_fault_local_stat (path, st);
  return result;
}

int
lstat (const char *path, struct stat *st)
{
  int result = IPC_REAL (lstat) (path, st);

  if (result == 0 && ipc_fault (lstat_socket_is_fifo))
    turn (st, S_IFSOCK, S_IFIFO);
  if (result == 0 && ipc_fault (lstat_file_is_fifo))
    turn (st, S_IFREG, S_IFIFO);
  return result;
}

int
fstat (int fd, struct stat *st)
{
  int result = IPC_REAL (fstat) (fd, st);

  if (result == 0 && ipc_fault (fstat_pipe_is_socket))
    turn (st, S_IFIFO, S_IFSOCK);
  return result;
}
