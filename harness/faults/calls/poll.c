/* poll.c - faults of poll() and ppoll().
   SPDX-License-Identifier: BSD-2-Clause  */

/* libc's header says that poll() reads nothing of its array, and compilers
   take its word.  */
#define poll poll_of_header
#include <poll.h>
#undef poll

#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <sys/stat.h>
#include <time.h>

#include "descriptors.h"
#include "faults.h"
#include "interruption.h"
#include "network.h"
#include "readiness.h"

int poll (struct pollfd *fds, nfds_t n, int timeout);

CALL (poll)
CALL (ppoll)
FAULT (poll_misses_close, "who waits in poll() misses that the writer closes",
  KILLS ("fifos.poll_pending_close"))
FAULT (poll_write_end_in, "poll() calls a write end readable with the read end",
  KILLS ("fifos.poll_write_end"))
FAULT (poll_both_in, "poll() calls a write end readable if it is writable",
  KILLS ("fifos.poll_write_end"))
FAULT (poll_full_in, "poll() calls a write end readable if it is full",
  KILLS ("fifos.poll_write_end"))
FAULT (harmless_ends_poll, "a signal that does nothing ends poll()",
  KILLS ("dispositions.ignore", "dispositions.default_actions"))
FAULT (poll_waits, "poll() waits with a timeout of 0",
  KILLS ("fifos.poll_never_writer", "fifos.poll_rearm"),
  KILLS_FALLBACK ("deferral.no_lost_wakeup"))
FAULT (ppoll_leaves_mask, "ppoll() leaves its mask in force",
  KILLS ("restart.ppoll_clear", "restart.ppoll_set",
         "deferral.no_lost_wakeup"),
  KILLS_FALLBACK ("restart.ppoll_set"))
FAULT (ppoll_keeps_mask, "ppoll() waits with the mask that there is",
  KILLS ("restart.ppoll_clear", "restart.ppoll_set",
         "deferral.no_lost_wakeup"),
  KILLS_FALLBACK ("restart.ppoll_set"))
FAULT (poll_idle_is_in, "poll() reports POLLIN of an empty FIFO",
  KILLS ("fifos.poll_never_writer", "fifos.poll_rearm",
         "coprocesses.poll_tty"))
FAULT (poll_no_ctty, "poll() refuses /dev/tty",
  KILLS ("coprocesses.poll_tty"))
FAULT (poll_terminal_full, "poll() calls no terminal writable",
  KILLS ("coprocesses.poll_tty"))
FAULT (poll_hup_is_in, "poll() reports POLLIN for POLLHUP",
  KILLS ("fifos.poll_after_writer", "pipes.poll_eof"))
FAULT (poll_only_err, "poll() reports POLLERR without POLLOUT",
  KILLS ("fifos.poll_writer_noreader"))
FAULT (poll_end_sleeps, "poll() of a pipe is not woken by its last writer",
  KILLS ("pipes.poll_eof"))
FAULT (poll_room_early, "poll() calls a pipe writable that is not quite full",
  KILLS ("pipes.select_write_room"))
FAULT (poll_hup_asked, "poll() tells POLLHUP who asks for POLLIN alone",
  KILLS ("pipes.poll_eof"))
FAULT (poll_hup_once, "poll() reports POLLHUP once",
  KILLS ("pipes.poll_eof"))
FAULT (poll_end_elsewhere,
  "poll() reports POLLHUP when no writing end is left in its own process",
  KILLS ("pipes.poll_eof"))
FAULT (poll_room_waiter,
  "who waits in poll() for room is woken by that of a byte",
  KILLS ("pipes.select_write_room"))
FAULT (deferral_ppoll_mask, "ppoll() sets the mask, then waits",
  KILLS ("deferral.no_lost_wakeup"))
FAULT (deferral_ppoll_fds,
  "ppoll() sets the mask, then waits, if it is to look at descriptors",
  KILLS ("deferral.no_lost_wakeup"))
FAULT (poll_restarts, "poll() without a timeout restarts without SA_RESTART",
  KILLS ("restart.poll_clear"),
  KILLS_FALLBACK ("restart.sem_wait_clear"))
FAULT (poll_eagain, "poll() without a timeout says EAGAIN for EINTR",
  KILLS ("restart.poll_set"),
  KILLS_FALLBACK ("restart.sem_wait_set", "restart.poll_set"))
