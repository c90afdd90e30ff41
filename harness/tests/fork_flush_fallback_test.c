/* fork_flush_fallback_test.c - output that comes once.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ipcompat-processes.h"

static FILE *
open_file (const char *name, const char *mode)
{
  FILE *file = fopen (name, mode);

  ATF_REQUIRE (file != NULL);
  return file;
}

/* A child that does what exit() would, with a stream that its parent has
   NAMED, and one of standard output.  */
ATF_TC_WITHOUT_HEAD (once);
ATF_TC_BODY (once, tc)
{
  FILE *named = open_file ("named", "w"), *streams[2];
  int status, fd = open ("standard", O_WRONLY | O_CREAT, 0600);
  int saved = dup (1);
  pid_t pid;

  (void) tc;
  streams[0] = named;
  streams[1] = NULL;
  fflush (stdout);
  ATF_REQUIRE (fd != -1 && saved != -1 && dup2 (fd, 1) == 1);
  ATF_REQUIRE (fputs ("once\n", named) != EOF && printf ("once\n") == 5);
  pid = ipc_fork_flushed (streams);
  if (pid == 0)
    {
      fflush (named);
      fflush (stdout);
      _exit (0);
    }
  ATF_CHECK (fclose (named) == 0 && fflush (stdout) == 0);
  ATF_REQUIRE (dup2 (saved, 1) == 1);
  ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
  ATF_CHECK (atf_utils_compare_file ("named", "once\n"));
  ATF_CHECK (atf_utils_compare_file ("standard", "once\n"));
}

/* What cannot be written is not doubled, either.  */
ATF_TC_WITHOUT_HEAD (not_written);
ATF_TC_BODY (not_written, tc)
{
  FILE *streams[2] = { NULL, NULL };
  pid_t pid;

  (void) tc;
  if (access ("/dev/full", W_OK) == -1)
    atf_tc_skip ("no device that is full");
  streams[0] = open_file ("/dev/full", "w");
  ATF_REQUIRE (fputs ("x", streams[0]) != EOF);
  pid = ipc_fork_flushed (streams);
  if (pid == 0)
    _exit (0);
  ATF_CHECK_ERRNO (ENOSPC, pid == -1);
  ATF_CHECK_ERRNO (ECHILD, waitpid (-1, NULL, WNOHANG) == -1);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, once);
  ATF_TP_ADD_TC (tp, not_written);
  return atf_no_error ();
}
