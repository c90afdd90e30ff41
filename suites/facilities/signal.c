/* signal.c - calls about signals that a platform may lack.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "signal.h"

#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probes.h"

int
ipc_take_signal (const sigset_t *set)
{
  int signo = 0;
  int result = sigwait (set, &signo);

  if (signo > 0 && (result == 0 || result == signo))
    return signo;
  if (result > 0)
    errno = result;
  return -1;
}

int
ipc_sigqueue (int signo, int value)
{
#if IPC_PROBE_SIGQUEUE == 0 || IPC_PROBE_SIGRTMIN == 0
  (void) signo;
  (void) value;
  errno = ENOSYS;
  return -1;
#else
  union sigval v;

  v.sival_int = value;
  return sigqueue (getpid (), signo, v);
#endif
}

int
ipc_core_flag (int status)
{
#ifdef WCOREDUMP
  return WCOREDUMP (status) != 0;
#else
  (void) status;
  return -1;
#endif
}

int
ipc_ask_mask (sigset_t *set)
{
  sigemptyset (set);
  return sigprocmask (SIG_BLOCK, NULL, set);
}

int
ipc_pending (sigset_t *set)
{
  int result;

  sigemptyset (set);
  result = sigpending (set);
  if (result <= 0)
    return result;
  errno = ENOSYS;
  return -1;
}
