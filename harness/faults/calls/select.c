/* select.c - faults of select() and pselect().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <sys/select.h>
#include <sys/time.h>

#include "descriptors.h"
#include "faults.h"
#include "interruption.h"
#include "readiness.h"

CALL (select)
CALL (pselect)
FAULT (harmless_ends_select, "a signal that does nothing ends select()",
  KILLS ("dispositions.ignore", "dispositions.default_actions"))
FAULT (select_misses_eof, "select() does not report the end of file",
  KILLS ("fifos.select_eof"))
FAULT (select_no_room, "select() calls no pipe writable that has data in it",
  KILLS ("pipes.select_write_room"))
FAULT (select_room_waiter,
  "who waits in select() for room is woken by that of a byte",
  KILLS ("pipes.select_write_room"))
FAULT (select_terminal_ready, "select() finds every terminal readable",
  KILLS ("coprocesses.poll_tty"))
FAULT (select_unmarked, "select() counts a terminal, and does not mark it",
  KILLS ("coprocesses.poll_tty"))
FAULT (select_restarts, "select() without a timeout restarts",
  KILLS ("restart.select_clear", "restart.select_set"))
FAULT (select_stop, "a stop and a continuation interrupt select()",
  KILLS ("restart.select_stopped"))
FAULT (select_timeout_restarts, "select() with a timeout restarts",
  KILLS ("restart.select_timeout_clear", "restart.select_timeout_set"))
FAULT (select_timeout_stop,
  "a stop and a continuation interrupt select() with a timeout",
  KILLS ("restart.select_timeout_stopped"))
FAULT (select_eagain, "an interrupted select() fails with EAGAIN",
  KILLS ("restart.select_clear", "restart.select_set",
         "restart.select_timeout_clear", "restart.select_timeout_set"),
  KILLS_FALLBACK ("restart.select_set", "restart.select_timeout_set"))
FAULT (deferral_pselect_mask, "pselect() sets the mask, then waits",
  KILLS ("deferral.no_lost_wakeup"))
FAULT (deferral_pselect_fds,
  "pselect() sets the mask, then waits, if it is to look at descriptors",
  KILLS ("deferral.no_lost_wakeup"))
FAULT (deferral_pselect_leaves, "pselect() leaves its mask behind",
  KILLS ("deferral.no_lost_wakeup", "restart.pselect_clear",
         "restart.pselect_set"),
  KILLS_FALLBACK ("restart.pselect_set"))
FAULT (pselect_keeps_mask, "pselect() waits with the mask that there is",
  KILLS ("deferral.no_lost_wakeup", "restart.pselect_clear",
         "restart.pselect_set"),
  KILLS_FALLBACK ("restart.pselect_set"))
FAULT (pselect_cuts_mask, "pselect() unblocks the real-time signals",
  KILLS ("deferral.no_lost_wakeup", "restart.pselect_clear",
         "restart.pselect_set"),
  KILLS_FALLBACK ("restart.pselect_set"))
FAULT (pselect_blind, "pselect() sees no descriptor become ready",
  KILLS ("deferral.no_lost_wakeup"))
FAULT (deferral_pselect_sets, "pselect() leaves the sets unchanged",
  KILLS ("deferral.no_lost_wakeup"))
FAULT (pselect_restarts, "pselect() restarts after any handler",
  KILLS ("restart.pselect_clear", "restart.pselect_set"))
FAULT (pselect_stop, "a stop and a continuation interrupt pselect()",
  KILLS ("restart.pselect_stopped"))

/* Wait until the pipe FD has any room; then it is the one in its set.  */
static int
await_byte (int fd)
{
  struct timeval moment;

  while (ipc_fault_readable (fd) >= IPC_REAL (fcntl) (fd, F_GETPIPE_SZ))
    {
      moment.tv_sec = 0;
      moment.tv_usec = 1000;
      IPC_REAL (select) (0, NULL, NULL, NULL, &moment);
    }
  return 1;
}

