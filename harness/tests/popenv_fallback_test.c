/* popenv_fallback_test.c - streams of commands without a shell.
   SPDX-License-Identifier: BSD-2-Clause

   Each mode, with a pid to kill, with commands and with copies of this
   process, few descriptors, hundreds in a row.  */

#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "child-kit.h"
#include "ipcompat-fallbacks.h"
#include "popenv-kit.h"
#include "signal-kit.h"

/* Start COMMAND by a shell.  */
static int
start (struct ipc_popenv *p, const char *mode, const char *command)
{
  char *argv[] = { (char *) "sh", (char *) "-c", (char *) command, NULL };

  return ipc_popenv (argv, mode, p);
}

/* Whether the rest of FROM is TEXT.  */
static int
gives (struct ipc_popenv *p, const char *text)
{
  char bytes[200];
  size_t n = fread (bytes, 1, sizeof bytes, p->from);

  return n == strlen (text) && memcmp (bytes, text, n) == 0;
}

ATF_TC_WITHOUT_HEAD (modes);
ATF_TC_BODY (modes, tc)
{
  static const char *const bad[] = { "", "rw", "w+", "rb", "re", "a" };
  struct ipc_popenv p;
  size_t i;

  (void) tc;
  ATF_REQUIRE (start (&p, "r", "printf abc; exit 3") == 0);
  ATF_CHECK (p.to == NULL && gives (&p, "abc") && p.pid > 0);
  ATF_CHECK_EQ (3, exit_status (&p));
  ATF_CHECK_ERRNO (ECHILD, ipc_popenv_wait (&p) == -1);
  ATF_REQUIRE (start (&p, "w", "read x; test $x = abc && exit 4") == 0);
  ATF_CHECK (p.from == NULL && fputs ("abc\n", p.to) != EOF);
  ATF_CHECK_EQ (4, exit_status (&p));
  ATF_REQUIRE (start (&p, "r+", "cat; exit 5") == 0);
  ATF_CHECK (fputs ("abc\n", p.to) != EOF && fclose (p.to) == 0);
  p.to = NULL;
  ATF_CHECK (gives (&p, "abc\n"));
  ATF_CHECK_EQ (5, exit_status (&p));
  for (i = 0; i < sizeof bad / sizeof *bad; i++)
    ATF_CHECK_ERRNO (EINVAL, start (&p, bad[i], "exit") == -1);
}

/* What it is given is no text for a shell, and what it is not is told.  */
ATF_TC_WITHOUT_HEAD (no_shell);
ATF_TC_BODY (no_shell, tc)
{
  static const char text[] = "; touch X \"$(y)\" * \n";
  char *argv[] = { (char *) "printf", (char *) "%s", (char *) text, NULL };
  struct ipc_popenv p = { -7, NULL, NULL };
  int before = open_fds ();

  (void) tc;
  ATF_REQUIRE (ipc_popenv (argv, "r", &p) == 0);
  ATF_CHECK (gives (&p, text));
  ATF_CHECK_EQ (0, exit_status (&p));
  argv[0] = (char *) "no such command";
  p.pid = -7;
  ATF_CHECK_ERRNO (ENOENT, ipc_popenv (argv, "r+", &p) == -1);
  ATF_CHECK (p.pid == -7 && access ("X", F_OK) == -1);
  ATF_CHECK_EQ (before, open_fds ());
}

/* Enough has been read: it is ended by its pid.  What could not be written is
   told.  */
ATF_TC_WITHOUT_HEAD (ended_early);
ATF_TC_BODY (ended_early, tc)
{
  struct ipc_popenv p;
  int status;

  (void) tc;
  ATF_REQUIRE (start (&p, "r", "while :; do echo y; done") == 0);
  ATF_CHECK (fgetc (p.from) == 'y');
  ATF_CHECK (kill (p.pid, SIGTERM) == 0);
  status = ipc_popenv_wait (&p);
  ATF_CHECK (WIFSIGNALED (status) && WTERMSIG (status) == SIGTERM);
  ATF_CHECK (p.from != NULL && ipc_popenv_close (&p) == 0);
  ATF_CHECK_EQ (0, ipc_popenv_close (&p));
  ATF_REQUIRE (signal (SIGPIPE, SIG_IGN) != SIG_ERR);
  ATF_REQUIRE (start (&p, "w", "exit 0") == 0);
  ATF_CHECK_EQ (0, ipc_popenv_wait (&p));
  ATF_CHECK (fputs ("x", p.to) != EOF);
  ATF_CHECK_ERRNO (EPIPE, ipc_popenv_close (&p) == -1);
  ATF_CHECK (p.to == NULL);
}

