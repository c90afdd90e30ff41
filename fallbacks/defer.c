/* defer.c - signals whose work is done outside of their handlers.
   SPDX-License-Identifier: BSD-2-Clause

   The handler sets a flag, counts, and writes a byte to a pipe that nobody
   else knows, if somebody waits for that; all of that is async-signal-safe.
   ipc_defer_dispatch() empties the pipe first and then clears each flag
   before it calls back: a signal that comes meanwhile is seen at the next
   safe point, none is lost.
   SIGCHLD is at its default from its handler to the safe point, because
   System V calls a handler again and again as long as a zombie is there
   (deferral.cld_deferred_loop).  Faults cannot wait: the instruction would
   fault again as soon as a handler returned (fault_signals.not_deferred).

   Cannot preserve: promptness in a long computation, which has to come to a
   safe point (deferral.long_operation), and how many signals of a kind came,
   which is told apart from the callbacks (deferral.collapse).  For programs
   with one thread.  Who closes all descriptors closes the pipe, too, and has
   to ask for the new one.  */

#include "probed.h"
#include "ipcompat-signals.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "nsig.h"
#include "own-fd.h"

#if defined IPC_PROBE_SIGACTION && IPC_PROBE_SIGACTION == 0
# define sigaction(signo, action, old) ipc_fb_sigaction (signo, action, old)
#endif

static struct
{
  void (*volatile callback) (int);
  volatile sig_atomic_t immediate;
  volatile sig_atomic_t waits;
  volatile sig_atomic_t arrivals;       /* modulo some power of two */
  struct sigaction before;
} signals[NSIG];

static volatile sig_atomic_t some_wait, all_immediate;

/* How many signals are deferred.  */
static int installed;

/* The pipe, whether there is something in it, and the process that it wakes,
   0 for none: a child has to make its own.  There is one from when somebody
   waits for it until no signal is deferred.  */
static struct own_fd wake[2];
static volatile sig_atomic_t woken;
static volatile pid_t owner;

static int
is_fault (int signo)
{
  switch (signo)
    {
    case SIGSEGV: case SIGILL: case SIGFPE:
#ifdef SIGBUS
    case SIGBUS:
#endif
#ifdef SIGTRAP
    case SIGTRAP:
#endif
#ifdef SIGSYS
    case SIGSYS:
#endif
      return 1;
    default:
      return 0;
    }
}

static void
put_default (int signo)
{
  struct sigaction sa;

  sa.sa_handler = SIG_DFL;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  sigaction (signo, &sa, NULL);
}

/* An empty pipe has room.  */
static void
wake_up (void)
{
  if (own_fd_is (&wake[1]) && write (wake[1].fd, "", 1) == 1)
    woken = 1;
}

static void
note (int signo)
{
  int error = errno;

  signals[signo].arrivals = (signals[signo].arrivals + 1) & 0x3fffffff;
  if (all_immediate || signals[signo].immediate)
    signals[signo].callback (signo);
  else
    {
      if (signo == SIGCHLD)
        put_default (signo);
      signals[signo].waits = 1;
      some_wait = 1;
      if (owner != 0 && !woken && owner == getpid ())
        wake_up ();
    }
  errno = error;
}

static int
install (int signo, struct sigaction *old)
{
  struct sigaction sa;

  sa.sa_handler = note;
  sa.sa_flags = 0;
  /* An immediate callback that jumps away must not take along what another
     handler, which it interrupted, was about to note.  */
  if (signals[signo].immediate)
    sigemptyset (&sa.sa_mask);
  else
    sigfillset (&sa.sa_mask);
  return sigaction (signo, &sa, old);
}

/* Close the pipe, or what fork() left of it.  */
static void
release (void)
{
  if (owner != 0)
    {
      own_fd_close (&wake[0]);
      own_fd_close (&wake[1]);
    }
  owner = 0;
  woken = 0;
}

