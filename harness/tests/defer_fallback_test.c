/* defer_fallback_test.c - the descriptors of deferral.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ipcompat-signals.h"
#include "signal-kit.h"

ATF_TC_WITHOUT_HEAD (lets_go);
ATF_TC_BODY (lets_go, tc)
{
  int before = next_fd (), i, fd;

  (void) tc;
  ATF_CHECK_ERRNO (EINVAL, ipc_defer_install (SIGKILL, count, 0) == -1);
  for (i = 0; i < 3; i++)
    {
      ATF_CHECK_EQ (before, next_fd ());
      ATF_REQUIRE (ipc_defer_install (SIGUSR1, count, 0) == 0);
      ATF_REQUIRE (ipc_defer_install (SIGUSR1, count, 0) == 0);
      ATF_REQUIRE (ipc_defer_install (SIGUSR2, count, 0) == 0);
      fd = ipc_defer_descriptor ();
      ATF_CHECK (fd >= 0);
      ATF_REQUIRE (raise (SIGUSR2) == 0);
      ATF_CHECK_EQ (1, ipc_defer_dispatch ());
      ATF_REQUIRE (ipc_defer_remove (SIGUSR2) == 0);
      ATF_CHECK_EQ (fd, ipc_defer_descriptor ());
      ATF_REQUIRE (raise (SIGUSR1) == 0);
      ATF_REQUIRE (ipc_defer_remove (SIGUSR1) == 0);
      ATF_CHECK_EQ (0, ipc_defer_pending ());
      ATF_CHECK_EQ (0, ipc_defer_dispatch ());
      ATF_CHECK_EQ (before, next_fd ());
    }
}

static int
is_readable (int fd)
{
  struct timeval now = { 0, 0 };
  fd_set set;

  FD_ZERO (&set);
  FD_SET (fd, &set);
  return select (fd + 1, &set, NULL, NULL, &now) == 1;
}

/* The descriptor says what the flags say, in a child too.  */
ATF_TC_WITHOUT_HEAD (shows);
ATF_TC_BODY (shows, tc)
{
  int fd, i, status, ok;
  pid_t pid;

  (void) tc;
  ATF_REQUIRE (ipc_defer_install (SIGUSR1, count, 0) == 0);
  fd = ipc_defer_descriptor ();
  for (i = 1; i <= 20000; i++)
    {
      raise (SIGUSR1);
      raise (SIGUSR1);
      ATF_REQUIRE (is_readable (fd));
      ATF_REQUIRE_EQ (1, ipc_defer_dispatch ());
      ATF_REQUIRE (!is_readable (fd));
      ATF_REQUIRE_EQ (i, handled);
    }
  raise (SIGUSR1);
  pid = fork ();
  if (pid == 0)
    {
      ok = is_readable (ipc_defer_descriptor ())
           && ipc_defer_dispatch () == 1
           && !is_readable (ipc_defer_descriptor ())
           && raise (SIGUSR1) == 0 && is_readable (ipc_defer_descriptor ());
      _exit (ok ? 0 : 1);
    }
  ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
  ATF_CHECK_EQ (0, status);
  ATF_CHECK (is_readable (fd));
  ATF_CHECK_EQ (1, ipc_defer_dispatch ());
}

/* Somebody closes all descriptors, and opens others.  */
ATF_TC_WITHOUT_HEAD (strangers_keep_theirs);
ATF_TC_BODY (strangers_keep_theirs, tc)
{
  int fd, now, other[2];
  char data[8];

  (void) tc;
  ATF_REQUIRE (ipc_defer_install (SIGUSR1, count, 0) == 0);
  fd = ipc_defer_descriptor ();
  raise (SIGUSR1);
  close (fd);
  close (fd + 1);
  ATF_REQUIRE (pipe (other) == 0 && other[0] == fd && other[1] == fd + 1);
  ATF_REQUIRE (fcntl (fd, F_SETFL, O_NONBLOCK) == 0);
  ATF_REQUIRE (write (other[1], "data", 4) == 4);
  ATF_CHECK_EQ (1, ipc_defer_dispatch ());
  raise (SIGUSR1);
  ATF_CHECK_EQ (1, ipc_defer_dispatch ());
  now = ipc_defer_descriptor ();
  ATF_CHECK (now != fd && now >= 0);
  raise (SIGUSR1);
  ATF_CHECK (is_readable (now));
  ATF_REQUIRE (ipc_defer_remove (SIGUSR1) == 0);
  ATF_CHECK_EQ (4, read (fd, data, sizeof data));
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, lets_go);
  ATF_TP_ADD_TC (tp, shows);
  ATF_TP_ADD_TC (tp, strangers_keep_theirs);
  return atf_no_error ();
}
