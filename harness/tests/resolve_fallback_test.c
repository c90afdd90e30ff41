/* resolve_fallback_test.c - names that take too long, and others.
   SPDX-License-Identifier: BSD-2-Clause

   No name server is needed: a stand-in for getaddrinfo() knows some names,
   and fails as the real one might.  In each, nothing may be left behind.  */

#include <netdb.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "child-kit.h"
#include "resolve-kit.h"

static void
check_nothing_left (int fds)
{
  ATF_CHECK_ERRNO (ECHILD, waitpid (-1, NULL, 0) == -1);
  ATF_CHECK_EQ (fds, open_fds ());
}

CASE (answers)
{
  int fds = open_fds ();

  (void) tc;
  ATF_CHECK_EQ (0, ask_for ("two", -1, 2));
  ATF_CHECK_EQ (0, ask_for ("many", 20000, MANY));
  ATF_CHECK_EQ (0, ask_for ("loud", 20000, 2));
  ATF_CHECK_EQ (0, ask_for ("clean", 20000, 2));
  is_bare = 1;
  ATF_CHECK_EQ (0, ask_for ("loud", 20000, 2));
  ATF_CHECK_EQ (0, ask_for ("clean", 20000, 2));
  is_bare = 0;
  ATF_CHECK_EQ (EAI_NONAME, ask_for ("nobody", 20000, 0));
  ATF_CHECK_EQ (EAI_SYSTEM, ask_for ("system", 20000, 0));
  ATF_CHECK_EQ (ENETDOWN, errno);
  check_nothing_left (fds);
}

/* In a storm of signals that interrupt, too.  */
CASE (too_long)
{
  static const char *const names[] = { "silent", "stopped" };
  int fds = open_fds (), i;
  long start;

  (void) tc;
  for (i = 0; i < 4; i++)
    {
      if (i == 2)
        storm (1);
      start = now ();
      ATF_CHECK_EQ (EAI_SYSTEM, ask_for (names[i % 2], 60, 0));
      ATF_CHECK_EQ (ETIMEDOUT, errno);
      ATF_CHECK (now () - start >= 60);
    }
  ATF_CHECK_EQ (EAI_SYSTEM, ask_for ("silent", 0, 0));
  ATF_CHECK_EQ (ETIMEDOUT, errno);
  ATF_CHECK_EQ (0, ask_for ("many", -1, MANY));
  ATF_CHECK_MSG (kills > 0 && risks == 0, "%d of %d", risks, kills);
  storm (0);
  check_nothing_left (fds);
}

/* At each step: before the answer, and between any two parts of it.  */
CASE (killed)
{
  int fds = open_fds (), steps = 0, result;

  (void) tc;
  ATF_CHECK_EQ (EAI_SYSTEM, ask_for ("dead", 20000, 0));
  ATF_CHECK_EQ (EIO, errno);
  for (writes_left = 0; (result = ask_for ("two", 20000, 2)) != 0;
       writes_left = ++steps)
    {
      ATF_REQUIRE (result == EAI_SYSTEM && errno == EIO);
      ATF_REQUIRE (steps < 20);
    }
  ATF_CHECK_EQ (6, steps);
  check_nothing_left (fds);
}

/* Numbers, without a descriptor to be had: the same as native ones.  */
static int
run_numbers (void)
{
  static const char *const hosts[] = { "127.0.0.1", "::1", "1.2.3.4", NULL };
  struct rlimit none = { (rlim_t) next_fd (), RLIM_INFINITY };
  struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *native, *found;
  int i;

  none.rlim_max = none.rlim_cur;
  setrlimit (RLIMIT_NOFILE, &none);
  for (i = 0; i < 20000; i++)
    {
      found = native = NULL;
      if (getaddrinfo (hosts[i % 4], "80", &hints, &native)
          != ipc_resolve (hosts[i % 4], "80", &hints, 0, &found))
        return 1;
      if (!equal (native, found))
        return 2;
      ipc_resolve_free (found);
      if (native != NULL)
        freeaddrinfo (native);
    }
  found = NULL;
  hints.ai_flags = AI_NUMERICHOST;
  if (ipc_resolve ("no.number", NULL, &hints, 0, &found) != EAI_NONAME)
    return 3;
  errno = 0;
  if (ipc_resolve ("no.number", NULL, NULL, 9, &found) != EAI_SYSTEM
      || errno != EMFILE || found != NULL)
    return 4;
  errno = 0;
  return ipc_resolve_in_child ("1.2.3.4", NULL, NULL, 9, &found) != EAI_SYSTEM
         || errno != EMFILE || found != NULL ? 5 : 0;
}

CASE (numbers)
{
  (void) tc;
  check_in_child (run_numbers);
}

