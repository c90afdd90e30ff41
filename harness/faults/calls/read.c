/* read.c - faults of read().
   SPDX-License-Identifier: BSD-2-Clause  */

#include "read.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "actions.h"
#include "descriptors.h"
#include "fifo.h"
#include "faults.h"
#include "hang.h"
#include "interruption.h"
#include "local-queue.h"
#include "tcp.h"

CALL (read)
FAULT (read_orphan_ends, "read() gives the end of file in place of EIO",
  KILLS ("daemons.orphan_read_eio", "coprocesses.pty_master_after_slave"))
FAULT (deferral_read_takes, "a read() after EINTR spoils its first byte",
  KILLS ("deferral.read_broken_into", "deferral.retry_read_write_close"),
  KILLS_FALLBACK ("deferral.retry_read_write_close"))
FAULT (read_discards_rest, "read() drops what it did not take",
  KILLS ("fifos.like_pipe", "fifos.two_readers_split", "clients.one_line"),
  KILLS_FALLBACK ("fifos.like_pipe", "clients.one_line"))
FAULT (read_short, "read() returns three bytes at the most",
  KILLS ("fifos.like_pipe"),
  KILLS_FALLBACK ("fifos.like_pipe"))
FAULT (read_ndelay, "read() returns 0 where it would block",
  KILLS ("fifos.read_nb_writer", "fifos.eof_last_writer",
         "instruments.barrier_eof", "pipes.empty_nb"))
FAULT (read_eof_is_eagain, "read() fails with EAGAIN at the end of file",
  KILLS ("fifos.read_nowriter", "fifos.eof_last_writer", "fifos.reusable"))
FAULT (read_eof_sticks, "read() returns 0 ever after the end of file",
  KILLS ("fifos.reusable"))
FAULT (read_eof_early, "read() returns 0 as soon as one writer has closed",
  KILLS ("fifos.eof_last_writer"))

FAULT (pipe_ends_early, "read() of a pipe gives no more than 128 KiB",
  KILLS ("safe_pipes.to_kid", "safe_pipes.from_kid", "safe_pipes.list_read"),
  KILLS_FALLBACK ("safe_pipes.to_kid", "safe_pipes.from_kid",
                  "safe_pipes.list_read"))
FAULT (read_forgets_nonblock, "read() forgets O_NONBLOCK if it would block",
  KILLS ("fifos.read_nb_writer", "fifos.like_pipe", "fifos.eof_last_writer",
         "socketpairs.eof_on_close", "socketpairs.seqpacket",
         "socketpairs.close_unused"),
  KILLS_FALLBACK ("fifos.like_pipe", "socketpairs.close_unused",
                  "socketpairs.eof_on_close", "socketpairs.seqpacket"))
FAULT (read_never_wakes, "read() of an empty FIFO is not woken by the end",
  KILLS ("fifos.eof_last_writer"))
FAULT (read_nb_by_writer, "read() of a pipe waits if its writing end does",
  KILLS ("pipes.empty_nb"))
FAULT (read_hangs, "a read() after EINTR is not woken by data",
  KILLS ("deferral.read_broken_into", "deferral.retry_read_write_close"),
  KILLS_FALLBACK ("deferral.retry_read_write_close"))
FAULT (restarted_read_hangs, "a read() that was restarted is not woken",
  KILLS ("restart.read_eventfd_set", "restart.read_fifo_set",
         "restart.read_inotify_set", "restart.read_pipe_set",
         "restart.read_signalfd_set", "restart.read_sock_set",
         "reliability.restart", "deferral.restart_supported"),
  KILLS_FALLBACK ("deferral.restart_supported", "reliability.restart",
                  "restart.read_fifo_set", "restart.read_pipe_set",
                  "restart.read_sock_set"))
FAULT (read_doubles_number, "read() of a counter tells twice the number",
  KILLS ("restart.read_eventfd_stopped", "restart.read_timerfd_stopped"))
FAULT (read_blanks_record, "read() of events gives records without contents",
  KILLS ("restart.read_inotify_stopped", "restart.read_signalfd_stopped"))
FAULT (read_swaps, "every fifth read() exchanges its sixth and seventh byte",
  KILLS ("coprocesses.open3", "coprocesses.both_write_deadlock",
         "coprocesses.pty_lines"),
  KILLS_FALLBACK ("coprocesses.open3", "coprocesses.both_write_deadlock"))
FAULT (pipe_one_line, "standard input that is a pipe ends after a line",
  KILLS ("coprocesses.open2_eof"))
FAULT (clients_orphan_once, "an orphan's standard input ends",
  KILLS ("clients.chat_parent_dies"))
FAULT (master_drops, "a master does not give what a closed slave has left",
  KILLS ("coprocesses.pty_master_after_slave"))

enum { MOST_FDS = 1024 };

int ipc_fault_fifo_closed;

static ssize_t
read_and_drain (int fd, void *data, size_t size)
{
  char rest[512];
  ssize_t n = IPC_REAL (read) (fd, data, size);

  while (n > 0 && ipc_fault_readable (fd) > 0)
    if (IPC_REAL (read) (fd, rest, sizeof rest) <= 0)
      break;
  return n;
}

static ssize_t
read_once_to_end (int fd, void *data, size_t size)
{
  static char ended[MOST_FDS];
  ssize_t n;

  if (fd < 0 || fd >= MOST_FDS)
    return IPC_REAL (read) (fd, data, size);
  n = ended[fd] ? 0 : IPC_REAL (read) (fd, data, size);
  ended[fd] = n == 0;
  return n;
}

/* Whether read() of FD would block.  */
static int
is_dry (int fd)
{
  struct pollfd p;

  p.fd = fd;
  p.events = POLLIN;
  return IPC_REAL (poll) (&p, 1, 0) == 0;
}

