/* open.c - faults of opening, whatever is opened; /dev/null and terminals.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "open.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "actions.h"
#include "faults.h"
#include "interruption.h"
#include "local.h"

CALL (open)
FAULT (null_gives_zeros, "/dev/null reads as /dev/zero does",
  KILLS ("daemons.devnull_read", "daemons.devnull_write"))
FAULT (null_keeps, "/dev/null keeps what is written to it",
  KILLS ("daemons.devnull_write", "daemons.devnull_read"))
FAULT (open_not_lowest, "open() takes a descriptor that is not the lowest",
  KILLS ("daemons.reopen_gets_0_1_2"))
FAULT (open_forgets_append, "open() forgets O_APPEND",
  KILLS ("descriptors.append_atomic"))
FAULT (open_not_busy, "who opens to read and write keeps no program busy",
  KILLS ("safe_pipes.exec_text_busy"))
FAULT (open_forgets_cloexec, "open() that creates forgets O_CLOEXEC",
  KILLS ("descriptors.cloexec_atomic"))
FAULT (open_existing_forgets, "open() of what there is forgets O_CLOEXEC",
  KILLS ("descriptors.cloexec_atomic"))
FAULT (open_device_forgets, "open() of a device forgets O_CLOEXEC",
  KILLS ("descriptors.cloexec_atomic"))
FAULT (open_acquires, "open() of a terminal makes anybody a session leader",
  KILLS ("daemons.double_fork"),
  KILLS_FALLBACK ("daemons.double_fork"))
FAULT (open_never_acquires, "open() of a terminal never acquires it",
  KILLS ("daemons.no_reacquire"))
FAULT (open_leaves_terminal,
  "a session's leader acquires no terminal by open()",
  KILLS ("instruments.pty"))
FAULT (dev_tty_fails, "/dev/tty cannot be opened: ENOTTY",
  KILLS ("instruments.dev_tty"))
FAULT (dev_tty_any, "/dev/tty leads to /dev/null for who has no terminal",
  KILLS ("instruments.dev_tty"))
FAULT (open_always_acquires, "open() forgets O_NOCTTY",
  KILLS ("daemons.no_reacquire", "daemons.streams_push_ctty"))
FAULT (proc_hides_calls, "/proc does not tell in which call a process is",
  KILLS ("instruments.blocked_oracle"))
FAULT (proc_misstates, "/proc has the state of init for that of any process",
  KILLS ("instruments.state_oracle"))
FAULT (open_restarts, "open() restarts without SA_RESTART",
  KILLS ("restart.open_fifo_rd_clear", "restart.open_fifo_wr_clear"))
FAULT (open_interrupted, "open() fails with EINTR in spite of SA_RESTART",
  KILLS ("restart.open_fifo_rd_set", "restart.open_fifo_wr_set"))
FAULT (open_stop, "a stop and a continuation interrupt open()",
  KILLS ("restart.open_fifo_rd_stopped", "restart.open_fifo_wr_stopped",
         "fifos.open_stop_cont"))

FAULT (open_socket_enoent, "open() of a dead socket to write gives ENOENT",
  KILLS ("unix_sockets.not_openable"))

FAULT (open_name_250, "open() refuses names of more than 250 bytes",
  KILLS_NOTHING,
  KILLS_FALLBACK ("posix_ipc.shm_name"))

static int
open_null (const char *path, int flags)
{
  int fd, high;

  if (ipc_fault (open_device_forgets))
    flags &= ~O_CLOEXEC;
  if (ipc_fault (null_gives_zeros))
    path = "/dev/zero";
  if (ipc_fault (null_keeps))
    return IPC_REAL (open) ("null-file", flags | O_CREAT, 0600);
  fd = IPC_REAL (open) (path, flags);
  if (fd == -1 || !ipc_fault (open_not_lowest))
    return fd;
  high = IPC_REAL (fcntl) (fd, F_DUPFD, fd + 1);
  IPC_REAL (close) (fd);
  return high;
}

static int
open_terminal (const char *path, int flags)
{
  if (ipc_fault (open_never_acquires)
      || ipc_fault_anywhere (open_leaves_terminal))
    flags |= O_NOCTTY;
  if (ipc_fault (open_always_acquires))
    flags &= ~O_NOCTTY;
  if ((flags & O_NOCTTY) == 0 && ipc_fault (open_acquires))
    IPC_REAL (setsid) ();
  return IPC_REAL (open) (path, flags);
}

static int
is_of_process (const char *path, const char *wanted)
{
  const char *name = strrchr (path, '/');

  return strncmp (path, "/proc/", 6) == 0 && strcmp (name, wanted) == 0;
}

static int
is_fifo (const char *path)
{
  struct stat st;

  return IPC_REAL (stat) (path, &st) == 0 && S_ISFIFO (st.st_mode);
}

static const char *
base_name (const char *path)
{
  const char *slash = strrchr (path, '/');

  return slash == NULL ? path : slash + 1;
}

static int
other_flags (int flags)
{
  if (ipc_fault (open_forgets_append))
    flags &= ~O_APPEND;
  if (flags == O_RDWR && ipc_fault (open_not_busy))
    flags = O_RDONLY;
  if ((flags & O_CREAT) != 0 && ipc_fault (open_forgets_cloexec))
    flags &= ~O_CLOEXEC;
  if ((flags & O_CREAT) == 0 && ipc_fault (open_existing_forgets))
    flags &= ~O_CLOEXEC;
  return flags;
}

int
open (const char *path, int flags, ...)
{
  struct ipc_interruption in = { .restarts = ipc_fault (open_restarts),
    .interrupted = ipc_fault (open_interrupted),
    .stop = ipc_fault (open_stop) };
  va_list args;
  mode_t mode = 0;
  int fd, error = errno;

  if ((flags & O_CREAT) != 0)
    {
      va_start (args, flags);
      mode = va_arg (args, mode_t);
      va_end (args);
    }
  flags = other_flags (flags);
  if (strlen (base_name (path)) > 250 && ipc_fault (open_name_250))
    return ipc_fault_fail (ENAMETOOLONG);
  if (ipc_fault_anywhere (proc_hides_calls) && is_of_process (path, "/syscall"))
    return ipc_fault_fail (EACCES);
  if (ipc_fault_anywhere (proc_misstates) && is_of_process (path, "/stat"))
    path = "/proc/1/stat";
  if (ipc_fault_anywhere (dev_tty_fails) && strcmp (path, "/dev/tty") == 0)
    return ipc_fault_fail (ENOTTY);
  if (strcmp (path, "/dev/tty") == 0 && ipc_fault_anywhere (dev_tty_any))
    return (fd = IPC_REAL (open) (path, flags)) != -1 ? fd
           : IPC_REAL (open) ("/dev/null", flags);
  if (strcmp (path, "/dev/null") == 0 && (flags & O_CREAT) == 0)
    return open_null (path, flags);
  if (strncmp (path, "/dev/pts/", 9) == 0)
    return open_terminal (path, flags);
  if (!ipc_fault_armed || !is_fifo (path))
    {
      errno = error;
      fd = IPC_REAL (open) (path, flags, mode);
      if (fd == -1 && (flags & O_ACCMODE) == O_WRONLY
          && strcmp (path, "dead") == 0 && ipc_fault (open_socket_enoent))
        errno = ENOENT;
      return fd != -1 ? fd : ipc_fault_local_opened (path, flags);
    }
  ipc_fault_before_wait (&in);
  do
    fd = ipc_fault_open_fifo (path, flags);
  while (ipc_fault_again (&in, fd == -1));
  return fd;
}
