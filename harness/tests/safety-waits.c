/* safety-waits.c - works of waits for descriptors, signals, semaphores, time.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "ipcompat-fallbacks.h"
#include "safety.h"

#include "probes.h"

#include <errno.h>
#include <pthread.h>
#include <sys/time.h>
#include <unistd.h>
#if IPC_PROBE_EPOLL == 1
# include <sys/epoll.h>
#endif

/* Whether the native calls are taken.  */
#if IPC_PROBE_PSELECT_ATOMIC == 0 || IPC_PROBE_PPOLL_ATOMIC == 0 \
  || IPC_PROBE_PPOLL == 0
enum { IS_NATIVE_WAIT = 0 };
#else
enum { IS_NATIVE_WAIT = 1 };
#endif
#if IPC_PROBE_SIGTIMEDWAIT == 0 || IPC_PROBE_SIGWAITINFO == 0
enum { IS_NATIVE_SIGNAL_WAIT = 0 };
#else
enum { IS_NATIVE_SIGNAL_WAIT = 1 };
#endif

static const struct timespec hour = { 3600, 0 }, at_once = { 0, 1 };
static struct ipc_semaphore shared;

/* A pipe that can be read from.  */
static int
ready_pipe (int fd[2])
{
  return pipe (fd) == 0 && write (fd[1], "x", 1) == 1;
}

static int
close_pipe (const int fd[2])
{
  close (fd[1]);
  return close (fd[0]) == 0;
}

static int
polled (int fd, int n)
{
  struct pollfd p;

  p.fd = fd;
  p.events = POLLIN;
  p.revents = 0;
  return (n == 0 ? ipc_fb_poll (&p, 1, -1)
          : n == 1 ? ipc_fb_ppoll (&p, 1, &hour, NULL)
          : ipc_fb_retry_ppoll (&p, 1, &hour, NULL)) == 1
         && p.revents == POLLIN;
}

static int
selected (int fd, int n)
{
  struct timeval until = { 3600, 0 };
  fd_set in;

  FD_ZERO (&in);
  FD_SET (fd, &in);
  return (n == 0 ? ipc_fb_select (fd + 1, &in, NULL, NULL, &until)
          : n == 1 ? ipc_fb_pselect (fd + 1, &in, NULL, NULL, &hour, NULL)
          : ipc_fb_retry_pselect (fd + 1, &in, NULL, NULL, &hour, NULL)) == 1
         && FD_ISSET (fd, &in);
}

static int
epolled (int fd)
{
#if IPC_PROBE_EPOLL == 1
  struct epoll_event event;
  int epoll = epoll_create1 (0), right;

  event.events = EPOLLIN;
  event.data.fd = fd;
  right = epoll_ctl (epoll, EPOLL_CTL_ADD, fd, &event) == 0
          && ipc_fb_epoll_wait (epoll, &event, 1, -1) == 1
          && event.data.fd == fd;
  return close (epoll) == 0 && right;
#else
  return ipc_fb_epoll_wait (fd, NULL, 1, -1) == -1 && errno == ENOSYS;
#endif
}

static int
waits (int n)
{
  int fd[2], right;

  (void) n;
  if (!ready_pipe (fd))
    return 0;
  right = polled (fd[0], 0) && selected (fd[0], 0) && epolled (fd[0]);
  return close_pipe (fd) && right;
}

/* With a mask it is the thread's own that counts.  */
static int
waits_with_mask (int fd)
{
  struct pollfd p;
  sigset_t mask;

  pthread_sigmask (SIG_BLOCK, NULL, &mask);
  sigaddset (&mask, SIGUSR2);
  p.fd = fd;
  p.events = POLLIN;
  return ipc_fb_ppoll (&p, 1, &at_once, &mask) == 1
         && pthread_sigmask (SIG_BLOCK, NULL, &mask) == 0
         && !sigismember (&mask, SIGUSR2);
}

static int
waits_for_either (int n)
{
  int fd[2], right;

  (void) n;
  if (!ready_pipe (fd))
    return 0;
  right = polled (fd[0], 1) && selected (fd[0], 1) && waits_with_mask (fd[0]);
  return close_pipe (fd) && right;
}

