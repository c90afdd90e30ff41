/* lock_file_test.c - the lock file among processes, and after a crash.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ipcompat-files.h"

/* The exit status of a child that does what BODY does.  */
static int
in_child (int (*body) (void))
{
  int status;
  pid_t pid = fork ();

  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    _exit (body ());
  ATF_REQUIRE (waitpid (pid, &status, 0) == pid && WIFEXITED (status));
  return WEXITSTATUS (status);
}

/* 0: locked; 1: it is taken; 2: another error.  */
static int
try_lock (void)
{
  return ipc_lock_file ("lock") == 0 ? 0 : errno == EWOULDBLOCK ? 1 : 2;
}

static int
try_unlock (void)
{
  return ipc_unlock_file ("lock") == 0 ? 0 : errno == EPERM ? 1 : 2;
}

ATF_TC_WITHOUT_HEAD (excludes);
ATF_TC_BODY (excludes, tc)
{
  ATF_REQUIRE_EQ (0, try_lock ());
  ATF_REQUIRE_EQ (1, try_lock ());
  ATF_REQUIRE_EQ (1, in_child (try_lock));
  ATF_REQUIRE_EQ (1, in_child (try_unlock));
  ATF_REQUIRE_EQ (0, try_unlock ());
  ATF_REQUIRE_EQ (-1, access ("lock", F_OK));
}

/* The child ends with the lock in its hands.  */
ATF_TC_WITHOUT_HEAD (stale);
ATF_TC_BODY (stale, tc)
{
  ATF_REQUIRE_EQ (0, in_child (try_lock));
  ATF_REQUIRE_EQ (0, access ("lock", F_OK));
  ATF_REQUIRE_EQ (0, try_lock ());
  ATF_REQUIRE_EQ (1, in_child (try_lock));
}

ATF_TC_WITHOUT_HEAD (no_place);
ATF_TC_BODY (no_place, tc)
{
  ATF_REQUIRE_EQ (-1, ipc_lock_file ("no/lock"));
  ATF_REQUIRE_EQ (ENOENT, errno);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, excludes);
  ATF_TP_ADD_TC (tp, stale);
  ATF_TP_ADD_TC (tp, no_place);
  return atf_no_error ();
}
