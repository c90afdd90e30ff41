/* reliability_test.c - signal(3): reliable or not.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <signal.h>

#include "suite.h"

static volatile sig_atomic_t deliveries;

static void
count (int signo)
{
  (void) signo;
  deliveries++;
}

/* Ask signal() itself what is installed: a second raise() would kill the
   process on a platform that resets, and so could not be reported.  */
IPC_TEST (persist)
{
  void (*installed) (int);

  IPC_SETUP (signal (SIGUSR1, count) != SIG_ERR);
  IPC_SETUP (raise (SIGUSR1) == 0);
  IPC_SETUP (deliveries == 1);

  installed = signal (SIGUSR1, SIG_IGN);
  IPC_SETUP (installed != SIG_ERR);
  ipc_observe (installed == count ? "persists"
               : installed == SIG_DFL ? "resets" : "other");
}