static int
waits_on (int n)
{
  int fd[2], right;

  (void) n;
  if (safety_in_handler && !IS_NATIVE_WAIT)
    return -1;
  if (!ready_pipe (fd))
    return 0;
  right = polled (fd[0], 2) && selected (fd[0], 2);
  return close_pipe (fd) && right;
}

static int
times (int n)
{
  int error;

  (void) n;
  error = ipc_fb_clock_nanosleep (CLOCK_REALTIME, 0, &at_once, NULL);
  return ipc_fb_nanosleep (&at_once, NULL) == 0
         && (error == 0 || error == ENOSYS) && ipc_fb_usleep (1) == 0;
}

/* A signal of the thread's own.  */
static int
takes_signal (int n)
{
  sigset_t set, old;
  siginfo_t info;
  int right;

  (void) n;
  if (!IS_NATIVE_SIGNAL_WAIT)
    return -1;
  sigemptyset (&set);
  sigaddset (&set, SIGUSR2);
  pthread_sigmask (SIG_BLOCK, &set, &old);
  right = pthread_kill (pthread_self (), SIGUSR2) == 0
          && ipc_fb_retry_sigtimedwait (&set, &info, &hour) == SIGUSR2
          && pthread_kill (pthread_self (), SIGUSR2) == 0
          && ipc_fb_retry_sigwaitinfo (&set, NULL) == SIGUSR2
          && ipc_fb_retry_sigtimedwait (&set, NULL, &at_once) == -1
          && errno == EAGAIN;
  pthread_sigmask (SIG_SETMASK, &old, NULL);
  return right;
}

static int
makes_semaphore (void)
{
  return ipc_semaphore_init (&shared, 0, 0) == 0;
}

static void
ends_semaphore (void)
{
  ipc_semaphore_destroy (&shared);
}

/* Who posts has the right to take one, whosever it is.  */
static int
posts (int n)
{
  (void) n;
  if (safety_in_handler)
    return ipc_semaphore_post (&shared) == 0;
  return ipc_semaphore_post (&shared) == 0 && ipc_semaphore_wait (&shared) == 0;
}

static int
own_semaphore (int n)
{
  static const struct timespec past = { 1, 0 };
  struct ipc_semaphore own;
  int value = -1, right;

  if (ipc_semaphore_init (&own, 0, (unsigned) n % 5 + 1) == -1)
    return 0;
  right = (ipc_semaphore_getvalue (&own, &value) == 0 ? value == n % 5 + 1
           : errno == ENOSYS)
          && ipc_semaphore_trywait (&own) == 0
          && ipc_semaphore_post (&own) == 0
          && ipc_semaphore_wait (&own) == 0;
  while (ipc_semaphore_trywait (&own) == 0)
    ;
  right = right && errno == EAGAIN
          && ipc_semaphore_timedwait (&own, &past) == -1 && errno == ETIMEDOUT;
  return ipc_semaphore_destroy (&own) == 0 && right;
}

const struct work wait_works[] =
{
  { "ipc_fb_poll ipc_fb_select ipc_fb_epoll_wait", 1000, BOTH, waits, NULL,
    NULL, NULL },
  { "ipc_fb_ppoll ipc_fb_pselect", 500, IN_THREADS, waits_for_either, NULL,
    NULL, NULL },
  { "ipc_fb_retry_ppoll ipc_fb_retry_pselect", 500, BOTH, waits_on,
    NULL, NULL, NULL },
  { "ipc_fb_nanosleep ipc_fb_clock_nanosleep ipc_fb_usleep", 200, BOTH, times,
    NULL, NULL, NULL },
  { "ipc_fb_retry_sigtimedwait ipc_fb_retry_sigwaitinfo", 500, BOTH,
    takes_signal, NULL, NULL, NULL },
  { "ipc_semaphore_post", 1000, BOTH, posts, makes_semaphore, NULL,
    ends_semaphore },
  { "ipc_semaphore_init ipc_semaphore_destroy ipc_semaphore_getvalue"
    " ipc_semaphore_wait ipc_semaphore_trywait ipc_semaphore_timedwait", 200,
    IN_THREADS, own_semaphore, NULL, NULL, NULL },
  { NULL, 0, 0, NULL, NULL, NULL, NULL }
};
