/* runtime.c - does what this build is linked with take signals for itself?
   SPDX-License-Identifier: BSD-2-Clause

   A sanitizer catches those of faults before main().  So it does in whatever
   program of this build is executed, and nobody sees there what exec() left
   of them.  */

#include "surroundings.h"

#include <signal.h>
#include <stddef.h>

#include "facilities/names.h"
#include "frame/report.h"
#include "nsig.h"

static int catches;

void
ipc_note_runtime (void)
{
  struct sigaction sa;
  int signo;

  for (signo = 1; signo < NSIG && !catches; signo++)
    catches = !ipc_is_reserved (signo) && sigaction (signo, NULL, &sa) == 0
              && ((sa.sa_flags & SA_SIGINFO) != 0
                  || (sa.sa_handler != SIG_DFL && sa.sa_handler != SIG_IGN));
}

void
ipc_need_own_signals (void)
{
  if (catches)
    ipc_not_exercised ("a runtime of this build catches signals");
}
