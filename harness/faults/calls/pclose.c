/* pclose.c - faults of a stream's end.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "actions.h"
#include "descriptors.h"
#include "popen.h"
#include "faults.h"

CALL (pclose)
FAULT (pclose_signal, "pclose() gives a signal as the exit status 128 + n",
  KILLS ("popen.close_status", "popen.kill_early"))
FAULT (pclose_signed, "pclose() gives exit statuses above 127 as 127",
  KILLS ("popen.close_status"))
FAULT (pclose_decodes, "pclose() takes the exit status 128 + n for a signal",
  KILLS ("popen.close_status"))
FAULT (pclose_core, "pclose() gives a signal that dumps core as 128 + n",
  KILLS ("popen.close_status"))
FAULT (pclose_drops, "pclose() drops what is in the buffer",
  KILLS ("popen.write"))
FAULT (pclose_stopped, "pclose() returns when the command stops",
  KILLS ("popen.close_waits"))
FAULT (pclose_at_end, "pclose() waits only for the pipe's other end",
  KILLS ("popen.close_waits"))
FAULT (pclose_anothers, "pclose() of another process's stream succeeds",
  KILLS ("popen.close_wrong"))
FAULT (pclose_anothers_errno, "that gives EINVAL",
  KILLS ("popen.close_wrong"))
FAULT (pclose_any_child, "that of a plain stream waits for any child",
  KILLS ("popen.close_wrong"))
FAULT (pclose_other_way, "of a reader, after a writer, it gives the writer's",
  KILLS ("popen.two_at_once"))
FAULT (pclose_takes_all, "pclose() waits for others that have ended, too",
  KILLS ("popen.two_at_once"))
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
FAULT (pclose_interrupted_twice, "at the second signal it does",
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

/* Wait until a child stops, or ends; whether it has stopped.  */
static int
is_stopped (void)
{
  siginfo_t info;

  return IPC_REAL (waitid) (P_ALL, 0, &info,
                            WEXITED | WSTOPPED | WNOWAIT) == 0
         && info.si_code == CLD_STOPPED;
}

static int
dumps_core (int signo)
{
  return signo == SIGQUIT || signo == SIGILL || signo == SIGABRT
         || signo == SIGFPE || signo == SIGSEGV || signo == SIGBUS;
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

/* Another STATUS than the real one of a command that ended, which was to be
   written to if WRITER.  */
static int
other_status (int status, int writer)
{
  static int last, closed, writers = -1;

  if (WIFSIGNALED (status)
      && (ipc_fault (pclose_signal)
          || (ipc_fault (pclose_core) && dumps_core (WTERMSIG (status)))))
    return (128 + WTERMSIG (status)) << 8;
  if (WIFEXITED (status) && WEXITSTATUS (status) > 128
      && WEXITSTATUS (status) < 128 + 32 && ipc_fault (pclose_decodes))
    return WEXITSTATUS (status) - 128;
  if (writer)
    writers = status;
  else if (writers != -1 && ipc_fault (pclose_other_way))
    return writers;
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
  int any = ipc_fault (pclose_any_child)
            && ipc_fault_is (fileno (stream), S_IFREG);
  int writer = (IPC_REAL (fcntl) (fileno (stream), F_GETFL) & O_ACCMODE)
               == O_WRONLY;
  int kept = ipc_fault (pclose_keeps_end) ? dup (fileno (stream)) : -1;
  int status = ipc_fault (pclose_quiet) ? close_quietly (stream)
               : IPC_REAL (pclose) (stream);

  if (kept != -1)
    IPC_REAL (close) (kept);
  if (unwritten)
    return ipc_fault_fail (EPIPE);
  if (ended || lost)
    return 0;
  while (ipc_fault (pclose_takes_all)
         && IPC_REAL (waitpid) (-1, NULL, WNOHANG) > 0)
    continue;
  if (any && status == 0)
    IPC_REAL (waitpid) (-1, &status, 0);
  if (status != -1)
    return other_status (status, writer);
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
  if ((ipc_fault (pclose_interrupted) && is_interrupted ())
      || (ipc_fault (pclose_interrupted_twice) && is_interrupted ()
          && is_interrupted ()))
    return ipc_fault_fail (EINTR);
  if (ipc_fault (pclose_stopped) && is_stopped ())
    return SIGSTOP << 8 | 0x7f;
  if (ipc_fault (pclose_drops))
    __fpurge (stream);
  if (ipc_fault_popen_signal)
    IPC_REAL (raise) (SIGPIPE);
  ipc_fault_popen_signal = 0;
  ipc_fault_popen_closes (fileno (stream));
  status = close_spoilt (stream);
  error = errno;
  if (ipc_fault_popen_ignore)
    ipc_fault_install (SIGCHLD, SIG_IGN, 0);
  ipc_fault_popen_ignore = 0;
  errno = error;
  return status;
}
