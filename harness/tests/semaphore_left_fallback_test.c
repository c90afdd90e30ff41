/* semaphore_left_fallback_test.c - semaphores whose descriptors are not there.
   SPDX-License-Identifier: BSD-2-Clause

   Who has closed them opens the FIFO for one call at a time, and the numbers
   are other files' in between.  */

#include "semaphore-kit.h"

#include <sys/ioctl.h>

static pthread_t second;
static struct timespec first_until;

static void *
wait_in_thread (void *arg)
{
  return ipc_semaphore_wait (arg) == 0 ? arg : NULL;
}

/* While the first one has a descriptor for its wait, whose time is over when
   the second one waits.  */
static int
let_second_wait (void)
{
  before_poll = NULL;
  if (pthread_create (&second, NULL, wait_in_thread, sem) != 0)
    _exit (8);
  await_polls (2);
  while (!is_past (&first_until))
    continue;
  return 0;
}

/* Neither what the first one has opened nor what comes in its place is the
   second one's.  */
static int
wait_twice (void)
{
  int fd[2], n = -1;
  void *got;

  forget ();
  before_poll = let_second_wait;
  while (before_poll != NULL)
    {
      first_until = in (5000000);
      if (ipc_semaphore_timedwait (sem, &first_until) != -1
          || errno != ETIMEDOUT)
        return 1;
    }
  if (pipe (fd) == -1 || write (fd[1], "x", 1) != 1
      || dup2 (fd[0], sem->in.fd) == -1)
    return 2;
  if (ipc_semaphore_post (sem) != 0 || pthread_join (second, &got) != 0
      || got != sem)
    return 3;
  return ioctl (sem->in.fd, FIONREAD, &n) == -1 || n != 1 || has (sem) != 0;
}

CASE (two_threads)
{
  (void) tc;
  begin (0);
  ATF_CHECK (!was_killed (in_child (wait_twice)));
}

/* The ends change places.  */
static int
exchanged (void)
{
  int in = dup (sem->in.fd), out = dup (sem->out.fd);

  if (dup2 (out, sem->in.fd) == -1 || dup2 (in, sem->out.fd) == -1)
    return 1;
  return ipc_semaphore_post (sem) != 0 || has (sem) != 1
         || ipc_semaphore_wait (sem) != 0
         || ipc_semaphore_trywait (sem) != -1 || errno != EAGAIN;
}

CASE (wrong_end)
{
  (void) tc;
  begin (0);
  ATF_CHECK (!was_killed (in_child (exchanged)));
}

/* Nobody can take any more what is posted: no signal comes of it.  */
static int
post_in_vain (void)
{
  struct ipc_semaphore own;
  sigset_t pending;
  int i;

  for (i = 0; i < 2; i++)
    if (ipc_semaphore_init (&own, i, 0) != 0 || dup2 (0, own.in.fd) == -1
        || ipc_semaphore_post (&own) != -1 || errno != EINVAL)
      return 1;
  return sigpending (&pending) == -1 || sigismember (&pending, SIGPIPE) != 0;
}

CASE (no_reader)
{
  (void) tc;
  begin (0);
  ATF_REQUIRE (signal (SIGPIPE, SIG_DFL) != SIG_ERR);
  ATF_CHECK (!was_killed (in_child (post_in_vain)));
}

static int
make_and_end (void)
{
  return ipc_semaphore_init (sem, 1, 5);
}

CASE (no_value)
{
  (void) tc;
  begin (0);
  ATF_REQUIRE (ipc_semaphore_destroy (sem) == 0);
  ATF_REQUIRE (!was_killed (in_child (make_and_end)));
  ATF_CHECK_ERRNO (EINVAL, has (sem) == -1);
}

/* A thread that is to be cancelled, in calls that are no points of it.  */
static void *
call_cancelled (void *arg)
{
  int i;

  pthread_cancel (pthread_self ());
  for (i = 0; i < 3; i++)
    if (ipc_semaphore_post (arg) != 0 || has (arg) != 1
        || ipc_semaphore_trywait (arg) != 0)
      return NULL;
  return arg;
}

static int
in_cancelled_thread (void)
{
  pthread_t thread;
  void *got;
  int files;

  forget ();
  files = open_files ();
  return pthread_create (&thread, NULL, call_cancelled, sem) != 0
         || pthread_join (thread, &got) != 0 || got != sem
         || open_files () != files;
}

CASE (cancelled)
{
  (void) tc;
  begin (0);
  yields = 0;
  ATF_CHECK (!was_killed (in_child (in_cancelled_thread)));
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, two_threads);
  ATF_TP_ADD_TC (tp, wrong_end);
  ATF_TP_ADD_TC (tp, no_reader);
  ATF_TP_ADD_TC (tp, no_value);
  ATF_TP_ADD_TC (tp, cancelled);
  return atf_no_error ();
}
