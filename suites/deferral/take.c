/* take.c - signals that are taken, not handled.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "frame/suite.h"
#include "deferral.h"

/* No byte of it is like another, or 0.  */
enum { VALUE = 0x1a2b3c4d };

/* Each takes SIGUSR2, which is pending: NULL, "absent", or what is wrong.  */
static const char *
by_sigwait (const sigset_t *set)
{
  int got = 0;

  raise (SIGUSR2);
  return sigwait (set, &got) == 0 && got == SIGUSR2 ? NULL
         : "sigwait() fails";
}

static const char *
by_sigwaitinfo (const sigset_t *set)
{
  siginfo_t info;
  int got;

  memset (&info, 0, sizeof info);
  raise (SIGUSR2);
  got = sigwaitinfo (set, &info);
  if (got == -1 && errno == ENOSYS)
    return "absent";
  return got == SIGUSR2 && info.si_signo == SIGUSR2 ? NULL
         : "sigwaitinfo() fails";
}

static const char *
by_sigtimedwait (const sigset_t *set)
{
  static const struct timespec now = { 0, 0 };
  siginfo_t info;
  int got;

  memset (&info, 0, sizeof info);
  raise (SIGUSR2);
  got = sigtimedwait (set, &info, &now);
  if (got == -1 && errno == ENOSYS)
    return "absent";
  if (got != SIGUSR2 || info.si_signo != SIGUSR2)
    return "sigtimedwait() fails";
  return sigtimedwait (set, &info, &now) == -1 && errno == EAGAIN ? NULL
         : "sigtimedwait() finds one more";
}

/* Whether sigtimedwait() has the value of SIGUSR2, where there is such a
   call.  */
static int
timed_has_value (const sigset_t *set)
{
  static const struct timespec now = { 0, 0 };
  siginfo_t info;
  int got;

  memset (&info, 0, sizeof info);
  if (ipc_sigqueue (SIGUSR2, VALUE + 1) == -1)
    return 0;
  got = sigtimedwait (set, &info, &now);
  if (got == -1 && errno == ENOSYS)
    return sigwait (set, &got) == 0 && got == SIGUSR2;
  return got == SIGUSR2 && info.si_value.sival_int == VALUE + 1;
}

/* A value that some call has sent; taken by the calls that tell it, or else
   by the one that is there.  */
static const char *
by_sigqueue (const sigset_t *set)
{
  siginfo_t info;
  int got;

  memset (&info, 0, sizeof info);
  if (ipc_sigqueue (SIGUSR2, VALUE) == -1)
    return errno == ENOSYS ? "absent" : "sigqueue() fails";
  got = sigwaitinfo (set, &info);
  if (got == -1 && errno == ENOSYS)
    return sigwait (set, &got) == 0 && got == SIGUSR2 ? NULL
           : "sigqueue() sends nothing";
  return got == SIGUSR2 && info.si_code == SI_QUEUE
         && info.si_value.sival_int == VALUE && timed_has_value (set) ? NULL
         : "the value is lost";
}

static const struct
{
  const char *name;
  const char *(*take) (const sigset_t *);
} takers[] =
{
  { "sigwait", by_sigwait }, { "sigwaitinfo", by_sigwaitinfo },
  { "sigtimedwait", by_sigtimedwait }, { "sigqueue", by_sigqueue }
};

enum { TAKERS = sizeof takers / sizeof *takers };

IPC_TEST (sigwait_family)
{
  const char *wrong;
  sigset_t set;
  int i, other, missing = 0;

  sigemptyset (&set);
  sigaddset (&set, SIGUSR2);
  ipc_block (SIGUSR2);
  /* Nobody asks for this one.  */
  ipc_block (SIGUSR1);
  raise (SIGUSR1);
  for (i = 0; i < TAKERS; i++)
    {
      wrong = takers[i].take (&set);
      if (wrong != NULL && strcmp (wrong, "absent") == 0)
        {
          ipc_detail ("no %s()", takers[i].name);
          missing++;
          if (ipc_is_pending (SIGUSR2))
            sigwait (&set, &other);
          wrong = NULL;
        }
      if (wrong == NULL && ipc_is_pending (SIGUSR2))
        wrong = "stays pending";
      if (wrong == NULL && !ipc_is_pending (SIGUSR1))
        wrong = "takes another signal";
      if (wrong != NULL)
        {
          ipc_detail ("%s", takers[i].name);
          ipc_observe (wrong);
          return;
        }
    }
  ipc_observe (missing == 0 ? "all four"
               : missing == TAKERS - 1 ? "sigwait alone" : "some");
}