/* A list with a name, from the real thing.  */
CASE (real)
{
  struct addrinfo hints = { .ai_flags = AI_CANONNAME }, *native, *found;

  (void) tc;
  hints.ai_socktype = SOCK_DGRAM;
  ATF_REQUIRE (getaddrinfo ("127.0.0.1", "9", &hints, &native) == 0);
  ATF_REQUIRE (ipc_resolve_in_child ("127.0.0.1", "9", &hints, 20000, &found)
               == 0);
  ATF_CHECK (equal (native, found));
  ipc_resolve_free (found);
  ATF_REQUIRE (ipc_resolve ("127.0.0.1", "9", &hints, 20000, &found) == 0);
  ATF_CHECK (equal (native, found));
  ipc_resolve_free (found);
  freeaddrinfo (native);
}

static int
run_odd (void)
{
  struct sigaction sa;
  sigset_t set;

  sa.sa_handler = SIG_IGN;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  sigaction (SIGCHLD, &sa, NULL);
  sigaction (SIGALRM, &sa, NULL);
  sigaction (SIGPIPE, &sa, NULL);
  sigfillset (&set);
  sigprocmask (SIG_BLOCK, &set, NULL);
  close (0);
  close (1);
  if (ask_for ("clean", 20000, 2) != 0)
    return 1;
  if (ask_for ("silent", 30, 0) != EAI_SYSTEM || errno != ETIMEDOUT)
    return 2;
  sa.sa_handler = wait_for_all;
  sigaction (SIGCHLD, &sa, NULL);
  sigprocmask (SIG_UNBLOCK, &set, NULL);
  if (ask_for ("clean", 20000, 2) != 0)
    return 3;
  if (ask_for ("silent", 30, 0) != EAI_SYSTEM || errno != ETIMEDOUT)
    return 4;
  return waitpid (-1, NULL, 0) == -1 && errno == ECHILD ? 0 : 5;
}

/* SIGCHLD ignored, or somebody waits for all; no standard input or output.  */
CASE (odd)
{
  (void) tc;
  check_in_child (run_odd);
}

/* Have a process ask for LIMIT that is killed when its child runs.  Returns
   'c' when that has ended, too; 't' if the time was over before.  */
static char
abandon (long limit)
{
  char byte, more;
  pid_t pid;
  int fd = open ("alive", O_RDONLY | O_NONBLOCK);
  int own = open ("alive", O_WRONLY);

  ATF_REQUIRE (own != -1 && fcntl (fd, F_SETFL, 0) == 0);
  ATF_REQUIRE ((pid = fork ()) != -1);
  if (pid == 0)
    {
      ask_for ("fifo", limit, 0);
      tell_alive ("t");
      _exit (0);
    }
  ATF_REQUIRE (read (fd, &byte, 1) == 1 && close (own) == 0);
  ATF_REQUIRE_EQ (0, kill (pid, SIGKILL));
  ATF_REQUIRE_EQ (pid, waitpid (pid, NULL, 0));
  while (read (fd, &more, 1) == 1)
    continue;
  close (fd);
  return byte;
}

/* Whose caller is killed ends by itself, and lets nobody wait.  */
CASE (abandoned)
{
  long limit = 200;

  (void) tc;
  ATF_REQUIRE_EQ (0, mkfifo ("alive", 0600));
  while (abandon (limit) != 'c')
    limit *= 4;
}

static void *
wait_in_vain (void *arg)
{
  *(int *) arg = ask_for ("silent", 100, 0);
  pthread_testcancel ();
  return arg;
}

CASE (cancelled)
{
  int fds = open_fds (), result = 0;
  pthread_t thread;
  void *end;

  (void) tc;
  ATF_REQUIRE (pthread_create (&thread, NULL, wait_in_vain, &result) == 0);
  ATF_REQUIRE (pthread_cancel (thread) == 0
               && pthread_join (thread, &end) == 0);
  ATF_CHECK_EQ (PTHREAD_CANCELED, end);
  ATF_CHECK_EQ (EAI_SYSTEM, result);
  check_nothing_left (fds);
}

static void *
ask_often (void *arg)
{
  int i;

  for (i = 0; i < 60; i++)
    if (ask_for ("many", 30000, MANY) != 0
        || ask_for ("nobody", 30000, 0) != EAI_NONAME)
      return "another answer";
  return arg;
}

/* Children of several at once; nobody holds the pipe of another's.  */
CASE (threads)
{
  int fds = open_fds ();

  (void) tc;
  storm (1);
  by_four (ask_often, NULL);
  storm (0);
  check_nothing_left (fds);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, answers);
  ATF_TP_ADD_TC (tp, too_long);
  ATF_TP_ADD_TC (tp, killed);
  ATF_TP_ADD_TC (tp, numbers);
  ATF_TP_ADD_TC (tp, real);
  ATF_TP_ADD_TC (tp, odd);
  ATF_TP_ADD_TC (tp, abandoned);
  ATF_TP_ADD_TC (tp, cancelled);
  ATF_TP_ADD_TC (tp, threads);
  return atf_no_error ();
}
