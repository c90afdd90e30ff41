/* signal.c - signal() with one meaning everywhere.
   SPDX-License-Identifier: BSD-2-Clause

   The handler stays, the signal is blocked while it runs, slow calls
   restart.  By sigaction(), or by its fallback where configure has found
   none; where SA_RESTART is missing slow calls fail with EINTR, as
   reliability.restart shows.  */

#include "probed.h"
#include "ipcompat-signals.h"

#include <errno.h>
#include <signal.h>

#if defined IPC_PROBE_SIGACTION && IPC_PROBE_SIGACTION == 0
# define sigaction(signo, action, old) ipc_fb_sigaction (signo, action, old)
#endif

void
(*ipc_fb_signal (int signo, void (*handler) (int))) (int)
{
  struct sigaction sa, old;

  if (handler == SIG_ERR)
    {
      errno = EINVAL;
      return SIG_ERR;
    }
  sa.sa_handler = handler;
  sa.sa_flags = 0;
#ifdef SA_RESTART
  sa.sa_flags |= SA_RESTART;
#endif
  if (sigemptyset (&sa.sa_mask) == -1 || sigaction (signo, &sa, &old) == -1)
    return SIG_ERR;
  return old.sa_handler;
}
