/* restart_left_fallback_test.c - what is left of a time after interruptions.
   SPDX-License-Identifier: BSD-2-Clause

   Each call has a stand-in that takes all of its time, says then that it was
   interrupted, and goes on saying so: whoever is asked after that may be given
   no time, or the milliseconds that were begun, and no signal is let in at
   last, nor a clock asked that can be set.  */

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "ipcompat-fallbacks.h"
#include "net-kit.h"

#if defined __linux__
# include <sys/epoll.h>
#endif

enum { LIMIT = 20 };
static const struct timespec limit = { 0, LIMIT * 1000000L };

/* How often something was called, whether it was given too much time but for
   the first time, and whether the last time a signal was let in, or a clock
   asked that can be set.  */
enum { MOST_CALLS = 3 };
static int calls, too_long, is_open;

static int
interrupt (const struct timespec *t)
{
  calls++;
  if (calls > 1 && (t == NULL || t->tv_sec > 0 || t->tv_nsec > 2000000))
    too_long = 1;
  if (calls > MOST_CALLS)
    return 0;
  nanosleep (t, NULL);
  errno = EINTR;
  return -1;
}

static int
interrupt_masked (const struct timespec *t, const sigset_t *mask)
{
  is_open = mask == NULL || sigismember (mask, SIGUSR1) == 0;
  return interrupt (t);
}

static int
interrupt_ms (int ms)
{
  struct timespec t = { ms / 1000, ms % 1000 * 1000000L };

  return interrupt (ms < 0 ? NULL : &t);
}

static int
fake_poll (struct pollfd *p, nfds_t n, int ms)
{
  (void) p;
  (void) n;
  return interrupt_ms (ms);
}

static int
fake_ppoll (struct pollfd *p, nfds_t n, const struct timespec *t,
            const sigset_t *mask)
{
  (void) p;
  (void) n;
  return interrupt_masked (t, mask);
}

static int
fake_select (int n, fd_set *in, fd_set *out, fd_set *err, struct timeval *tv)
{
  (void) n;
  (void) in;
  (void) out;
  (void) err;
  return interrupt_ms ((int) tv->tv_usec / 1000);
}

static int
fake_pselect (int n, fd_set *in, fd_set *out, fd_set *err,
              const struct timespec *t, const sigset_t *mask)
{
  (void) n;
  (void) in;
  (void) out;
  (void) err;
  return interrupt_masked (t, mask);
}

struct epoll_event;
static int
fake_epoll_wait (int epoll, struct epoll_event *events, int most, int ms)
{
  struct timespec t = { ms / 1000, ms % 1000 * 1000000L };
  sigset_t mask;

  (void) epoll;
  (void) events;
  (void) most;
  pthread_sigmask (SIG_BLOCK, NULL, &mask);
  return interrupt_masked (&t, &mask);
}

static int
fake_sigtimedwait (const sigset_t *set, siginfo_t *info,
                   const struct timespec *t)
{
  (void) set;
  (void) info;
  return interrupt (t);
}

static int
fake_nanosleep (const struct timespec *t, struct timespec *left)
{
  (void) left;
  return interrupt (t);
}

/* It has come to its end when it is asked again.  */
static int
fake_clock_nanosleep (clockid_t clock, int flags, const struct timespec *t,
                      struct timespec *left)
{
  struct timespec now = { 0, 0 };

  (void) left;
  if (calls == 0)
    {
      interrupt (&limit);
      return EINTR;
    }
  is_open = clock != CLOCK_MONOTONIC;
  clock_gettime (clock, &now);
  calls++;
  too_long = (flags & TIMER_ABSTIME) == 0 || t->tv_sec > now.tv_sec
             || (t->tv_sec == now.tv_sec && t->tv_nsec > now.tv_nsec);
  return 0;
}

/* Transfers: by their socket they have LIMIT, and may not wait after that.  */
static ssize_t
fake_transfer (int fd, const void *data, size_t size, int flags)
{
  (void) fd;
  (void) data;
  (void) size;
  if (calls == 0)
    return interrupt (&limit);
  errno = (flags & MSG_DONTWAIT) != 0 ? EAGAIN : EIO;
  return -1;
}

#define poll fake_poll
#define ppoll fake_ppoll
#define select fake_select
#define pselect fake_pselect
#define epoll_wait fake_epoll_wait
#include "restart-waits.c"
#define sigtimedwait fake_sigtimedwait
#define nanosleep fake_nanosleep
#define clock_nanosleep fake_clock_nanosleep
#include "restart-signals.c"
#define recv(fd, data, size, flags) fake_transfer (fd, data, size, flags)
#define recvfrom(fd, data, size, flags, from, length) \
  ((void) (from), (void) (length), fake_transfer (fd, data, size, flags))
