/* nosigpipe_test.c - sending to a peer that has gone, and what was before.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <atf-c.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include "ipcompat-fallbacks.h"
#include "signal-kit.h"

/* The masked form once more, where SIGPIPE is for the process.  */
static ssize_t send_by_process (int fd, const void *data, size_t size,
                                int flags);
static int slow_pending (sigset_t *set);
void process_take (void);
ssize_t process_masked (int, const void *, size_t, int);
ssize_t process_nosigpipe (int, const void *, size_t, int);
#define send send_by_process
#define sigpending slow_pending
#define ipc_sigpipe_take process_take
#include "sigpipe.c"
#define ipc_fb_send_masked process_masked
#define ipc_fb_send_nosigpipe process_nosigpipe
#include "nosigpipe.c"
#undef send
#undef sigpending
#undef ipc_sigpipe_take
#undef ipc_fb_send_masked
#undef ipc_fb_send_nosigpipe


/* A socket whose peer is closed.  SIGPIPE is counted, or BLOCKED.  */
static int
deserted (int blocked)
{
  struct sigaction sa;
  sigset_t set;
  int fd[2];

  ATF_REQUIRE_EQ (0, socketpair (AF_UNIX, SOCK_STREAM, 0, fd));
  close (fd[1]);
  sa.sa_handler = count;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  ATF_REQUIRE_EQ (0, sigaction (SIGPIPE, &sa, NULL));
  sigemptyset (&set);
  sigaddset (&set, SIGPIPE);
  ATF_REQUIRE_EQ (0, sigprocmask (blocked ? SIG_BLOCK : SIG_UNBLOCK, &set,
                                  NULL));
  return fd[0];
}

static int
sigpipe_in (int (*get) (sigset_t *))
{
  sigset_t set;

  ATF_REQUIRE_EQ (0, get (&set));
  return sigismember (&set, SIGPIPE);
}

static int
get_mask (sigset_t *set)
{
  return sigprocmask (SIG_BLOCK, NULL, set);
}

ATF_TC_WITHOUT_HEAD (each_way);
ATF_TC_BODY (each_way, tc)
{
  int fd = deserted (0);

  ATF_REQUIRE_EQ (-1, ipc_fb_send_masked (fd, "x", 1, 0));
  ATF_REQUIRE_EQ (EPIPE, errno);
  ATF_REQUIRE_EQ (-1, ipc_fb_send_nosigpipe (fd, "x", 1, 0));
  ATF_REQUIRE_EQ (EPIPE, errno);
  ATF_REQUIRE_EQ (0, handled);
  ATF_REQUIRE_EQ (0, sigpipe_in (get_mask));
}

ATF_TC_WITHOUT_HEAD (blocked_before);
ATF_TC_BODY (blocked_before, tc)
{
  int fd = deserted (1);

  ATF_REQUIRE_EQ (-1, ipc_fb_send_masked (fd, "x", 1, 0));
  ATF_REQUIRE_EQ (0, sigpipe_in (sigpending));
  ATF_REQUIRE_EQ (1, sigpipe_in (get_mask));
}

/* By raise(): what the kernel sends is for the thread, too.  */
ATF_TC_WITHOUT_HEAD (pending_before);
ATF_TC_BODY (pending_before, tc)
{
  int fd = deserted (1);

  ATF_REQUIRE_EQ (0, raise (SIGPIPE));
  ATF_REQUIRE_EQ (-1, ipc_fb_send_masked (fd, "x", 1, 0));
  ATF_REQUIRE_EQ (EPIPE, errno);
  ATF_REQUIRE_EQ (1, sigpipe_in (sigpending));
  ATF_REQUIRE_EQ (0, handled);
}

/* Whether each of many sends to *ARG fails quietly.  */
static void *
send_often (void *arg)
{
  int i;

  for (i = 0; i < 500; i++)
    if (ipc_fb_send_masked (*(int *) arg, "x", 1, 0) != -1 || errno != EPIPE)
      return arg;
  return NULL;
}

/* Each thread has a mask of its own, and its own SIGPIPE.  */
ATF_TC_WITHOUT_HEAD (threads);
ATF_TC_BODY (threads, tc)
{
  int fd = deserted (0), i;
  pthread_t thread[4];
  void *wrong;

  for (i = 0; i < 4; i++)
    ATF_REQUIRE_EQ (0, pthread_create (&thread[i], NULL, send_often, &fd));
  for (i = 0; i < 4; i++)
    {
      ATF_REQUIRE_EQ (0, pthread_join (thread[i], &wrong));
      ATF_CHECK (wrong == NULL);
    }
  ATF_CHECK_EQ (0, handled);
  ATF_CHECK_EQ (0, sigpipe_in (sigpending));
}