/* Take away what is left in FD if that is a master without a slave.  */
static void
drop_rest (int fd)
{
  struct pollfd p;
  char rest[512];

  p.fd = fd;
  p.events = POLLIN;
  if (ipc_fault_is_terminal (fd) && IPC_REAL (poll) (&p, 1, 0) == 1
      && (p.revents & POLLHUP) != 0)
    while (IPC_REAL (read) (fd, rest, sizeof rest) > 0)
      continue;
}

static void
swap_bytes (char *data, ssize_t n)
{
  static int calls;
  char byte;

  if (n < 7 || ++calls % 5 != 0)
    return;
  byte = data[5];
  data[5] = data[6];
  data[6] = byte;
}

static ssize_t
read_so_much (int fd, void *data, size_t size)
{
  static ssize_t total;
  ssize_t n = total >= 128 * 1024 ? 0 : IPC_REAL (read) (fd, data, size);

  total += n > 0 ? n : 0;
  return n;
}

static ssize_t
read_one_line (int fd, char *data, size_t size)
{
  static int ended;
  ssize_t n = ended ? 0 : IPC_REAL (read) (fd, data, size);

  ended |= n > 0 && data[n - 1] == '\n';
  return n;
}

/* Whether the parent that there was at the first call has gone.  */
static int
is_orphan (void)
{
  static pid_t own, parent;

  if (own != getpid ())
    {
      own = getpid ();
      parent = getppid ();
    }
  return parent != getppid ();
}

static ssize_t
read_once (int fd, void *data, size_t size)
{
  if (ipc_fault (pipe_ends_early) && ipc_fault_is (fd, S_IFIFO))
    return read_so_much (fd, data, size);
  if (fd == STDIN_FILENO && ipc_fault (pipe_one_line)
      && ipc_fault_is (fd, S_IFIFO))
    return read_one_line (fd, data, size);
  if (fd == STDIN_FILENO && ipc_fault (clients_orphan_once) && is_orphan ())
    return 0;
  if (ipc_fault (read_discards_rest))
    return read_and_drain (fd, data, size);
  if (ipc_fault (read_eof_sticks))
    return read_once_to_end (fd, data, size);
  if (ipc_fault (read_short) && size > 3)
    size = 3;
  if ((ipc_fault (read_forgets_nonblock)
       || (ipc_fault (read_nb_by_writer) && ipc_fault_other_end_waits (fd)))
      && is_dry (fd))
    IPC_REAL (fcntl) (fd, F_SETFL,
                      IPC_REAL (fcntl) (fd, F_GETFL) & ~O_NONBLOCK);
  if (ipc_fault (master_drops))
    drop_rest (fd);
  if (ipc_fault_socket_fails () && ipc_fault_socket_type (fd) != -1)
    return ipc_fault_recv (fd, data, size, 0);
  return ipc_fault_armed && ipc_fault_tcp_family (fd) != 0
         ? ipc_fault_tcp_read (fd, data, size)
         : IPC_REAL (read) (fd, data, size);
}

/* What is said for a failure or an end of file.  */
static ssize_t
other_end (int fd, ssize_t n, size_t size)
{
  if (n == -1 && errno == EAGAIN
      && (ipc_fault (read_ndelay)
          || (ipc_fault_fifo_closed && ipc_fault (read_eof_early))))
    return 0;
  if (n == -1 && errno == EIO && ipc_fault (read_orphan_ends))
    return 0;
  if (n == 0 && size > 0 && ipc_fault (read_eof_is_eagain)
      && ipc_fault_is (fd, S_IFIFO))
    return ipc_fault_fail (EAGAIN);
  return n;
}

/* What events give: N bytes of DATA.  */
static void
spoil_events (void *data, ssize_t n)
{
  unsigned long long number;

  if (n == (ssize_t) sizeof number && ipc_fault (read_doubles_number))
    {
      memcpy (&number, data, sizeof number);
      number *= 2;
      memcpy (data, &number, sizeof number);
    }
  if (n > (ssize_t) sizeof number && ipc_fault (read_blanks_record))
    memset (data, 0, (size_t) n);
}

/* Whether read() of FD is not to come back.  */
static int
sleeps_on (int fd, int interrupted)
{
  return (interrupted && ipc_fault (read_hangs))
         || (ipc_fault (read_never_wakes) && ipc_fault_is (fd, S_IFIFO)
             && is_dry (fd));
}

ssize_t
read (int fd, void *data, size_t size)
{
  static int interrupted;
  struct ipc_interruption in = ipc_fault_of_read (fd);
  ssize_t n;

  if (sleeps_on (fd, interrupted))
    return ipc_fault_hang_in_read ();
  in.interrupted |= ipc_fault (restarted_read_hangs);
  ipc_fault_before_wait (&in);
  do
    n = ipc_fault_local_read (fd, data, read_once (fd, data, size));
  while (ipc_fault_again (&in, n == -1));
  if (n == -1 && errno == EINTR && ipc_fault (restarted_read_hangs))
    return ipc_fault_hang_in_read ();
  spoil_events (data, n);
  ipc_fault_read_signal (fd, n);
  n = ipc_fault_spoil_pipe (fd, data, n);
  n = ipc_fault_spoil_terminal (fd, data, size, n);
  if (ipc_fault (read_swaps))
    swap_bytes (data, n);
  if (n > 0 && interrupted && ipc_fault (deferral_read_takes))
    *(char *) data = '?';
  if (ipc_fault_armed)
    interrupted = n == -1 && errno == EINTR;
  return n > 0 ? n : other_end (fd, n, size);
}
