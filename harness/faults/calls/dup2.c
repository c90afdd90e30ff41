/* dup2.c - faults of dup2().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"

CALL (dup2)
FAULT (dup2_leaves_target, "dup2() onto 1 or 2 leaves the old file there",
  KILLS ("daemons.reopen_gets_0_1_2", "daemons.complete",
         "daemons.output_off_tty"))
FAULT (dup2_closes_on_exec, "dup2() sets close-on-exec",
  KILLS ("socketpairs.survives_fork_exec", "coprocesses.open2_fds"),
  KILLS_FALLBACK ("socketpairs.survives_fork_exec"))
FAULT (dup2_enlarges, "dup2() of a pipe makes it hold a mebibyte",
  KILLS ("coprocesses.open3_sequential_deadlock",
         "coprocesses.both_write_deadlock"),
  KILLS_FALLBACK ("coprocesses.open3_sequential_deadlock",
                  "coprocesses.both_write_deadlock"))
FAULT (dup2_swaps, "dup2() of a pipe takes 1 for 2, and 2 for 1",
  KILLS ("coprocesses.open3"))

FAULT (dup2_seeks, "dup2() moves the offset of what it closes",
  KILLS ("descriptors.reopen_in_child"))

FAULT (dup2_own_offset, "what dup2() gives has an offset of its own",
  KILLS ("descriptors.offset_shared"))
FAULT (dup2_keeps_cloexec, "dup2() takes close-on-exec over",
  KILLS ("descriptors.fdflags_private"))
FAULT (tcp_dup2_no_input, "dup2() of a socket onto 0 leaves what was there",
  KILLS ("tcp.stderr_not_on_client"))
FAULT (dup2_takes_errors, "dup2() of a socket onto 1 takes 2 along",
  KILLS ("tcp.stderr_not_on_client"))

FAULT (sock_dup2_keeps, "dup2() onto a socket leaves that open elsewhere",
  KILLS ("sockets.read_write_usable"))
FAULT (dup2_eintr_replaced, "dup2() onto a socket fails when it has replaced",
  KILLS ("deferral.dup2_eintr"))
FAULT (dup2_socket_stays, "dup2() onto a socket leaves it there",
  KILLS ("deferral.dup2_eintr"))
FAULT (dup2_gives_old, "dup2() onto a socket returns the old number",
  KILLS ("deferral.dup2_eintr"))

/* Have TO be its file's anew.  */
static void
open_anew (int to)
{
  int new = ipc_fault_open_anew (to, O_RDWR);

  IPC_REAL (dup2) (new, to);
  IPC_REAL (close) (new);
}

int
dup2 (int from, int to)
{
  int fd, onto_socket = ipc_fault_is (to, S_IFSOCK);

  if (onto_socket && ipc_fault (dup2_socket_stays))
    return to;
  if (from < to && to < 3 && ipc_fault (dup2_leaves_target))
    return to;
  if (to == STDIN_FILENO && ipc_fault (tcp_dup2_no_input)
      && ipc_fault_is (from, S_IFSOCK))
    return to;
  if (ipc_fault (dup2_seeks))
    IPC_REAL (lseek) (to, 10, SEEK_SET);
  if ((to == 1 || to == 2) && ipc_fault (dup2_swaps)
      && ipc_fault_is (from, S_IFIFO))
    return IPC_REAL (dup2) (from, 3 - to) == -1 ? -1 : to;
  if (onto_socket && ipc_fault (sock_dup2_keeps))
    IPC_REAL (dup) (to);
  fd = IPC_REAL (dup2) (from, to);
  if (fd != -1 && ipc_fault (dup2_closes_on_exec))
    IPC_REAL (fcntl) (fd, F_SETFD, FD_CLOEXEC);
  if (fd == STDOUT_FILENO && ipc_fault (dup2_takes_errors)
      && ipc_fault_is (fd, S_IFSOCK))
    IPC_REAL (dup2) (from, STDERR_FILENO);
  if (fd != -1 && ipc_fault (dup2_enlarges))
    IPC_REAL (fcntl) (fd, F_SETPIPE_SZ, 1 << 20);
  if (fd != -1 && ipc_fault (dup2_own_offset) && ipc_fault_is (fd, S_IFREG))
    open_anew (fd);
  if (fd != -1 && ipc_fault (dup2_keeps_cloexec))
    IPC_REAL (fcntl) (fd, F_SETFD, IPC_REAL (fcntl) (from, F_GETFD));
  if (fd != -1 && onto_socket && ipc_fault (dup2_gives_old))
    return from;
  if (onto_socket && ipc_fault (dup2_eintr_replaced))
    return ipc_fault_fail (EINTR);
  return fd;
}
