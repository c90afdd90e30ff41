/* zap.c - the first program of perlipc(1).
   SPDX-License-Identifier: BSD-2-Clause  */

#include "helper.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "frame/names.h"
#include "probes.h"

#if IPC_PROBE_SIGSETJMP == 0

int
helper_catch_zap (char **argv)
{
  (void) argv;
  errno = ENOSYS;
  return helper_failed ("sigsetjmp()");
}

#else

static volatile sig_atomic_t shocks;
static sigjmp_buf die;

static void
catch_zap (int signo)
{
  shocks++;
  siglongjmp (die, signo);
}

int
helper_catch_zap (char **argv)
{
  struct sigaction sa;
  sigset_t none, all;
  int signo;

  (void) argv;
  sa.sa_handler = catch_zap;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  sigaction (SIGINT, &sa, NULL);
  /* A jump out of stdio would leave its buffer half done.  */
  sigfillset (&all);
  sigemptyset (&none);
  sigprocmask (SIG_BLOCK, &all, NULL);
  signo = sigsetjmp (die, 1);
  if (signo == 0)
    {
      if (puts ("working") == EOF || fflush (stdout) == EOF)
        return 2;
      for (;;)
        sigsuspend (&none);
    }
  printf ("Somebody sent me a %s\nshocks: %d\n", ipc_signal_name (signo),
          (int) shocks);
  return fflush (stdout) == EOF ? 2 : 1;
}

#endif
