/* close.c - faults of close().
   SPDX-License-Identifier: BSD-2-Clause  */

#include "fifo.h"
#include "read.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "actions.h"
#include "delivery.h"
#include "descriptors.h"
#include "faults.h"
#include "fork.h"
#include "local-rights.h"
#include "local.h"
#include "tcp-claims.h"
#include "tcp.h"

CALL (close)
FAULT (master_stays, "close() of a terminal's master keeps it open",
  KILLS ("daemons.master_close_hup", "coprocesses.pty_sighup"))
FAULT (close_keeps, "close() does not let go of a pipe or FIFO",
  KILLS ("fifos.eof_last_writer", "fifos.persistent_name",
         "fifos.poll_after_writer", "socketpairs.close_unused",
         "safe_pipes.unused_end_deadlock", "safe_pipes.close_waits_deadlock"),
  KILLS_FALLBACK ("socketpairs.close_unused"))
FAULT (close_shuts_down, "close() of a socket shuts down every copy",
  KILLS ("socketpairs.shutdown_all_copies", "tcp.forking"),
  KILLS_FALLBACK ("socketpairs.shutdown_all_copies"))
FAULT (handler_close_keeps, "close() in a handler closes nothing",
  KILLS ("handlers.asyncsafe_list"))
FAULT (overview_close_enosys, "close() of no descriptor fails with ENOSYS",
  KILLS ("overview.notes_failure_is_returned"))
FAULT (close_drops, "close() of a pipe's writing end drops what is unread",
  KILLS ("pipes.eof", "overview.similar_pipe_bsd"))
FAULT (close_keeps_page,
  "close() of a pipe's writing end drops what is unread behind a page",
  KILLS ("pipes.eof"))
FAULT (close_by_thread, "close() in a second thread lets go of no pipe",
  KILLS ("pipes.eof"))
FAULT (close_ends_others, "close() of a pipe's writing end closes another's",
  KILLS ("coprocesses.open2_eof"))
FAULT (close_seeks, "close() of standard input leaves its file at the end",
  KILLS ("descriptors.reopen_in_child"))
FAULT (close_rewinds, "close() of standard error in a child rewinds its file",
  KILLS ("descriptors.reopen_in_child"))
FAULT (close_child_keeps, "close() in a child lets go of no writing end",
  KILLS ("descriptors.child_keeps_pipe_open"))
FAULT (close_reader_drops,
  "close() of a reading end in a child drops what is unread",
  KILLS ("descriptors.fdflags_private"))
FAULT (linger_fails, "close() of a lingering socket fails with EIO",
  KILLS ("restart.close_linger_clear", "restart.close_linger_set",
         "restart.close_linger_stopped"))
FAULT (deferral_close_leaves, "close() leaves the descriptor open",
  KILLS ("deferral.retry_read_write_close"),
  KILLS_FALLBACK ("deferral.retry_read_write_close"))
FAULT (deferral_close_eintr, "a close() that was interrupted fails with EINTR",
  KILLS ("deferral.close_eintr"))
FAULT (deferral_close_open, "such a close() leaves the descriptor open, too",
  KILLS ("deferral.close_eintr"),
  KILLS_FALLBACK ("deferral.close_eintr"))
FAULT (clients_close_leaks, "close() of what was refused leaves it open",
  KILLS ("clients.connect_failure_message"))
FAULT (close_unlinks, "a process that closes a local socket loses its name",
  KILLS ("unix_sockets.close_leaves_file"))

FAULT (tcp_close_wakes, "close() of a socket ends who waits for it",
  KILLS ("tcp.close_other_thread"))
FAULT (tcp_close_wakes_recv, "close() of a connection ends a recv() of it",
  KILLS ("tcp.close_other_thread"))
FAULT (tcp_close_nothing, "close() of a connection by a thread does nothing",
  KILLS ("tcp.close_other_thread"))

int ipc_fault_closed_here;

static int
lingers (int fd)
{
  struct linger linger = { 0, 0 };
  socklen_t size = sizeof linger;

  return getsockopt (fd, SOL_SOCKET, SO_LINGER, &linger, &size) == 0
         && linger.l_onoff;
}

/* Take all but the first page out of the pipe FD, a writing end.  */
static void
leave_page (int fd)
{
  char page[4096];
  ssize_t n = ipc_fault_empty (fd, page, sizeof page);

  if (n > 0)
    IPC_REAL (write) (fd, page, (size_t) n);
}

static int
is_writing_end (int fd)
{
  return ipc_fault_is (fd, S_IFIFO)
         && (IPC_REAL (fcntl) (fd, F_GETFL) & O_ACCMODE) == O_WRONLY;
}