FAULT (poll_stop, "a stop and a continuation interrupt poll()",
  KILLS ("restart.poll_stopped", "deferral.tracer_stop"),
  KILLS_FALLBACK ("restart.sem_wait_stopped"))
FAULT (poll_timeout_restarts, "poll() with a timeout restarts",
  KILLS ("restart.poll_timeout_clear"))
FAULT (poll_timeout_eagain, "poll() with a timeout says EAGAIN for EINTR",
  KILLS ("restart.poll_timeout_set"),
  KILLS_FALLBACK ("restart.poll_timeout_set"))
FAULT (poll_timeout_stop,
  "a stop and a continuation interrupt poll() with a timeout",
  KILLS ("restart.poll_timeout_stopped"))
FAULT (ppoll_restarts, "ppoll() restarts without SA_RESTART",
  KILLS ("restart.ppoll_clear"))
FAULT (ppoll_eagain, "an interrupted ppoll() fails with EAGAIN",
  KILLS ("restart.ppoll_set"),
  KILLS_FALLBACK ("restart.ppoll_set"))
FAULT (ppoll_stop, "a stop and a continuation interrupt ppoll()",
  KILLS ("restart.ppoll_stopped"))
FAULT (poll_full_is_out, "poll() calls a sender writable in any case",
  KILLS ("unix_sockets.dgram_full_poll"))

/* /dev/tty has a number of its own, whatever it leads to.  */
static int
is_dev_tty (int fd)
{
  struct stat st, tty;

  return IPC_REAL (stat) ("/dev/tty", &tty) == 0
         && IPC_REAL (fstat) (fd, &st) == 0 && st.st_rdev == tty.st_rdev;
}

static struct ipc_interruption
of_poll (int timeout)
{
  struct ipc_interruption in = { .restarts = 0 };

  in.restarts = timeout < 0 ? ipc_fault (poll_restarts)
                : ipc_fault (poll_timeout_restarts);
  in.eagain = timeout < 0 ? ipc_fault (poll_eagain)
              : ipc_fault (poll_timeout_eagain);
  in.stop = timeout < 0 ? ipc_fault (poll_stop)
            : ipc_fault (poll_timeout_stop);
  in.harmless = ipc_fault (harmless_ends_poll);
  return in;
}

/* Sleep in poll() for ever.  */
__attribute__ ((__noreturn__))
static void
sleep_on (void)
{
  for (;;)
    IPC_REAL (poll) (NULL, 0, -1);
}

/* Whether the pipe FD has any room, be it of no use.  */
static int
has_room (int fd)
{
  int size = IPC_REAL (fcntl) (fd, F_GETPIPE_SZ);

  return size > 0 && ipc_fault_readable (fd) < size;
}

/* Whether POLLHUP is to be kept from who polls FDS.  A status flag that does
   nothing is in mind of what was told: all processes see it.  */
static int
hides_hup (const struct pollfd *fds)
{
  int flags;

  if (fds->revents != POLLHUP || !ipc_fault_is (fds->fd, S_IFIFO))
    return 0;
  if (fds->events == 0 && ipc_fault (poll_hup_asked))
    return 1;
  if (!ipc_fault (poll_hup_once))
    return 0;
  flags = IPC_REAL (fcntl) (fds->fd, F_GETFL);
  IPC_REAL (fcntl) (fds->fd, F_SETFL, flags | O_APPEND);
  return (flags & O_APPEND) != 0;
}

/* Wait until the pipe of FDS has any room.  */
static int
await_byte (struct pollfd *fds)
{
  while (!has_room (fds->fd))
    IPC_REAL (poll) (NULL, 0, 1);
  fds->revents = POLLOUT;
  return 1;
}

/* What is said of FDS although nothing was found; 0 if there is no fault.  */
static short
found_nothing (struct pollfd *fds)
{
  if (ipc_fault (poll_idle_is_in))
    return POLLIN;
  if (fds->events == POLLOUT && ipc_fault (poll_room_early)
      && has_room (fds->fd))
    return POLLOUT;
  return fds->events == POLLIN && ipc_fault (poll_end_elsewhere)
         && !ipc_fault_has_writer (fds->fd) ? POLLHUP : 0;
}

/* Whether a look calls readable what is not.  */
static int
is_read_by_mistake (struct pollfd *fds)
{
  if (fds->revents == POLLOUT && ipc_fault (poll_both_in))
    return 1;
  if (ipc_fault_readable (fds->fd) > 60000 && ipc_fault (poll_full_in))
    return 1;
  return ipc_fault_readable (fds->fd) > 0 && ipc_fault (poll_write_end_in)
         && (fds->revents & POLLIN) == 0;
}

