/* nanosleep.c - faults of sleeping by the nanosecond.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <time.h>

#include "faults.h"
#include "interruption.h"

CALL (nanosleep)
FAULT (harmless_ends_nanosleep, "a signal that does nothing ends nanosleep()",
  KILLS ("dispositions.ignore", "dispositions.default_actions"))
FAULT (nanosleep_restarts, "nanosleep() restarts after any handler",
  KILLS ("restart.nanosleep_clear", "restart.nanosleep_set"))
FAULT (nanosleep_says_asked,
  "an interrupted nanosleep() tells what it was asked for",
  KILLS ("restart.nanosleep_clear", "restart.nanosleep_set"))
FAULT (nanosleep_says_half,
  "an interrupted nanosleep() tells half of what is left",
  KILLS ("restart.nanosleep_clear", "restart.nanosleep_set"))
FAULT (nanosleep_stop, "a stop and a continuation interrupt nanosleep()",
  KILLS ("restart.nanosleep_stopped"))
FAULT (nanosleep_eagain, "an interrupted nanosleep() fails with EAGAIN",
  KILLS ("restart.nanosleep_clear", "restart.nanosleep_set"),
  KILLS_FALLBACK ("restart.usleep_set"))
FAULT (nanosleep_stop_eagain, "after a stop nanosleep() fails with EAGAIN",
  KILLS ("restart.nanosleep_stopped"),
  KILLS_FALLBACK ("restart.nanosleep_stopped", "restart.usleep_stopped"))

int
nanosleep (const struct timespec *t, struct timespec *left)
{
  struct ipc_interruption in = { .restarts = ipc_fault (nanosleep_restarts),
    .stop = ipc_fault (nanosleep_stop) || ipc_fault (nanosleep_stop_eagain),
    .eagain = ipc_fault (nanosleep_eagain)
              || ipc_fault (nanosleep_stop_eagain),
    .harmless = ipc_fault (harmless_ends_nanosleep) };
  int result;

  ipc_fault_before_wait (&in);
  do
    result = IPC_REAL (nanosleep) (t, left);
  while (ipc_fault_again (&in, result == -1));
  if (result == -1 && left != NULL && ipc_fault (nanosleep_says_asked))
    *left = *t;
  if (result == -1 && left != NULL && ipc_fault (nanosleep_says_half))
    left->tv_sec /= 2;
  return result;
}
