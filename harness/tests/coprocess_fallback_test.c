/* coprocess_fallback_test.c - commands that are written to and read from.
   SPDX-License-Identifier: BSD-2-Clause

   More on each stream than a pipe holds, commands that read nothing, signals
   in between.  */

#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>

#include "ipcompat-fallbacks.h"
#include "signal-kit.h"

/* What has come from descriptors 1 and 2.  */
struct got
{
  size_t n[3];
  char last[3], first[3];
  size_t most;                  /* then it is enough; 0: never */
};

static int
take (void *arg, int fd, const char *bytes, size_t n)
{
  struct got *got = arg;

  if (got->n[fd] == 0)
    got->first[fd] = bytes[0];
  got->n[fd] += n;
  got->last[fd] = bytes[n - 1];
  return got->most != 0 && got->n[fd] >= got->most ? 5 : 0;
}

/* Start COMMAND by ipc_open3(), or ipc_open2().  */
static void
start (struct ipc_coprocess *c, const char *command, int streams)
{
  char *argv[] = { (char *) "sh", (char *) "-c", (char *) command, NULL };

  ATF_REQUIRE ((streams == 3 ? ipc_open3 : ipc_open2) (argv, c) == 0);
}

static int
end (struct ipc_coprocess *c)
{
  int status;

  ATF_REQUIRE (c->in == -1 && c->out == -1 && c->err == -1);
  ATF_REQUIRE_EQ (c->pid, ipc_fb_retry_waitpid (c->pid, &status, 0));
  return status;
}

enum { MUCH = 200 * 1024 };
static char data[4 * MUCH];

/* Both sides write more than fits, on all streams.  */
CASE (all_at_once)
{
  struct ipc_coprocess c;
  struct got got;
  size_t written;
  int before = next_fd (), status;

  (void) tc;
  memset (data, 'd', sizeof data);
  memset (&got, 0, sizeof got);
  start (&c, "i=0; while test $i -lt 200; do printf %1024d 1;"
         " printf %1024d 2 >&2; i=$((i + 1)); done; cat; exit 7", 3);
  ATF_CHECK_EQ (0, ipc_pump (&c, data, sizeof data, take, &got, &written));
  status = end (&c);
  ATF_CHECK (WIFEXITED (status) && WEXITSTATUS (status) == 7);
  ATF_CHECK_EQ (sizeof data, written);
  ATF_CHECK_EQ (MUCH + sizeof data, got.n[1]);
  ATF_CHECK_EQ (MUCH, got.n[2]);
  ATF_CHECK (got.first[1] == ' ' && got.last[1] == 'd' && got.last[2] == '2');
  ATF_CHECK_EQ (before, next_fd ());
}

/* A filter of two streams, and nothing to say.  */
CASE (filter)
{
  struct ipc_coprocess c;
  struct got got;

  (void) tc;
  memset (&got, 0, sizeof got);
  start (&c, "cat; echo x", 2);
  ATF_CHECK (c.err == -1 && c.in > 2 && c.out > 2);
  ATF_CHECK_EQ (0, ipc_pump (&c, data, sizeof data, take, &got, NULL));
  ATF_CHECK_EQ (0, end (&c));
  ATF_CHECK_EQ (sizeof data + 2, got.n[1]);
  start (&c, "cat", 2);
  memset (&got, 0, sizeof got);
  ATF_CHECK_EQ (0, ipc_pump (&c, NULL, 0, take, &got, NULL));
  ATF_CHECK_EQ (0, end (&c));
  ATF_CHECK_EQ (0, got.n[1]);
}

/* It reads a little, or nothing; no SIGPIPE, whatever it does here.  */
static void
stop_reading (void)
{
  struct ipc_coprocess c;
  struct got got;
  size_t written;

  memset (&got, 0, sizeof got);
  start (&c, "read -r x <&- ; exec 0<&-; echo over; echo out >&2", 3);
  ATF_CHECK_EQ (0, ipc_pump (&c, data, sizeof data, take, &got, &written));
  ATF_CHECK_EQ (0, end (&c));
  ATF_CHECK (written < sizeof data);
  ATF_CHECK (got.n[1] == 5 && got.n[2] >= 4);
}

CASE (reads_no_more)
{
  sigset_t set;

  (void) tc;
  ATF_REQUIRE (signal (SIGPIPE, count) != SIG_ERR);
  stop_reading ();
  ATF_CHECK_EQ (0, handled);
  change_mask (SIG_BLOCK, SIGPIPE);
  stop_reading ();
  ATF_REQUIRE (sigpending (&set) == 0);
  ATF_CHECK_EQ (0, sigismember (&set, SIGPIPE));
  raise (SIGPIPE);
  stop_reading ();
  ATF_REQUIRE (sigpending (&set) == 0);
  ATF_CHECK_EQ (1, sigismember (&set, SIGPIPE));
}

/* A timer interrupts whatever can be.  */
CASE (interrupted)
{
  static const struct itimerval often = { { 0, 200 }, { 0, 200 } };
  static const struct itimerval never = { { 0, 0 }, { 0, 0 } };
  struct ipc_coprocess c;
  struct sigaction sa;
  struct got got;
  int i;

  (void) tc;
  sa.sa_handler = count;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  ATF_REQUIRE (sigaction (SIGALRM, &sa, NULL) == 0);
  ATF_REQUIRE (setitimer (ITIMER_REAL, &often, NULL) == 0);
  for (i = 0; i < 20 || handled == 0; i++)
    {
      memset (&got, 0, sizeof got);
      start (&c, "cat; cat", 3);
      ATF_CHECK_EQ (0, ipc_pump (&c, data, sizeof data, take, &got, NULL));
      ATF_CHECK_EQ (0, end (&c));
      ATF_CHECK_EQ (sizeof data, got.n[1]);
    }
  ATF_REQUIRE (setitimer (ITIMER_REAL, &never, NULL) == 0);
}