/* Faults of what was found of the one descriptor in FDS.  */
static int
spoil_result (struct pollfd *fds, int timeout, int result)
{
  short event;

  if (ipc_fault (poll_no_ctty) && is_dev_tty (fds->fd))
    {
      fds->revents = POLLNVAL;
      return 1;
    }
  if (ipc_fault (poll_terminal_full) && ipc_fault_is_terminal (fds->fd))
    {
      fds->revents &= ~POLLOUT;
      result = fds->revents != 0;
    }
  event = result == 0 ? found_nothing (fds) : 0;
  if (timeout == 0 && (fds->events & POLLIN) != 0 && event == 0
      && is_read_by_mistake (fds))
    event = fds->revents | POLLIN;
  if (event != 0)
    {
      fds->revents = event;
      return 1;
    }
  if (result == 0 && fds->events == POLLOUT && ipc_fault (poll_full_is_out)
      && ipc_fault_is (fds->fd, S_IFSOCK))
    {
      fds->revents = POLLOUT;
      return 1;
    }
  if (timeout < 0 && (fds->revents & POLLIN) == 0
      && ipc_fault_is (fds->fd, S_IFIFO) && ipc_fault (poll_misses_close))
    return IPC_REAL (poll) (NULL, 0, -1);
  if (timeout == 0 && hides_hup (fds))
    {
      fds->revents = 0;
      return 0;
    }
  if (fds->revents == POLLHUP && ipc_fault (poll_hup_is_in))
    fds->revents = POLLIN;
  if ((fds->revents & POLLERR) != 0 && ipc_fault (poll_only_err))
    fds->revents = POLLERR;
  return result;
}

int
poll (struct pollfd *fds, nfds_t n, int timeout)
{
  struct ipc_interruption in;
  int result;

  if (timeout == 0 && ipc_fault (poll_waits))
    timeout = -1;
  if (n == 1 && timeout < 0 && fds->events == POLLIN
      && ipc_fault (poll_end_sleeps) && ipc_fault_is (fds->fd, S_IFIFO))
    sleep_on ();
  if (n == 1 && timeout < 0 && fds->events == POLLOUT
      && ipc_fault (poll_room_waiter) && ipc_fault_is (fds->fd, S_IFIFO))
    return await_byte (fds);
  if (n == 1 && ipc_fault_poll_sleeps (fds, timeout))
    sleep_on ();
  in = of_poll (timeout);
  ipc_fault_before_wait (&in);
  do
    result = IPC_REAL (poll) (fds, n, timeout);
  while (ipc_fault_again (&in, result == -1));
  if (ipc_fault_armed)
    result = ipc_fault_poll_sockets (fds, n, result);
  return n != 1 || result == -1 ? result
         : spoil_result (fds, timeout, result);
}

/* With the fault of the mask, for waits without a timeout.  */
static int
ppoll_once (struct pollfd *fds, nfds_t n, const struct timespec *timeout,
            const sigset_t *mask)
{
  sigset_t old;
  int result;

  if (ipc_fault (ppoll_keeps_mask))
    mask = NULL;
  if (mask == NULL || !(ipc_fault (deferral_ppoll_mask)
                        || (n > 0 && ipc_fault (deferral_ppoll_fds))))
    return IPC_REAL (ppoll) (fds, n, timeout, mask);
  IPC_REAL (sigprocmask) (SIG_SETMASK, mask, &old);
  result = IPC_REAL (poll) (fds, n, -1);
  IPC_REAL (sigprocmask) (SIG_SETMASK, &old, NULL);
  return result;
}

int
ppoll (struct pollfd *fds, nfds_t n, const struct timespec *timeout,
       const sigset_t *mask)
{
  struct ipc_interruption in = { .restarts = ipc_fault (ppoll_restarts),
    .stop = ipc_fault (ppoll_stop), .eagain = ipc_fault (ppoll_eagain) };
  int result;

  ipc_fault_before_wait (&in);
  do
    result = ppoll_once (fds, n, timeout, mask);
  while (ipc_fault_again (&in, result == -1));
  if (mask != NULL && ipc_fault (ppoll_leaves_mask))
    IPC_REAL (sigprocmask) (SIG_SETMASK, mask, NULL);
  return result;
}