/* Between what is seen and what is done about it others have their turn, and
   may take it.  */
static volatile int is_robbed;

static int
slow_pending (sigset_t *set)
{
  int result = sigpending (set), signo;

  sched_yield ();
  if (is_robbed && sigismember (set, SIGPIPE))
    sigwait (set, &signo);
  return result;
}

static pthread_barrier_t barrier;

/* Instead of the barrier.  */
static void (*in_between) (void);

static ssize_t
send_by_process (int fd, const void *data, size_t size, int flags)
{
  (void) fd;
  (void) data;
  (void) size;
  (void) flags;
  /* All have looked what was pending before.  */
  if (in_between != NULL)
    in_between ();
  else
    pthread_barrier_wait (&barrier);
  kill (getpid (), SIGPIPE);
  errno = EPIPE;
  return -1;
}

static void *
send_for_process (void *arg)
{
  int i;

  for (i = 0; i < 1000; i++)
    {
      if (process_masked (0, "x", 1, 0) != -1 || errno != EPIPE)
        return arg;
      pthread_barrier_wait (&barrier);
    }
  return NULL;
}

/* One that is pending for all of them is taken by one; nobody waits for it
   then.  */
CASE (of_process)
{
  int fd = deserted (1), i;
  pthread_t thread[4];
  void *wrong;

  (void) tc;
  ATF_REQUIRE_EQ (0, pthread_barrier_init (&barrier, NULL, 4));
  for (i = 0; i < 4; i++)
    ATF_REQUIRE_EQ (0, pthread_create (&thread[i], NULL, send_for_process,
                                       &fd));
  for (i = 0; i < 4; i++)
    {
      ATF_REQUIRE_EQ (0, pthread_join (thread[i], &wrong));
      ATF_CHECK (wrong == NULL);
    }
  ATF_CHECK_EQ (0, handled);
  ATF_CHECK_EQ (0, sigpipe_in (sigpending));
}

static void
cancel_me (void)
{
  pthread_cancel (pthread_self ());
}

static void *
send_cancelled (void *arg)
{
  process_masked (0, "x", 1, 0);
  pthread_testcancel ();
  return arg;
}

/* Who is cancelled just then leaves no lock, and no signal.  */
CASE (cancelled)
{
  pthread_t thread;
  void *end;
  int i;

  (void) tc;
  deserted (1);
  in_between = cancel_me;
  for (i = 0; i < 2; i++)
    {
      ATF_REQUIRE_EQ (0, pthread_create (&thread, NULL, send_cancelled, &i));
      ATF_REQUIRE_EQ (0, pthread_join (thread, &end));
      ATF_CHECK (end == PTHREAD_CANCELED);
      ATF_CHECK_EQ (0, sigpipe_in (sigpending));
    }
}

static void
nothing (void)
{
}

/* Somebody else was quicker: nobody waits for the next.  */
CASE (robbed)
{
  (void) tc;
  if (!HAS_TIMED_TAKE)
    atf_tc_skip ("no sigtimedwait(): sigpipe.c says so");
  deserted (1);
  in_between = nothing;
  is_robbed = 1;
  ATF_CHECK_ERRNO (EPIPE, process_masked (0, "x", 1, 0) == -1);
  is_robbed = 0;
  ATF_CHECK_EQ (0, sigpipe_in (sigpending));
}

/* 20,000 in a row, of which some can be sent: no mask and no signal is
   left.  */
CASE (many)
{
  int fd[2], gone = deserted (0), i, before = open_fds () + 2;
  char byte;

  (void) tc;
  ATF_REQUIRE_EQ (0, socketpair (AF_UNIX, SOCK_STREAM, 0, fd));
  for (i = 0; i < 20000; i++)
    {
      ATF_REQUIRE_EQ (1, ipc_fb_send_masked (fd[0], "x", 1, 0));
      ATF_REQUIRE_EQ (1, recv (fd[1], &byte, 1, 0));
      ATF_REQUIRE (ipc_fb_send_masked (gone, "x", 1, 0) == -1
                   && errno == EPIPE);
    }
  ATF_CHECK_EQ (0, handled);
  ATF_CHECK_EQ (0, sigpipe_in (get_mask));
  ATF_CHECK_EQ (0, sigpipe_in (sigpending));
  ATF_CHECK_EQ (before, open_fds ());
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, each_way);
  ATF_TP_ADD_TC (tp, blocked_before);
  ATF_TP_ADD_TC (tp, pending_before);
  ATF_TP_ADD_TC (tp, threads);
  ATF_TP_ADD_TC (tp, of_process);
  ATF_TP_ADD_TC (tp, cancelled);
  ATF_TP_ADD_TC (tp, robbed);
  ATF_TP_ADD_TC (tp, many);
  return atf_no_error ();
}
