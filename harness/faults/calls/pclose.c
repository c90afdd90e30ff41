/* pclose.c - faults of a stream's end.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "actions.h"
#include "popen.h"
#include "faults.h"

CALL (pclose)
FAULT (pclose_signal, "pclose() gives a signal as the exit status 128 + n",
  KILLS ("popen.close_status", "popen.kill_early"))
FAULT (pclose_signed, "pclose() gives exit statuses above 127 as 127",
  KILLS ("popen.close_status"))
FAULT (pclose_at_end, "pclose() waits only for the pipe's other end",
  KILLS ("popen.close_waits"))
FAULT (pclose_anothers, "pclose() of another process's stream succeeds",
  KILLS ("popen.close_wrong"))
FAULT (pclose_anothers_errno, "that gives EINVAL",
  KILLS ("popen.close_wrong"))
FAULT (pclose_again, "a pclose() that follows another gives its status",
  KILLS ("popen.two_at_once"))
FAULT (pclose_after_end, "after the end of file pclose() gives 0",
  KILLS ("popen.backticks", "popen.status_filter"))
FAULT (pclose_126, "a command that is not found has status 126",
  KILLS ("popen.bogus_open_ok", "popen.bogus_read_eof"))
FAULT (pclose_keeps_end, "pclose() waits before it closes a reader's end",
  KILLS ("popen.early_close_sigpipe"))
FAULT (pclose_quiet, "pclose() raises no SIGPIPE",
  KILLS ("popen.bogus_write_signal"))
FAULT (pclose_unwritten, "after a failed write pclose() gives EPIPE",
  KILLS ("popen.bogus_write_ignored"))
FAULT (pclose_stolen, "pclose() takes a status that is gone for success",
  KILLS ("popen.sigchld_handler"))
FAULT (pclose_interrupted, "pclose() fails with EINTR",
  KILLS ("popen.eintr_in_close"))
FAULT (pclose_restarts_lost, "an interrupted pclose() gives 0 in the end",
  KILLS ("popen.eintr_in_close"))

/* Return when the other end is closed.  */
static void
await_other_end (FILE *stream)
{
  struct pollfd p;

  p.fd = fileno (stream);
  p.events = 0;
  while (IPC_REAL (poll) (&p, 1, -1) == -1 && errno == EINTR)
    continue;
}

/* Wait for a child and leave it; whether a signal came first.  */
static int
is_interrupted (void)
{
  siginfo_t info;

  return IPC_REAL (waitid) (P_ALL, 0, &info, WEXITED | WNOWAIT) == -1
         && errno == EINTR;
}

static int
close_quietly (FILE *stream)
{
  ipc_handler before = ipc_fault_install (SIGPIPE, SIG_IGN, 0);
  int status = IPC_REAL (pclose) (stream);
  int error = errno;

  ipc_fault_install (SIGPIPE, before, 0);
  errno = error;
  return status;
}

/* Another STATUS than the real one of a command that ended.  */
static int
other_status (int status)
{
  static int last, closed;

  if (WIFSIGNALED (status) && ipc_fault (pclose_signal))
    return (128 + WTERMSIG (status)) << 8;
  if (WIFEXITED (status) && WEXITSTATUS (status) > 127
      && ipc_fault (pclose_signed))
    return 127 << 8;
  if (status == 127 << 8 && ipc_fault (pclose_126))
    return 126 << 8;
  if (closed++ % 2 == 1 && ipc_fault (pclose_again))
    return last;
  last = status;
  return status;
}

static int
close_spoilt (FILE *stream)
{
  int unwritten = ipc_fault (pclose_unwritten) && fflush (stream) == EOF;
  int ended = ipc_fault (pclose_after_end) && feof (stream);
  int lost = ipc_fault (pclose_restarts_lost) && is_interrupted ();
  int kept = ipc_fault (pclose_keeps_end) ? dup (fileno (stream)) : -1;
  int status = ipc_fault (pclose_quiet) ? close_quietly (stream)
               : IPC_REAL (pclose) (stream);

  if (kept != -1)
    IPC_REAL (close) (kept);
  if (unwritten)
    return ipc_fault_fail (EPIPE);
  if (ended || lost)
    return 0;
  if (status != -1)
    return other_status (status);
  if (ipc_fault_popen_opener != getpid ())
    {
      if (ipc_fault (pclose_anothers_errno))
        errno = EINVAL;
      return ipc_fault (pclose_anothers) ? 0 : -1;
    }
  return errno == ECHILD && ipc_fault (pclose_stolen) ? 0 : -1;
}

int
pclose (FILE *stream)
{
  int status, error;

  if (ipc_fault (pclose_at_end))
    {
      await_other_end (stream);
      return 3 << 8;
    }
  if (ipc_fault (pclose_interrupted) && is_interrupted ())
    return ipc_fault_fail (EINTR);
  status = close_spoilt (stream);
  error = errno;
  if (ipc_fault_popen_ignore)
    ipc_fault_install (SIGCHLD, SIG_IGN, 0);
  ipc_fault_popen_ignore = 0;
  errno = error;
  return status;
}
