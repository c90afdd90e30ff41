/* restart-kit.h - what the tests of restarted calls share.
   SPDX-License-Identifier: BSD-2-Clause

   Signals come without end while a call waits that is to give up in time: one
   that began its time anew with each of them would never return.  Clocks are
   asked only whether a time was waited for.  */

#ifndef RESTART_KIT_H
#define RESTART_KIT_H

#include <sys/wait.h>

#include "net-kit.h"

/* Milliseconds: so many signals come in that time that no call gets through
   it in one piece.  */
enum { LIMIT = 40 };

/* A process that sends its parent signals as fast as it can, until it is
   killed.  */
static inline pid_t
start_storm (int signo)
{
  pid_t parent = getpid (), pid;
  struct sigaction sa;

  sa.sa_handler = count;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  ATF_REQUIRE (sigaction (signo, &sa, NULL) == 0);
  pid = fork ();
  ATF_REQUIRE (pid != -1);
  while (pid == 0 && getppid () == parent)
    kill (parent, signo);
  if (pid == 0)
    _exit (0);
  while (handled == 0)
    continue;
  return pid;
}

static inline void
end_storm (pid_t pid)
{
  ATF_REQUIRE (kill (pid, SIGKILL) == 0);
  while (waitpid (pid, NULL, 0) == -1 && errno == EINTR)
    continue;
}

/* RUN is to return 0 after LIMIT, in calm and in both kinds of storm.  */
static inline void
check_limit (const char *what, int (*run) (void))
{
  int kind;

  for (kind = 0; kind < 3; kind++)
    {
      pid_t pid = -1;
      long start;
      int result;

      handled = 0;
      if (kind == 1)
        storm (1);
      else if (kind == 2)
        pid = start_storm (SIGUSR1);
      start = now ();
      result = run ();
      ATF_CHECK_EQ_MSG (0, result, "%s, %d: %d, %s", what, kind, result,
                        strerror (errno));
      ATF_CHECK_MSG (now () - start >= LIMIT, "%s, %d: after %ld ms", what,
                     kind, now () - start);
      if (kind == 1)
        storm (0);
      else if (kind == 2)
        end_storm (pid);
      ATF_CHECK_MSG (kind == 0 || handled > 0, "%s: no signals", what);
    }
}

#endif
