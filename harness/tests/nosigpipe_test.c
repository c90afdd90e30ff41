/* nosigpipe_test.c - sending to a peer that has gone, and what was before.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <atf-c.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include "ipcompat-fallbacks.h"

static volatile sig_atomic_t caught;

static void
count (int signo)
{
  (void) signo;
  caught++;
}

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
  ATF_REQUIRE_EQ (0, caught);
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
  ATF_REQUIRE_EQ (0, caught);
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
  ATF_CHECK_EQ (0, caught);
  ATF_CHECK_EQ (0, sigpipe_in (sigpending));
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, each_way);
  ATF_TP_ADD_TC (tp, blocked_before);
  ATF_TP_ADD_TC (tp, pending_before);
  ATF_TP_ADD_TC (tp, threads);
  return atf_no_error ();
}