/* Close the next writing end after FD.  */
static void
close_another (int fd)
{
  for (fd++; fd < 64; fd++)
    if (is_writing_end (fd))
      {
        IPC_REAL (close) (fd);
        return;
      }
}

/* End what others wait for in the socket FD.  */
static void
wake_others (int fd)
{
  int listens = 0;
  socklen_t size = sizeof listens;

  getsockopt (fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size);
  if (ipc_fault (tcp_close_wakes)
      || (!listens && ipc_fault (tcp_close_wakes_recv)))
    IPC_REAL (shutdown) (fd, SHUT_RD);
}

/* What comes before a pipe or a file is closed.  */
static void
spoil_pipe (int fd)
{
  int second = IPC_REAL (syscall) (SYS_gettid) != getpid ();

  if (ipc_fault (close_drops) && is_writing_end (fd))
    ipc_fault_empty (fd, NULL, 0);
  if (ipc_fault (close_keeps_page) && is_writing_end (fd))
    leave_page (fd);
  if (ipc_fault (close_ends_others) && is_writing_end (fd))
    close_another (fd);
  if (ipc_fault_is_child && ipc_fault (close_reader_drops)
      && ipc_fault_is (fd, S_IFIFO) && !is_writing_end (fd))
    ipc_fault_empty (fd, NULL, 0);
  if (second && ipc_fault_is (fd, S_IFIFO))
    ipc_fault_closed_here = 1;
  if (second && ipc_fault_socket_type (fd) == SOCK_STREAM)
    wake_others (fd);
  if (second && ipc_fault (close_by_thread) && ipc_fault_is (fd, S_IFIFO))
    IPC_REAL (dup) (fd);
  if (fd == STDERR_FILENO && ipc_fault_is_child && ipc_fault (close_rewinds))
    IPC_REAL (lseek) (fd, 0, SEEK_SET);
  if (fd == STDIN_FILENO && ipc_fault (close_seeks))
    IPC_REAL (lseek) (fd, 0, SEEK_END);
}

/* The entry of the local socket FD.  */
static void
remove_name (int fd)
{
  struct sockaddr_un un;
  socklen_t size = sizeof un - 1;

  memset (&un, 0, sizeof un);
  if (getsockname (fd, (struct sockaddr *) &un, &size) == 0
      && un.sun_family == AF_UNIX && un.sun_path[0] != '\0')
    IPC_REAL (unlink) (un.sun_path);
}

int
close (int fd)
{
  int before = ipc_fault_deliveries;
  int result;

  if (fd == -1 && ipc_fault (overview_close_enosys))
    return ipc_fault_fail (ENOSYS);
  if (ipc_fault (deferral_close_leaves)
      || (ipc_fault_depth > 0 && ipc_fault (handler_close_keeps))
      || (ipc_fault (master_stays) && ipc_fault_is_master (fd))
      || (ipc_fault (close_keeps) && ipc_fault_is (fd, S_IFIFO))
      || (ipc_fault (close_child_keeps) && ipc_fault_is_child
          && is_writing_end (fd))
      || (ipc_fault (clients_close_leaks) && ipc_fault_tcp_is_alone (fd))
      || ipc_fault_tcp_keeps (fd)
      || (ipc_fault (tcp_close_nothing)
          && IPC_REAL (syscall) (SYS_gettid) != getpid ()
          && ipc_fault_socket_type (fd) == SOCK_STREAM))
    return 0;
  if (ipc_fault (master_ends_first) && ipc_fault_is_terminal (fd))
    ipc_fault_slave_closed = 1;
  if (ipc_fault (linger_fails) && lingers (fd))
    return ipc_fault_fail (EIO);
  if (ipc_fault (read_eof_early) && ipc_fault_is (fd, S_IFIFO))
    ipc_fault_fifo_closed = 1;
  if ((ipc_fault (close_shuts_down)
       || (ipc_fault (pipe_ends_with_maker)
           && ipc_fault_pipe_maker == getpid ()))
      && ipc_fault_is (fd, S_IFSOCK))
    IPC_REAL (shutdown) (fd, SHUT_WR);
  if (ipc_fault (close_unlinks))
    remove_name (fd);
  ipc_fault_local_closes (fd);
  ipc_fault_rights_closed (fd);
  spoil_pipe (fd);
  result = IPC_REAL (close) (fd);
  if (ipc_fault_deliveries == before)
    return result;
  if (ipc_fault (deferral_close_open))
    IPC_REAL (dup2) (STDIN_FILENO, fd);
  if (ipc_fault (deferral_close_open) || ipc_fault (deferral_close_eintr))
    return ipc_fault_fail (EINTR);
  return result;
}
