/* commands_fallback_test.c - commands of callers in hard circumstances.
   SPDX-License-Identifier: BSD-2-Clause

   Threads that are cancelled or look on, hardly a descriptor, no command.  */

#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "child-kit.h"
#include "ipcompat-fallbacks.h"
#include "popenv-kit.h"
#include "signal-kit.h"

extern char **environ;

/* Of a command that never was.  */
ATF_TC_WITHOUT_HEAD (no_command);
ATF_TC_BODY (no_command, tc)
{
  struct ipc_popenv p = { -1, NULL, NULL };
  char *argv[] = { NULL };
  int status;
  pid_t pid = fork ();

  (void) tc;
  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    _exit (0);
  ATF_CHECK_ERRNO (ECHILD, ipc_popenv_wait (&p) == -1);
  p.pid = 0;
  ATF_CHECK_ERRNO (ECHILD, ipc_popenv_wait (&p) == -1);
  ATF_CHECK_EQ (pid, waitpid (pid, &status, 0));
  ATF_CHECK_ERRNO (EINVAL, ipc_popenv (argv, "r", &p) == -1);
}

/* A thread that is cancelled before it starts something knows afterwards
   what it has started.  */
struct started
{
  struct ipc_popenv p, copy;
  pid_t pid;
  int n;
};

static int
leave (void *arg)
{
  (void) arg;
  return 8;
}

static void *
start_cancelled (void *arg)
{
  char *argv[] = { (char *) "cat", NULL };
  struct started *s = arg;

  pthread_cancel (pthread_self ());
  s->n += ipc_popenv (argv, "w", &s->p) == 0;
  s->n += ipc_popenv_call (leave, NULL, "r", &s->copy) == 0;
  s->n += ipc_fb_posix_spawnp (&s->pid, "true", NULL, NULL, argv, environ)
          == 0;
  pthread_testcancel ();
  return arg;
}

ATF_TC_WITHOUT_HEAD (cancelled);
ATF_TC_BODY (cancelled, tc)
{
  struct started s;
  pthread_t thread;
  void *result;
  int status, before = open_fds ();

  (void) tc;
  memset (&s, 0, sizeof s);
  ATF_REQUIRE (pthread_create (&thread, NULL, start_cancelled, &s) == 0);
  ATF_REQUIRE (pthread_join (thread, &result) == 0);
  ATF_CHECK_EQ (PTHREAD_CANCELED, result);
  ATF_REQUIRE_EQ (3, s.n);
  ATF_CHECK_EQ (0, exit_status (&s.p));
  ATF_CHECK_EQ (8, exit_status (&s.copy));
  ATF_CHECK (waitpid (s.pid, &status, 0) == s.pid && status == 0);
  ATF_CHECK_EQ (before, open_fds ());
}

/* The standard descriptors are closed, and there are no more.  */
ATF_TC_WITHOUT_HEAD (three_descriptors);
ATF_TC_BODY (three_descriptors, tc)
{
  struct rlimit few;
  int status;
  pid_t pid = fork ();

  (void) tc;
  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    {
      char *argv[] = { (char *) "cat", NULL };
      struct ipc_coprocess c;

      close (0);
      close (1);
      if (getrlimit (RLIMIT_NOFILE, &few) == -1)
        _exit (1);
      few.rlim_cur = 3;
      if (setrlimit (RLIMIT_NOFILE, &few) == -1
          || ipc_open2 (argv, &c) != -1 || errno != EMFILE)
        _exit (2);
      _exit (fcntl (0, F_GETFD) == -1 && fcntl (1, F_GETFD) == -1 ? 0 : 3);
    }
  ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
  ATF_CHECK_EQ_MSG (0, status, "status %#x", (unsigned) status);
}

/* Looks for a descriptor that a program would inherit.  */
static volatile int stop;

static void *
watch (void *arg)
{
  int fd;

  while (!stop)
    for (fd = 0; fd < 10; fd++)
      if (fcntl (fd, F_GETFD) == 0 && fd > 2)
        return arg;
  return NULL;
}

static int
make_many_watched (void)
{
  char *argv[] = { (char *) "", NULL };
  struct ipc_coprocess c;
  pthread_t thread;
  void *seen;
  int i;

  for (i = 0; i < 20; i++)
    if (i != 2)
      close (i);
  if (pthread_create (&thread, NULL, watch, &c) != 0)
    return 2;
  for (i = 0; i < 5000; i++)
    if (ipc_open3 (argv, &c) == 0 || errno != ENOENT)
      return 3;
  stop = 1;
  return pthread_join (thread, &seen) != 0 || seen != NULL;
}

/* Its pipes are close-on-exec from the moment in which they are above 2.  */
ATF_TC_WITHOUT_HEAD (private_at_once);
ATF_TC_BODY (private_at_once, tc)
{
  (void) tc;
  check_in_child (make_many_watched);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, no_command);
  ATF_TP_ADD_TC (tp, cancelled);
  ATF_TP_ADD_TC (tp, three_descriptors);
  ATF_TP_ADD_TC (tp, private_at_once);
  return atf_no_error ();
}
