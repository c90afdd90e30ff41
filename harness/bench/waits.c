/* waits.c - the cost of the fallbacks of waits.
   SPDX-License-Identifier: BSD-2-Clause

   A descriptor is ready: what a wait costs beyond waiting.  */

#include "bench.h"

#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

#include "ipcompat-waits.h"
#include "probes.h"

/* The mask of a program that blocks SIGUSR1 and waits for its handler, or
   NULL.  */
static const sigset_t *mask;

static void
handle (int signo)
{
  (void) signo;
}

/* A descriptor to read from, which is ready.  */
static int
ready (void)
{
  static int fd[2] = { -1, -1 };

  IPC_NEED (fd[0] != -1 || (pipe (fd) == 0 && write (fd[1], "x", 1) == 1));
  return fd[0];
}

/* Wait with a mask from now on, or without.  */
static void
with_mask (int on)
{
  static sigset_t before;
  static int is_set;
  struct sigaction sa;
  sigset_t usr1;

  if (!is_set)
    {
      is_set = 1;
      sa.sa_handler = handle;
      sa.sa_flags = 0;
      sigemptyset (&sa.sa_mask);
      sigemptyset (&usr1);
      sigaddset (&usr1, SIGUSR1);
      IPC_NEED (sigaction (SIGUSR1, &sa, NULL) == 0
                && sigprocmask (SIG_BLOCK, &usr1, &before) == 0);
    }
  mask = on ? &before : NULL;
}

typedef int select_t (int, fd_set *, fd_set *, fd_set *,
                      const struct timespec *, const sigset_t *);
typedef int poll_t (struct pollfd *, nfds_t, const struct timespec *,
                    const sigset_t *);

static void
select_by (select_t *call, long n)
{
  int fd = ready ();
  fd_set set;

  FD_ZERO (&set);
  FD_SET (fd, &set);
  while (n-- > 0)
    IPC_NEED (call (fd + 1, &set, NULL, NULL, NULL, mask) == 1);
}

static void
poll_by (poll_t *call, long n)
{
  struct pollfd p;

  p.fd = ready ();
  p.events = POLLIN;
  while (n-- > 0)
    IPC_NEED (call (&p, 1, NULL, mask) == 1);
}

static void
fallback_select (long n)
{
  with_mask (0);
  select_by (ipc_fb_pselect, n);
}

static void
fallback_select_mask (long n)
{
  with_mask (1);
  select_by (ipc_fb_pselect, n);
}

static void
fallback_poll (long n)
{
  with_mask (0);
  poll_by (ipc_fb_ppoll, n);
}

static void
fallback_poll_mask (long n)
{
  with_mask (1);
  poll_by (ipc_fb_ppoll, n);
}

#if IPC_PROBE_PSELECT == 0
# define native_select NULL
# define native_select_mask NULL
#else
static void
native_select (long n)
{
  with_mask (0);
  select_by (pselect, n);
}

static void
native_select_mask (long n)
{
  with_mask (1);
  select_by (pselect, n);
}
#endif

#if IPC_PROBE_PPOLL == 0
# define native_poll NULL
# define native_poll_mask NULL
#else
static void
native_poll (long n)
{
  with_mask (0);
  poll_by (ppoll, n);
}

static void
native_poll_mask (long n)
{
  with_mask (1);
  poll_by (ppoll, n);
}
#endif

/* With a time, which a restarted wait has to take down.  */
static void
hour_by (int (*call) (struct pollfd *, nfds_t, int), long n)
{
  struct pollfd p;

  p.fd = ready ();
  p.events = POLLIN;
  while (n-- > 0)
    IPC_NEED (call (&p, 1, 3600000) == 1);
}

static void
native_hour (long n)
{
  hour_by (poll, n);
}

static void
fallback_hour (long n)
{
  hour_by (ipc_fb_poll, n);
}

typedef int sleep_t (const struct timespec *, struct timespec *);

static void
sleep_by (sleep_t *call, long n)
{
  static const struct timespec moment = { 0, 1 };

  while (n-- > 0)
    IPC_NEED (call (&moment, NULL) == 0);
}

static void
native_sleep (long n)
{
  sleep_by (nanosleep, n);
}

static void
fallback_sleep (long n)
{
  sleep_by (ipc_fb_nanosleep, n);
}

const struct ipc_bench ipc_bench_waits[] =
{
  { "restart_waits", "poll() for an hour, ready", 1.6, native_hour,
    fallback_hour },
  { "restart_waits", "nanosleep() for a moment", 1.2, native_sleep,
    fallback_sleep },
  { "pselect", "pselect(), ready", 1.2, native_select, fallback_select },
  { "pselect", "pselect(), ready, with a mask", 1.2, native_select_mask,
    fallback_select_mask },
  { "pselect", "ppoll(), ready", 1.2, native_poll, fallback_poll },
  { "pselect", "ppoll(), ready, with a mask", 1.2, native_poll_mask,
    fallback_poll_mask },
  { NULL, NULL, 0, NULL, NULL }
};
