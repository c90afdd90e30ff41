/* lock_file_test.c - the lock file among processes, and after a crash.
   SPDX-License-Identifier: BSD-2-Clause

   Calls that stand before libc's let others go first, and end a process
   just before one of them.  */

#include <atf-c.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ipcompat-files.h"

/* How many calls this process makes before it is killed; -1: all.  */
static int calls_left = -1;

static void
step (void)
{
  if (calls_left == 0)
    kill (getpid (), SIGKILL);
  if (calls_left > 0)
    calls_left--;
  sched_yield ();
}

typedef int call_t (const char *, const char *);

static call_t *
real (const char *name)
{
  call_t *function;

  *(void **) &function = dlsym (RTLD_NEXT, name);
  if (function == NULL)
    abort ();
  return function;
}

int
link (const char *from, const char *to)
{
  step ();
  return real ("link") (from, to);
}

int
rename (const char *from, const char *to)
{
  step ();
  return real ("rename") (from, to);
}

int
unlink (const char *path)
{
  step ();
  return real ("unlink") (path, NULL);
}

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

/* Its predecessor with the same pid left it.  */
ATF_TC_WITHOUT_HEAD (stale_with_own_pid);
ATF_TC_BODY (stale_with_own_pid, tc)
{
  FILE *f = fopen ("lock", "w");

  (void) tc;
  ATF_REQUIRE (f != NULL);
  fprintf (f, "%ld\n1\n", (long) getpid ());
  ATF_REQUIRE (fclose (f) == 0);
  ATF_CHECK_EQ (0, try_lock ());
  ATF_CHECK_EQ (1, try_lock ());
  ATF_CHECK_EQ (0, try_unlock ());
}

/* Nobody knows whose it is; and a FIFO must not be waited for.  */
ATF_TC_WITHOUT_HEAD (no_lock_of_ours);
ATF_TC_BODY (no_lock_of_ours, tc)
{
  int fd = open ("lock", O_WRONLY | O_CREAT, 0644);

  (void) tc;
  ATF_REQUIRE (fd != -1 && close (fd) == 0);
  ATF_CHECK_EQ (1, try_lock ());
  ATF_CHECK_EQ (1, try_unlock ());
  ATF_REQUIRE (unlink ("lock") == 0 && mkfifo ("lock", 0600) == 0);
  ATF_CHECK_EQ (1, try_lock ());
}

/* A taker, who begins when GO is closed and stays until DONE is.  CALLS: at
   which of its calls it is killed, unless it has the lock by then.  */
static void
take (int calls, int go[2], int done[2], int result[2])
{
  char byte;

  close (go[1]);
  close (done[1]);
  if (read (go[0], &byte, 1) != 0)
    _exit (1);
  calls_left = calls;
  byte = (char) ('0' + try_lock ());
  calls_left = -1;
  if (write (result[1], &byte, 1) != 1)
    _exit (1);
  close (result[1]);
  _exit (read (done[0], &byte, 1) != 0);
}

/* How many of some takers get the lock, with every third of them killed at
   one call or another if MURDEROUS.  */
static int
count_owners (int takers, int murderous)
{
  int i, owners = 0, fds[3][2];
  char byte;

  for (i = 0; i < 3; i++)
    ATF_REQUIRE (pipe (fds[i]) == 0);
  for (i = 0; i < takers; i++)
    {
      pid_t pid = fork ();

      ATF_REQUIRE (pid != -1);
      if (pid == 0)
        take (murderous && rand () % 3 == 0 ? rand () % 9 : -1, fds[0],
              fds[1], fds[2]);
      if (murderous)
        rand ();
    }
  close (fds[0][1]);
  close (fds[2][1]);
  while (read (fds[2][0], &byte, 1) == 1)
    {
      ATF_REQUIRE (byte == '0' || byte == '1');
      owners += byte == '0';
    }
  close (fds[1][1]);
  for (i = 0; i < takers; i++)
    ATF_REQUIRE (wait (NULL) > 0);
  for (i = 0; i < 3; i++)
    close (fds[i][0]);
  return owners;
}

/* The lock of the one who has won is the next round's stale one.  */
ATF_TC_WITHOUT_HEAD (one_successor);
ATF_TC_BODY (one_successor, tc)
{
  int round;

  (void) tc;
  for (round = 0; round < 400; round++)
    ATF_REQUIRE_EQ (1, count_owners (4, 0));
  ATF_REQUIRE (try_lock () == 0 && try_unlock () == 0);
  ATF_CHECK (system ("test -z \"$(ls)\"") == 0);
}

ATF_TC_WITHOUT_HEAD (one_successor_among_the_killed);
ATF_TC_BODY (one_successor_among_the_killed, tc)
{
  int round, taken = 0;

  (void) tc;
  for (round = 0; round < 400; round++)
    {
      int owners = count_owners (8, 1);

      ATF_REQUIRE (owners <= 1);
      taken += owners;
    }
  printf ("%d of %d rounds with an owner\n", taken, round);
  ATF_CHECK (taken > round / 2);
  ATF_REQUIRE (try_lock () == 0 && try_unlock () == 0);
}

/* Whether a child that locks is killed before its call number CALLS.  */
static int
dies_at (int calls)
{
  int status;
  pid_t pid = fork ();

  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    {
      calls_left = calls;
      _exit (try_lock ());
    }
  ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
  ATF_CHECK (WIFSIGNALED (status) || WEXITSTATUS (status) == 0);
  return WIFSIGNALED (status);
}

/* The second finds what the first has left, and more who are killed at the
   same step find what the one before has: claims upon claims.  */
static int
kill_in_turn (int stale, int first, int second)
{
  int more = 3, first_died, second_died;

  if (stale)
    ATF_REQUIRE_EQ (0, in_child (try_lock));
  first_died = dies_at (first);
  second_died = dies_at (second);
  while (second_died && more-- > 0)
    dies_at (second);
  ATF_REQUIRE_EQ (0, try_lock ());
  ATF_REQUIRE_EQ (1, in_child (try_lock));
  ATF_REQUIRE_EQ (0, try_unlock ());
  ATF_REQUIRE_EQ (-1, access ("lock", F_OK));
  return first_died ? 2 : second_died;
}

ATF_TC_WITHOUT_HEAD (killed_at_each_step);
ATF_TC_BODY (killed_at_each_step, tc)
{
  int stale, first, second, died;

  (void) tc;
  for (stale = 0; stale < 2; stale++)
    for (first = 0, died = 2; died == 2; first++)
      for (second = 0; second < 12 && died != 0; second++)
        died = kill_in_turn (stale, first, second);
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
  ATF_TP_ADD_TC (tp, stale_with_own_pid);
  ATF_TP_ADD_TC (tp, no_lock_of_ours);
  ATF_TP_ADD_TC (tp, one_successor);
  ATF_TP_ADD_TC (tp, one_successor_among_the_killed);
  ATF_TP_ADD_TC (tp, killed_at_each_step);
  ATF_TP_ADD_TC (tp, no_place);
  return atf_no_error ();
}
