/* commands_test.c - what the suites cannot bring about in system(), popen().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ipcompat-fallbacks.h"

/* The later command must not keep the earlier one's pipe open.  */
ATF_TC_WITHOUT_HEAD (streams_end_by_themselves);
ATF_TC_BODY (streams_end_by_themselves, tc)
{
  FILE *first, *second, *dies;
  int status;

  (void) tc;
  ATF_REQUIRE (signal (SIGCHLD, SIG_IGN) != SIG_ERR);
  first = ipc_fb_popen ("read line; cat >rest; test \"$line\" = 1 && exit 4",
                        "w");
  second = ipc_fb_popen ("cat >/dev/null; exit 5", "w");
  dies = ipc_fb_popen ("kill -TERM $$", "r");
  ATF_REQUIRE (first != NULL && second != NULL && dies != NULL);
  ATF_REQUIRE (fputs ("1\n2\n", first) != EOF);
  status = ipc_fb_pclose (first);
  ATF_CHECK (WIFEXITED (status) && WEXITSTATUS (status) == 4);
  ATF_CHECK (fgetc (dies) == EOF);
  status = ipc_fb_pclose (dies);
  ATF_CHECK (WIFSIGNALED (status) && WTERMSIG (status) == SIGTERM);
  status = ipc_fb_pclose (second);
  ATF_CHECK (WIFEXITED (status) && WEXITSTATUS (status) == 5);
  ATF_CHECK (ipc_fb_pclose (NULL) == -1 && errno == ECHILD);
  ATF_CHECK (ipc_fb_popen ("true", "rw") == NULL && errno == EINVAL);
}

/* Signals are the command's and the caller's as they were before.  */
ATF_TC_WITHOUT_HEAD (system_keeps_signals);
ATF_TC_BODY (system_keeps_signals, tc)
{
  struct sigaction sa;
  sigset_t mask;
  int status;

  (void) tc;
  ATF_REQUIRE (signal (SIGCHLD, SIG_IGN) != SIG_ERR);
  ATF_CHECK (ipc_fb_system (NULL) != 0);
  status = ipc_fb_system ("kill -INT $$");
  ATF_CHECK (WIFSIGNALED (status) && WTERMSIG (status) == SIGINT);
  ATF_REQUIRE (sigprocmask (SIG_BLOCK, NULL, &mask) == 0);
  ATF_CHECK (sigismember (&mask, SIGCHLD) == 0);
  ATF_REQUIRE (sigaction (SIGINT, NULL, &sa) == 0);
  ATF_CHECK (sa.sa_handler == SIG_DFL);
  ATF_REQUIRE (sigaction (SIGCHLD, NULL, &sa) == 0);
  ATF_CHECK (sa.sa_handler == SIG_IGN);
  ATF_CHECK (waitpid (-1, NULL, 0) == -1 && errno == ECHILD);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, streams_end_by_themselves);
  ATF_TP_ADD_TC (tp, system_keeps_signals);
  return atf_no_error ();
}
