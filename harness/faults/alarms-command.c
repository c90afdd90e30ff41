/* alarms-command.c - faults of executing, killing and reaping a command.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/wait.h>
#include <unistd.h>

static void
before_exec (void)
{
  struct sigaction sa;

  if (ipc_fault ("exec_cancels"))
    alarm (0);
  if (ipc_fault ("exec_halves"))
    alarm (alarm (0) / 2);
  if (ipc_fault ("exec_resets_ignored")
      && sigaction (SIGALRM, NULL, &sa) == 0 && sa.sa_handler == SIG_IGN)
    signal (SIGALRM, SIG_DFL);
}

int
execv (const char *path, char *const argv[])
{
  int result;

  before_exec ();
  result = IPC_REAL (execv) (path, argv);
  if (errno == ENOENT && ipc_fault ("exec_enoexec"))
    errno = ENOEXEC;
  return result;
}

int
execl (const char *path, const char *argument, ...)
{
  char *argv[8];
  va_list more;
  int i;

  argv[0] = (char *) argument;
  va_start (more, argument);
  for (i = 1; i < 8 && argv[i - 1] != NULL; i++)
    argv[i] = va_arg (more, char *);
  va_end (more);
  return execv (path, argv);
}

int
kill (pid_t pid, int signo)
{
  if (signo == SIGKILL && pid < -1 && ipc_fault ("kill_spares_group"))
    pid = -pid;
  else if (signo == SIGKILL && pid > 1 && getpgid (pid) == pid
           && ipc_fault ("kill_takes_group"))
    pid = -pid;
  return IPC_REAL (kill) (pid, signo);
}

pid_t
waitpid (pid_t pid, int *status, int options)
{
  siginfo_t info;
  pid_t got;

  if (pid > 0 && ipc_fault ("waitpid_leaves_zombie"))
    {
      if (waitid (P_PID, (id_t) pid, &info, WEXITED | WNOWAIT) == -1)
        return -1;
      if (status != NULL)
        *status = info.si_code == CLD_EXITED ? info.si_status << 8
                  : info.si_status;
      return pid;
    }
  got = IPC_REAL (waitpid) (pid, status, options);
  if (got > 0 && status != NULL && WIFSIGNALED (*status)
      && ipc_fault ("waitpid_hides_signal"))
    *status = 0;
  return got;
}