/* Have a pipe.  */
static int
prepare (void)
{
  int fd[2], i, error;

  if (owner == getpid () && own_fd_is (&wake[0]) && own_fd_is (&wake[1]))
    return 0;
  release ();
  if (pipe (fd) == -1)
    return -1;
  for (i = 0; i < 2; i++)
    if (fcntl (fd[i], F_SETFL, O_NONBLOCK) == -1
        || fcntl (fd[i], F_SETFD, FD_CLOEXEC) == -1)
      {
        error = errno;
        close (fd[0]);
        close (fd[1]);
        errno = error;
        return -1;
      }
  own_fd_take (&wake[0], fd[0]);
  own_fd_take (&wake[1], fd[1]);
  owner = getpid ();
  /* What came before there was a pipe.  */
  if (some_wait && !woken)
    wake_up ();
  return 0;
}

/* Release what nobody needs: errno is kept.  */
static void
release_unused (void)
{
  int error = errno;

  if (installed == 0)
    {
      some_wait = 0;
      release ();
    }
  errno = error;
}

int
ipc_defer_install (int signo, void (*callback) (int), int immediate)
{
  void (*former) (int);
  int was_immediate;

  if (signo <= 0 || signo >= NSIG || callback == NULL)
    {
      errno = EINVAL;
      return -1;
    }
  former = signals[signo].callback;
  was_immediate = signals[signo].immediate;
  signals[signo].callback = callback;
  signals[signo].immediate = immediate || is_fault (signo);
  if (install (signo, former == NULL ? &signals[signo].before : NULL) == 0)
    {
      installed += former == NULL;
      return 0;
    }
  signals[signo].callback = former;
  signals[signo].immediate = was_immediate;
  release_unused ();
  return -1;
}

int
ipc_defer_remove (int signo)
{
  if (signo <= 0 || signo >= NSIG || signals[signo].callback == NULL)
    {
      errno = EINVAL;
      return -1;
    }
  if (sigaction (signo, &signals[signo].before, NULL) == -1)
    return -1;
  signals[signo].callback = NULL;
  signals[signo].waits = 0;
  installed--;
  release_unused ();
  return 0;
}

void
ipc_defer_immediate (int on)
{
  all_immediate = on != 0;
}

int
ipc_defer_pending (void)
{
  return some_wait;
}

long
ipc_defer_arrivals (int signo)
{
  return signo > 0 && signo < NSIG ? signals[signo].arrivals : 0;
}

int
ipc_defer_dispatch (void)
{
  char bytes[64];
  void (*callback) (int);
  int signo, called = 0, error = errno;

  if (!some_wait && !woken)
    return 0;
  /* In this order: who comes in between writes nothing, and is seen below.  */
  if (woken && owner == getpid ())
    {
      if (own_fd_is (&wake[0])
          && read (wake[0].fd, bytes, sizeof bytes) == -1)
        errno = error;
      woken = 0;
    }
  some_wait = 0;
  for (signo = 1; signo < NSIG; signo++)
    if (signals[signo].waits)
      {
        signals[signo].waits = 0;
        callback = signals[signo].callback;
        if (signo == SIGCHLD)
          install (signo, NULL);
        called++;
        errno = error;
        callback (signo);
      }
  errno = error;
  return called;
}

int
ipc_defer_descriptor (void)
{
  return prepare () == -1 ? -1 : wake[0].fd;
}

/* Wait for FD, and dispatch what comes before.  */
static ssize_t
read_between (int fd, void *data, size_t size)
{
  struct pollfd p[2];
  ssize_t n = -1;

  do
    {
      ipc_defer_dispatch ();
      /* A callback may have removed the last signal, or be a child.  */
      if (prepare () == -1)
        return -1;
      p[0].fd = fd;
      p[1].fd = wake[0].fd;
      p[0].events = p[1].events = POLLIN;
      if (poll (p, 2, -1) == -1)
        {
          if (errno != EINTR)
            return -1;
          continue;
        }
      /* Descriptor and signal: the signal first, as it came sooner.  */
      if (p[1].revents == 0)
        n = read (fd, data, size);
      else
        errno = EINTR;
    }
  while (n == -1 && errno == EINTR);
  return n;
}

ssize_t
ipc_defer_read (int fd, void *data, size_t size)
{
  ssize_t n = -1;

  errno = EBADF;
  if (fd >= 0)
    n = read_between (fd, data, size);
  release_unused ();
  return n;
}