#define send(fd, data, size, flags) fake_transfer (fd, data, size, flags)
#define sendto(fd, data, size, flags, to, length) \
  ((void) (to), (void) (length), fake_transfer (fd, data, size, flags))
#define LONGEST LONGEST_PAUSE
#include "restart-transfer.c"
#undef LONGEST
#define accept(fd, address, length) \
  ((void) (length), (int) fake_transfer (fd, address, 0, 0))
#include "restart-sockets.c"
#define read(fd, data, size) fake_transfer (fd, data, size, 0)
#define write(fd, data, size) fake_transfer (fd, data, size, 0)
#include "restart.c"
#undef read
#undef write

/* OK: whether a call returns what it is to, and asks no more often and for no
   more time than it may.  */
#define CHECK_LEFT(ok)                                                \
  do                                                                  \
    {                                                                 \
      calls = too_long = is_open = 0;                                 \
      ATF_CHECK_MSG (ok, #ok ": %s", strerror (errno));               \
      ATF_CHECK_MSG (!too_long, #ok ": too long");                    \
      ATF_CHECK_MSG (calls <= MOST_CALLS, #ok ": %d calls", calls);   \
      ATF_CHECK (!is_open);                                           \
    }                                                                 \
  while (0)

static int
is_eintr (int result)
{
  return result == -1 && errno == EINTR;
}

static int
is_eagain (ssize_t result)
{
  return result == -1 && errno == EAGAIN;
}

/* A last look is not interrupted, so what these stand-ins say then is what
   comes out.  */
CASE (waits)
{
  struct timeval tv = { 0, LIMIT * 1000 };
  struct pollfd p = { 0, POLLIN, POLLIN };

  (void) tc;
  CHECK_LEFT (ipc_fb_poll (&p, 1, LIMIT) == 0);
  ATF_CHECK_EQ (0, p.revents);
  CHECK_LEFT (is_eintr (ipc_fb_retry_ppoll (NULL, 0, &limit, NULL)));
  CHECK_LEFT (is_eintr (ipc_fb_retry_pselect (0, NULL, NULL, NULL, &limit,
                                              NULL)));
  CHECK_LEFT (is_eintr (ipc_fb_select (0, NULL, NULL, NULL, &tv)));
#if defined __linux__
  CHECK_LEFT (is_eintr (ipc_fb_epoll_wait (-1, NULL, 1, LIMIT)));
#endif
  CHECK_LEFT (is_eagain (ipc_fb_retry_sigtimedwait (NULL, NULL, &limit)));
}

CASE (sleeps)
{
  (void) tc;
  CHECK_LEFT (ipc_fb_nanosleep (&limit, NULL) == 0);
  CHECK_LEFT (ipc_fb_usleep (LIMIT * 1000) == 0);
  CHECK_LEFT (ipc_fb_clock_nanosleep (CLOCK_REALTIME, 0, &limit, NULL) == 0);
#ifdef CLOCK_TAI
  CHECK_LEFT (ipc_fb_clock_nanosleep (CLOCK_TAI, 0, &limit, NULL) == 0);
#endif
}

CASE (transfers)
{
  struct timeval tv = { 0, LIMIT * 1000 };
  int fd[2];

  (void) tc;
  ATF_REQUIRE (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == 0);
  ATF_REQUIRE (setsockopt (fd[0], SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof tv)
               == 0);
  ATF_REQUIRE (setsockopt (fd[0], SOL_SOCKET, SO_SNDTIMEO, &tv, sizeof tv)
               == 0);
  CHECK_LEFT (is_eagain (ipc_fb_recv (fd[0], NULL, 1, 0)));
  CHECK_LEFT (is_eagain (ipc_fb_recvfrom (fd[0], NULL, 1, 0, NULL, NULL)));
  CHECK_LEFT (is_eagain (ipc_fb_read (fd[0], NULL, 1)));
  CHECK_LEFT (is_eagain (ipc_fb_send (fd[0], "x", 1, 0)));
  CHECK_LEFT (is_eagain (ipc_fb_sendto (fd[0], "x", 1, 0, NULL, 0)));
  CHECK_LEFT (is_eagain (ipc_fb_write (fd[0], "x", 1)));
  CHECK_LEFT (is_eagain (ipc_fb_accept (fd[0], NULL, NULL)));
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, waits);
  ATF_TP_ADD_TC (tp, sleeps);
  ATF_TP_ADD_TC (tp, transfers);
  return atf_no_error ();
}
