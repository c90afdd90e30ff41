/* write.c - faults of write().
   SPDX-License-Identifier: BSD-2-Clause  */

#include "write.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "actions.h"
#include "descriptors.h"
#include "differ.h"
#include "faults.h"
#include "hang.h"
#include "interruption.h"
#include "local.h"

CALL (write)
FAULT (null_takes_half, "a long write() to /dev/null takes half of it",
  KILLS ("daemons.devnull_write"))
FAULT (mandatory, "write() to a file fails with EAGAIN while it is locked",
  KILLS ("locks.advisory"))
FAULT (pipe_garbles, "a pipe changes the first letter of a long message",
  KILLS ("socketpairs.pipe1", "socketpairs.same_transcript",
         "coprocesses.unbuffered_program"),
  KILLS_FALLBACK ("socketpairs.pipe1", "socketpairs.same_transcript"))
FAULT (pair_garbles, "a socket changes the first letter of a long message",
  KILLS ("socketpairs.pipe2", "socketpairs.same_transcript",
         "clients.chat_two_process"),
  KILLS_FALLBACK ("socketpairs.pipe2", "socketpairs.same_transcript"))
FAULT (write_full_drops, "write() to a full pipe drops the data",
  KILLS ("instruments.fill"))
FAULT (write_wakes_late, "write() returns before the data are in the pipe",
  KILLS ("instruments.release_oracle"))
FAULT (write_forgets_nonblock, "write() forgets O_NONBLOCK if it would block",
  KILLS ("socketpairs.full_blocks"),
  KILLS_FALLBACK ("socketpairs.full_blocks"))
FAULT (write_hangs, "a write() after one that was cut short is not woken",
  KILLS ("deferral.retry_read_write_close"),
  KILLS_FALLBACK ("deferral.retry_read_write_close"))
FAULT (write_quiet, "a failing write() sends no signal",
  KILLS ("handlers.kernel_xfsz", "handlers.kernel_pipe", "fifos.sigpipe",
         "safe_pipes.list_write"),
  KILLS_FALLBACK ("safe_pipes.list_write"))
FAULT (write_begun_quiet, "a write() sends no signal if its reader goes then",
  KILLS ("safe_pipes.list_write"))
FAULT (overview_sigpipe_once, "a pipe without a reader raises SIGPIPE once",
  KILLS ("overview.similar_pipe_bsd"))
FAULT (write_eio, "write() says EIO for EPIPE",
  KILLS ("fifos.sigpipe", "handlers.kernel_pipe",
         "safe_pipes.list_write"),
  KILLS_FALLBACK ("safe_pipes.list_write"))
FAULT (write_enospc, "a write() beyond the limit fails with ENOSPC",
  KILLS ("handlers.kernel_xfsz", "handlers.kernel_xfsz_ign"))
FAULT (write_tears, "write() of a record takes two pieces",
  KILLS ("fifos.atomic", "pipes.atomic"))
FAULT (pipe_drops_last, "a pipe drops the last byte of a long write()",
  KILLS ("safe_pipes.to_kid", "safe_pipes.from_kid", "safe_pipes.list_write"),
  KILLS_FALLBACK ("safe_pipes.to_kid", "safe_pipes.from_kid",
                  "safe_pipes.list_write"))
FAULT (write_doubles, "write() writes short texts twice",
  KILLS ("fifos.signature", "fifos.like_pipe", "coprocesses.open2"),
  KILLS_FALLBACK ("fifos.like_pipe", "fifos.signature", "coprocesses.open2"))
FAULT (partial_lost, "a partial write() says that it wrote nothing",
  KILLS ("deferral.retry_read_write_close",
         "restart.write_pipe_partial_clear", "restart.write_pipe_partial_set",
         "restart.write_pipe_partial_stopped"),
  KILLS_FALLBACK ("deferral.retry_read_write_close",
                  "restart.write_pipe_partial_stopped"))
FAULT (partial_short, "write() counts one byte less than it moved",
  KILLS ("restart.write_pipe_partial_clear", "restart.write_pipe_partial_set",
         "restart.write_pipe_partial_stopped", "pipes.partial_interrupted",
         "pipes.full_nb"),
  KILLS_FALLBACK ("pipes.partial_interrupted",
                  "restart.write_pipe_partial_stopped"))
FAULT (write_pipe_restarts, "write() to a pipe restarts without SA_RESTART",
  KILLS ("restart.write_pipe_clear"))
FAULT (write_pipe_interrupted, "SA_RESTART has no effect on writing to a pipe",
  KILLS ("restart.write_pipe_set"))
FAULT (write_pipe_stop,
  "a stop and a continuation interrupt writing to a pipe",
  KILLS ("restart.write_pipe_stopped"))
FAULT (write_terminal_restarts,
  "write() to a terminal restarts without SA_RESTART",
  KILLS ("restart.write_tty_clear"))
FAULT (write_terminal_interrupted,
  "SA_RESTART has no effect on writing to a terminal",
  KILLS ("restart.write_tty_set"))
FAULT (write_terminal_stop,
  "a stop and a continuation interrupt writing to a terminal",
  KILLS ("restart.write_tty_stopped"))

/* Send DATA with another first letter.  */
static ssize_t
garbled (int fd, const void *data, size_t size)
{
  char copy[80];

  memcpy (copy, data, size);
  copy[0] = 'X';
  return IPC_REAL (write) (fd, copy, size);
}