static int
answer (void *arg)
{
  char byte = 0;

  if (read (0, &byte, 1) != 1 || byte != *(char *) arg)
    return 1;
  return write (1, "ok", 2) == 2 && read (0, &byte, 1) == 0 ? 6 : 2;
}

static int
die (void *arg)
{
  (void) arg;
  raise (SIGUSR2);
  return 0;
}

/* A copy of this process, whose streams' buffers are its parent's.  */
ATF_TC_WITHOUT_HEAD (copies);
ATF_TC_BODY (copies, tc)
{
  struct ipc_popenv p, second, third;
  FILE *file = fopen ("buffered", "w");
  char byte = 'z';
  int status;

  (void) tc;
  ATF_REQUIRE (file != NULL && fputs ("once\n", file) != EOF);
  ATF_REQUIRE (signal (SIGUSR2, count) != SIG_ERR);
  ATF_REQUIRE (ipc_popenv_call (answer, &byte, "r+", &p) == 0);
  ATF_REQUIRE (ipc_popenv_call (answer, &byte, "r+", &second) == 0);
  ATF_CHECK (fputc ('z', p.to) != EOF && fclose (p.to) == 0);
  p.to = NULL;
  ATF_CHECK (gives (&p, "ok"));
  ATF_CHECK_EQ (6, exit_status (&p));
  ATF_REQUIRE (ipc_popenv_call (die, NULL, "r", &third) == 0);
  ATF_CHECK (gives (&third, "") && ipc_popenv_close (&third) == 0);
  status = ipc_popenv_wait (&third);
  ATF_CHECK (WIFSIGNALED (status) && WTERMSIG (status) == SIGUSR2);
  ATF_CHECK_EQ (1, exit_status (&second));
  ATF_CHECK_ERRNO (EINVAL, ipc_popenv_call (die, NULL, "x", &p) == -1);
  ATF_CHECK_EQ (0, handled);
  ATF_CHECK (fclose (file) == 0);
  ATF_CHECK (atf_utils_compare_file ("buffered", "once\n"));
}

/* Standard descriptors are closed, and fewer are left than it takes.  */
static int
run_bare (void)
{
  struct ipc_popenv p;
  struct rlimit few;
  int i, fd, status;

  for (fd = 0; fd < 30; fd++)
    close (fd);
  for (i = 0; i < 200; i++)
    if (start (&p, "r+", "cat; exit 7") == -1 || fputs ("x", p.to) == EOF
        || fclose (p.to) != 0 || fgetc (p.from) != 'x'
        || fclose (p.from) != 0 || (status = ipc_popenv_wait (&p)) == -1
        || WEXITSTATUS (status) != 7)
      return 1;
  if (fcntl (0, F_GETFD) != -1 || getrlimit (RLIMIT_NOFILE, &few) == -1)
    return 2;
  while (open ("/", O_RDONLY) < 5)
    continue;
  for (i = 0; i <= 6; i++)
    {
      few.rlim_cur = (rlim_t) (6 + i);
      if (setrlimit (RLIMIT_NOFILE, &few) == -1)
        return 3;
      if (start (&p, "r+", "exit 0") == 0
          ? i < 6 || ipc_popenv_close (&p) == -1 || ipc_popenv_wait (&p) != 0
          : i == 6 || errno != EMFILE)
        return 10 + i;
      if (fcntl (6, F_GETFD) != -1)
        return 20 + i;
    }
  return 0;
}

ATF_TC_WITHOUT_HEAD (bare);
ATF_TC_BODY (bare, tc)
{
  (void) tc;
  check_in_child (run_bare);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, modes);
  ATF_TP_ADD_TC (tp, no_shell);
  ATF_TP_ADD_TC (tp, ended_early);
  ATF_TP_ADD_TC (tp, copies);
  ATF_TP_ADD_TC (tp, bare);
  return atf_no_error ();
}