/* A callback of the other way, for where there is no such descriptor.  */
static volatile sig_atomic_t called;

static void
call_back (int signo)
{
  if (signo == SIGUSR1)
    called++;
}

/* Whether deferral by a handler does the same.  */
static int
defended (void)
{
  if (defer_install (SIGUSR1, call_back, 0) != 0)
    return 0;
  raise (SIGUSR1);
  return defer_pending () && called == 0 && defer_dispatch () == 1
         && called == 1;
}

static int
is_readable (int fd)
{
  struct pollfd p;

  p.fd = fd;
  p.events = POLLIN;
  return poll (&p, 1, 0) == 1 && (p.revents & POLLIN) != 0;
}

/* Send SIGTERM to this thread, or to the process.  */
static void
send_term (int to_process)
{
  IPC_SETUP ((to_process ? kill (getpid (), SIGTERM) : raise (SIGTERM)) == 0);
}

/* What is wrong with FD, which is to tell of SIGTERM.  */
static const char *
misses_event (int fd, int to_process)
{
  if (is_readable (fd))
    return "readable before the signal";
  raise (SIGHUP);
  if (is_readable (fd))
    return "readable for another signal";
  send_term (to_process);
  if (!is_readable (fd))
    return "not readable";
  if (ipc_events_take (fd) != SIGTERM)
    return "tells of another signal";
  return is_readable (fd) ? "stays readable" : NULL;
}

IPC_TEST (fd_delivery)
{
  const char *wrong = NULL, *kind = "pipe only";
  int fd;

  ipc_block (SIGTERM);
  ipc_block (SIGHUP);
  ipc_handle (SIGTERM, call_back, 0);
  ipc_handle (SIGHUP, call_back, 0);
  fd = ipc_events_open (SIGTERM);
  if (fd == -1)
    ipc_detail ("%s: %s", ipc_events_kind (), ipc_errno_name (errno));
  else
    {
      kind = ipc_events_kind ();
      wrong = misses_event (fd, 0);
      if (wrong == NULL)
        wrong = misses_event (fd, 1);
      close (fd);
    }
  ipc_observe (wrong != NULL ? wrong : defended () ? kind : "undefended");
}

/* A thread that takes SIGUSR2 and tells what it got.  */
struct taker
{
  int go[2];                    /* a pipe: when to take it */
  int pending, got, value;
};

static int
pends (void)
{
  sigset_t set;

  IPC_SETUP (ipc_pending (&set) == 0);
  return sigismember (&set, SIGUSR2) == 1;
}

static void *
take_value (void *arg)
{
  struct taker *t = arg;
  siginfo_t info;
  sigset_t set;
  char byte;

  IPC_SETUP (read (t->go[0], &byte, 1) == 1);
  t->pending = pends ();
  if (!t->pending)
    return NULL;
  sigemptyset (&set);
  sigaddset (&set, SIGUSR2);
  memset (&info, 0, sizeof info);
  t->got = sigwaitinfo (&set, &info);
  t->value = info.si_value.sival_int;
  return NULL;
}

/* A signal for the process pends in every thread of it, one for a thread in
   that alone.  */
static const char *
judge_taker (const struct taker *t, int error, int pends_here)
{
  if (error != 0)
    return ipc_errno_name (error);
  if (!t->pending)
    return "to another thread";
  if (t->got != SIGUSR2 || t->value != VALUE)
    return "the value is lost";
  return pends_here ? "to the process" : "to a thread";
}

IPC_TEST (sigqueue_thread)
{
  struct taker t = { { -1, -1 }, 0, 0, 0 };
  pthread_t thread;
  int error, pends_here;

  ipc_block (SIGUSR2);
  make_pipe (t.go);
  IPC_SETUP (pthread_create (&thread, NULL, take_value, &t) == 0);
  error = ipc_thread_sigqueue (thread, SIGUSR2, VALUE);
  if (error == ENOSYS)
    error = ipc_sigqueue (SIGUSR2, VALUE) == 0 ? 0 : errno;
  pends_here = pends ();
  IPC_SETUP (write (t.go[1], "g", 1) == 1);
  IPC_SETUP (pthread_join (thread, NULL) == 0);
  ipc_observe (error == ENOSYS ? "absent"
               : judge_taker (&t, error, pends_here));
}
