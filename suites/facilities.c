/* facilities.c - calls that a platform may lack, or warn about.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "facilities.h"

#include <signal.h>

#if defined IPC_PROBE_SIGINTERRUPT && IPC_PROBE_SIGINTERRUPT == 0

int
ipc_siginterrupt (int signo, int interrupt)
{
  (void) signo;
  (void) interrupt;
  errno = ENOSYS;
  return -1;
}

#else

/* glibc says that it is deprecated; whether it works is the question.  */
# if defined __GNUC__
#  pragma GCC diagnostic ignored "-Wdeprecated-declarations"
# endif

int
ipc_siginterrupt (int signo, int interrupt)
{
  return siginterrupt (signo, interrupt);
}

#endif

#if IPC_PROBE_SIGSET == 0

void
(*ipc_sigset (int signo, void (*handler) (int))) (int)
{
  (void) signo;
  (void) handler;
  errno = ENOSYS;
  return SIG_ERR;
}

#else

# if defined __GNUC__
#  pragma GCC diagnostic ignored "-Wdeprecated-declarations"
# endif

void
(*ipc_sigset (int signo, void (*handler) (int))) (int)
{
  return sigset (signo, handler);
}

#endif
