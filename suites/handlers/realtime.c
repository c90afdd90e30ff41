/* realtime.c - real-time signals.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "frame/suite.h"
#include "handlers.h"

enum outcome { CAUGHT, REFUSED, UNSENT, LOST };

/* What comes of catching SIGNO and raising it.  */
static enum outcome
catch_one (int signo)
{
  struct sigaction sa = ipc_action (note_call, 0);
  int before = calls.n;

  if (sigaction (signo, &sa, NULL) == -1)
    return REFUSED;
  calls.n = 0;
  if (raise (signo) != 0)
    return UNSENT;
  if (calls.n != 1 || calls.signo[0] != signo)
    return LOST;
  calls.n = before + 1;
  return CAUGHT;
}

IPC_TEST (rt_base)
{
  enum { LEAST = 8 };           /* _POSIX_RTSIG_MAX */
  int first = SIGRTMIN, last = SIGRTMAX;

  if (first == 0)
    {
      ipc_observe ("absent");
      return;
    }
  if (SIGRTMIN != first || SIGRTMAX != last)
    {
      ipc_observe ("others when asked again");
      return;
    }
  ipc_detail ("%d to %d: %d of them", first, last, last - first + 1);
  if (last - first + 1 < LEAST)
    ipc_observef ("only %d real-time signals", last - first + 1);
  else if (catch_one (first) != CAUGHT)
    ipc_observe ("the first one cannot be caught");
  else
    ipc_observe (IPC_PROBE_SIGRTMIN_CONSTANT == 1 ? "a constant"
                 : "known at run time");
}

IPC_TEST (rt_each_catchable)
{
  int first = SIGRTMIN, last = SIGRTMAX, signo, refused = 0;

  if (first == 0)
    {
      ipc_observe ("absent");
      return;
    }
  for (signo = first; signo <= last; signo++)
    switch (catch_one (signo))
      {
      case CAUGHT:
        break;
      case REFUSED:
        ipc_detail ("%d is refused: %s", signo, ipc_errno_name (errno));
        refused++;
        break;
      case UNSENT:
        ipc_observef ("%d of %d to %d cannot be raised", signo, first, last);
        return;
      default:
        ipc_observef ("%d of %d to %d is lost", signo, first, last);
        return;
      }
  ipc_observe (refused == 0 ? "each of them" : "some are refused");
}
