/* child-kit.h - what the tests of processes' fallbacks do in a child.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef CHILD_KIT_H
#define CHILD_KIT_H

#include <atf-c.h>
#include <errno.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

/* A child that calls RUN and ends with what it returns, which is to be 0:
   it may close what its parent needs, and lower limits.  */
static inline void
check_in_child (int (*run) (void))
{
  int status;
  pid_t pid = fork ();

  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    _exit (run ());
  ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
  ATF_CHECK_EQ_MSG (0, status, "status %#x", (unsigned) status);
}

/* A handler that takes all children that have ended.  */
static inline void
wait_for_all (int signo)
{
  int error = errno;

  (void) signo;
  while (waitpid (-1, NULL, WNOHANG) > 0)
    continue;
  errno = error;
}

#endif