int
select (int n, fd_set *in, fd_set *out, fd_set *other, struct timeval *t)
{
  struct ipc_interruption i = { .restarts = t == NULL
      ? ipc_fault (select_restarts) : ipc_fault (select_timeout_restarts),
    .stop = t == NULL
      ? ipc_fault (select_stop) : ipc_fault (select_timeout_stop),
    .eagain = ipc_fault (select_eagain),
    .harmless = ipc_fault (harmless_ends_select) };
  int result, fd;

  if (t == NULL && out != NULL && in == NULL && ipc_fault (select_room_waiter))
    return await_byte (n - 1);
  if (ipc_fault_armed && ipc_fault_select_fails (n))
    return -1;
  ipc_fault_before_wait (&i);
  do
    result = ipc_fault_select (n, in, out, other, t);
  while (ipc_fault_again (&i, result == -1));
  for (fd = 0; fd < n && in != NULL && result > 0
               && ipc_fault (select_misses_eof); fd++)
    if (FD_ISSET (fd, in) && ipc_fault_readable (fd) == 0)
      {
        FD_CLR (fd, in);
        result--;
      }
  for (fd = 0; fd < n && out != NULL && ipc_fault (select_no_room); fd++)
    if (FD_ISSET (fd, out) && ipc_fault_readable (fd) > 0)
      {
        FD_CLR (fd, out);
        result--;
      }
  for (fd = 0; fd < n && in != NULL && ipc_fault (select_unmarked); fd++)
    if (ipc_fault_is_terminal (fd))
      FD_CLR (fd, in);
  if (result == 0 && n > 0 && in != NULL && ipc_fault (select_terminal_ready)
      && ipc_fault_is_terminal (n - 1))
    {
      FD_SET (n - 1, in);
      return 1;
    }
  return result;
}

/* pselect() by select().  */
static int
select_with_mask (int n, fd_set *in, fd_set *out, fd_set *other,
                  const struct timespec *t, const sigset_t *mask)
{
  struct timeval tv = { 0, 0 };
  sigset_t old;
  int result;

  if (t != NULL)
    {
      tv.tv_sec = t->tv_sec;
      tv.tv_usec = t->tv_nsec / 1000;
    }
  IPC_REAL (sigprocmask) (SIG_SETMASK, mask, &old);
  result = IPC_REAL (select) (n, in, out, other, t != NULL ? &tv : NULL);
  IPC_REAL (sigprocmask) (SIG_SETMASK, &old, NULL);
  return result;
}

static void
unblock_realtime (void)
{
  int error = errno, signo;
  sigset_t high;

  sigemptyset (&high);
  for (signo = SIGRTMIN; signo <= SIGRTMAX; signo++)
    sigaddset (&high, signo);
  IPC_REAL (sigprocmask) (SIG_UNBLOCK, &high, NULL);
  errno = error;
}

int
pselect (int n, fd_set *in, fd_set *out, fd_set *other,
         const struct timespec *t, const sigset_t *mask)
{
  struct ipc_interruption i = { .restarts = ipc_fault (pselect_restarts),
    .stop = ipc_fault (pselect_stop) };
  fd_set copy;
  int result;

  if (in != NULL && ipc_fault (deferral_pselect_sets))
    {
      copy = *in;
      in = &copy;
    }
  if (in != NULL && ipc_fault (pselect_blind))
    {
      FD_ZERO (in);
      n = 0;
    }
  if (ipc_fault (pselect_keeps_mask))
    mask = NULL;
  ipc_fault_before_wait (&i);
  do
    result = mask != NULL && (ipc_fault (deferral_pselect_mask)
                              || (n > 0 && ipc_fault (deferral_pselect_fds)))
             ? select_with_mask (n, in, out, other, t, mask)
             : IPC_REAL (pselect) (n, in, out, other, t, mask);
  while (ipc_fault_again (&i, result == -1));
  if (mask != NULL && ipc_fault (deferral_pselect_leaves))
    IPC_REAL (sigprocmask) (SIG_SETMASK, mask, NULL);
  if (ipc_fault (pselect_cuts_mask))
    unblock_realtime ();
  return result;
}