/* Enough is enough: the ends are open, and block again.  */
CASE (taker_stops)
{
  struct ipc_coprocess c;
  struct got got;
  int status, fd[2];

  (void) tc;
  memset (&got, 0, sizeof got);
  got.most = 100000;
  start (&c, "yes; exit 3", 3);
  ATF_REQUIRE (fcntl (c.err, F_SETFL, O_NONBLOCK) == 0);
  ATF_CHECK_EQ (5, ipc_pump (&c, data, 1, take, &got, NULL));
  ATF_CHECK (c.in == -1 && c.out != -1 && c.err != -1);
  ATF_CHECK_EQ (0, fcntl (c.out, F_GETFL) & O_NONBLOCK);
  ATF_CHECK_EQ (O_NONBLOCK, fcntl (c.err, F_GETFL) & O_NONBLOCK);
  ipc_coprocess_close (&c);
  status = end (&c);
  ATF_CHECK (status != 0);
  ipc_coprocess_close (&c);
  ATF_REQUIRE (pipe (fd) == 0);
  c.in = fd[0];
  ATF_CHECK_ERRNO (EBADF, ipc_pump (&c, data, 1, take, &got, NULL) == -1);
  c.in = -1;
  c.out = fd[1];
  ATF_CHECK_ERRNO (EBADF, ipc_pump (&c, data, 1, take, &got, NULL) == -1);
  ATF_CHECK_EQ (0, fcntl (fd[1], F_GETFL) & O_NONBLOCK);
  c.out = 77;
  ATF_CHECK_ERRNO (EBADF, ipc_pump (&c, data, 1, take, &got, NULL) == -1);
}

/* The taker closes all, and has another file there by then.  */
static struct ipc_coprocess closed;
static int other;

static int
close_all (void *arg, int fd, const char *bytes, size_t n)
{
  int out = closed.out;

  (void) fd;
  (void) bytes;
  (void) n;
  ipc_coprocess_close (&closed);
  other = open ("/dev/null", O_WRONLY | O_NONBLOCK);
  ATF_REQUIRE (other != -1 && dup2 (other, out) == out);
  close (other == out ? -1 : other);
  other = out;
  return *(int *) arg;
}

CASE (taker_closes)
{
  int result;

  (void) tc;
  for (result = 0; result < 2; result++)
    {
      start (&closed, "echo x; cat", 3);
      ATF_CHECK_EQ (result, ipc_pump (&closed, data, sizeof data, close_all,
                                      &result, NULL));
      end (&closed);
      ATF_CHECK_EQ (O_NONBLOCK, fcntl (other, F_GETFL) & O_NONBLOCK);
      close (other);
    }
}

/* No descriptor but its own, no signal ignored or blocked, no shell.  */
CASE (fresh)
{
  struct ipc_coprocess c;
  char *argv[] = { (char *) "; exit 0", NULL };
  int status, fd = open ("/", O_RDONLY), before = next_fd ();

  (void) tc;
  ATF_REQUIRE (signal (SIGPIPE, SIG_IGN) != SIG_ERR);
  ATF_REQUIRE (signal (SIGINT, SIG_IGN) != SIG_ERR);
  change_mask (SIG_BLOCK, SIGINT);
  start (&c, "for i in 3 4 5 6 7 8 9; do (: <&$i) 2>/dev/null && exit 1;"
         " done; kill -INT $$; exit 2", 3);
  ipc_coprocess_close (&c);
  status = end (&c);
  ATF_CHECK_MSG (WIFSIGNALED (status) && WTERMSIG (status) == SIGINT, "%x",
                 (unsigned) status);
  c.in = -7;
  ATF_CHECK_ERRNO (ENOENT, ipc_open3 (argv, &c) == -1);
  argv[0] = NULL;
  ATF_CHECK_ERRNO (EINVAL, ipc_open3 (argv, &c) == -1);
  ATF_CHECK (c.in == -7);
  ATF_CHECK_EQ (before, next_fd ());
  close (fd);
}

/* A second command does not keep the first one's input open.  */
CASE (one_by_one)
{
  enum { MANY = 50 };
  struct ipc_coprocess c[MANY];
  struct got got;
  int i;

  (void) tc;
  for (i = 0; i < MANY; i++)
    start (&c[i], "cat", 2);
  for (i = 0; i < MANY; i++)
    {
      memset (&got, 0, sizeof got);
      ATF_CHECK_EQ (0, ipc_pump (&c[i], "x", 1, take, &got, NULL));
      ATF_CHECK_EQ (0, end (&c[i]));
      ATF_CHECK_EQ (1, got.n[1]);
    }
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, all_at_once);
  ATF_TP_ADD_TC (tp, filter);
  ATF_TP_ADD_TC (tp, reads_no_more);
  ATF_TP_ADD_TC (tp, interrupted);
  ATF_TP_ADD_TC (tp, taker_stops);
  ATF_TP_ADD_TC (tp, taker_closes);
  ATF_TP_ADD_TC (tp, fresh);
  ATF_TP_ADD_TC (tp, one_by_one);
  return atf_no_error ();
}