static ssize_t
all_but_last (int fd, const void *data, size_t size)
{
  ssize_t n = IPC_REAL (write) (fd, data, size - 1);

  return n == (ssize_t) size - 1 ? n + 1 : n;
}

/* write() with SIGXFSZ and SIGPIPE taken away.  */
static ssize_t
quiet (int fd, const void *data, size_t size)
{
  sigset_t set, old;
  ssize_t n;
  int error, signo;

  sigemptyset (&set);
  sigaddset (&set, SIGXFSZ);
  sigaddset (&set, SIGPIPE);
  IPC_REAL (sigprocmask) (SIG_BLOCK, &set, &old);
  n = IPC_REAL (write) (fd, data, size);
  error = errno;
  if (ipc_fault_is_pending (SIGXFSZ) || ipc_fault_is_pending (SIGPIPE))
    IPC_REAL (sigwait) (&set, &signo);
  IPC_REAL (sigprocmask) (SIG_SETMASK, &old, NULL);
  errno = error;
  return n;
}

/* Have a process that is nobody's child write DATA, a moment later.  */
static ssize_t
write_late (int fd, const void *data, size_t size)
{
  pid_t pid = IPC_REAL (fork) ();

  if (pid == 0)
    {
      if (IPC_REAL (fork) () == 0)
        {
          IPC_REAL (poll) (NULL, 0, 20);
          IPC_REAL (write) (fd, data, size);
        }
      IPC_REAL (_exit) (0);
    }
  IPC_REAL (waitpid) (pid, NULL, 0);
  return (ssize_t) size;
}

/* Whether a pipe without a reader has been written to.  */
static int broken;

static ssize_t
write_once (int fd, const void *data, size_t size)
{
  int socket = ipc_fault_socket_type (fd) != -1;

  if (size > 20 && size < 80
      && (socket ? ipc_fault (pair_garbles) : ipc_fault (pipe_garbles)))
    return garbled (fd, data, size);
  if (ipc_fault (write_full_drops) && ipc_fault_is_full (fd))
    return (ssize_t) size;
  if (size > 1 && ipc_fault (null_takes_half) && ipc_fault_is_null (fd))
    size /= 2;
  if (size < 10 && ipc_fault (write_doubles))
    IPC_REAL (write) (fd, data, size);
  if (ipc_fault (write_forgets_nonblock) && ipc_fault_is_full (fd))
    IPC_REAL (fcntl) (fd, F_SETFL,
                      IPC_REAL (fcntl) (fd, F_GETFL) & ~O_NONBLOCK);
  if (size > 4096 && ipc_fault (pipe_drops_last)
      && ipc_fault_is (fd, S_IFIFO))
    return all_but_last (fd, data, size);
  if (ipc_fault (write_quiet) || (broken && ipc_fault (overview_sigpipe_once))
      || (size > 4096 && ipc_fault (write_begun_quiet)))
    return quiet (fd, data, size);
  if (size > 1 && ipc_fault (write_tears))
    return ipc_fault_write_torn (fd, data, size);
  return socket ? ipc_fault_write_socket (fd, data, size)
         : ipc_fault_write_other (fd, data, size);
}

/* How a signal interrupts write().  */
static struct ipc_interruption
of_write (int fd)
{
  struct ipc_interruption in = { .restarts = 0 };
  int pipe = ipc_fault_is (fd, S_IFIFO);
  int terminal = ipc_fault_is_terminal (fd);

  in.restarts = (pipe && ipc_fault (write_pipe_restarts))
                || (terminal && ipc_fault (write_terminal_restarts));
  in.interrupted = (pipe && ipc_fault (write_pipe_interrupted))
                   || (terminal && ipc_fault (write_terminal_interrupted));
  in.stop = (pipe && ipc_fault (write_pipe_stop))
            || (terminal && ipc_fault (write_terminal_stop));
  return in;
}

ssize_t
write (int fd, const void *data, size_t size)
{
  static int cut;
  struct ipc_interruption in;
  ssize_t n;

  if (!ipc_fault_armed)
    return IPC_REAL (write) (fd, data, size);
  if (ipc_fault (mandatory))
    return ipc_fault_fail (EAGAIN);
  if (ipc_fault (write_wakes_late))
    return write_late (fd, data, size);
  fd = ipc_fault_local_writes_to (fd);
  if (cut && ipc_fault (write_hangs))
    return ipc_fault_hang_in_write ();
  in = of_write (fd);
  ipc_fault_before_wait (&in);
  do
    n = write_once (fd, data, size);
  while (ipc_fault_again (&in, n == -1));
  if (n == -1)
    n = ipc_fault_unwritten (fd, data, size);
  broken |= n == -1 && errno == EPIPE;
  cut = n > 0 && (size_t) n < size;
  if (n == -1 && errno == EFBIG && ipc_fault (write_enospc))
    errno = ENOSPC;
  if (n == -1 && errno == EPIPE && ipc_fault (write_eio))
    errno = EIO;
  if (n > 0 && (size_t) n < size && ipc_fault (partial_lost))
    return ipc_fault_fail (EINTR);
  return n > 0 && (size_t) n < size && ipc_fault (partial_short) ? n - 1 : n;
}
