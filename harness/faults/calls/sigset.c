/* sigset.c - faults of sigset().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>

#include "actions.h"
#include "faults.h"

/* glibc calls the real one deprecated.  */
#if defined __GNUC__
# pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#endif

CALL (sigset)
FAULT (sigset_refuses, "sigset() installs nothing",
  KILLS ("handlers.exec_two_styles"),
  KILLS_FALLBACK ("handlers.exec_two_styles", "handlers.query_only"))

ipc_handler
sigset (int signo, ipc_handler handler)
{
  if (!ipc_fault (sigset_refuses))
    return IPC_REAL (sigset) (signo, handler);
  errno = EINVAL;
  return SIG_ERR;
}
