/* deferral.c - noting signals, and serving them at safe points.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "frame/suite.h"
#include "deferral.h"

/* The signals that the program defers.  */
enum { MOST = 8 };

static struct
{
  int signo;
  void (*callback) (int);
  int immediate;
  volatile sig_atomic_t waits, arrivals;
} deferred[MOST];

static volatile sig_atomic_t some_wait, at_once;

static int
slot (int signo)
{
  int i;

  for (i = 0; i < MOST - 1; i++)
    if (deferred[i].signo == signo || deferred[i].signo == 0)
      break;
  return i;
}

void
make_pipe (int fd[2])
{
  int held = ipc_hold ();

  IPC_SETUP (pipe (fd) == 0);
  ipc_release (held);
}

static void
note (int signo)
{
  int i = slot (signo);

  deferred[i].arrivals++;
  if (at_once || deferred[i].immediate)
    {
      deferred[i].callback (signo);
      return;
    }
  /* System V would call it again and again.  */
  if (signo == SIGCHLD)
    ipc_handle (SIGCHLD, SIG_DFL, 0);
  deferred[i].waits = 1;
  some_wait = 1;
}

int
(defer_install) (int signo, void (*callback) (int), int immediate)
{
  struct sigaction sa;
  int i = slot (signo);

  deferred[i].signo = signo;
  deferred[i].callback = callback;
  deferred[i].immediate = immediate || signo == SIGSEGV || signo == SIGBUS;
  sa.sa_handler = note;
  sa.sa_flags = 0;
  if (deferred[i].immediate)
    sigemptyset (&sa.sa_mask);
  else
    sigfillset (&sa.sa_mask);
  return sigaction (signo, &sa, NULL);
}

int
(defer_dispatch) (void)
{
  int i, called = 0;

  some_wait = 0;
  for (i = 0; i < MOST; i++)
    if (deferred[i].waits)
      {
        deferred[i].waits = 0;
        if (deferred[i].signo == SIGCHLD)
          (defer_install) (SIGCHLD, deferred[i].callback, 0);
        deferred[i].callback (deferred[i].signo);
        called++;
      }
  return called;
}

int
(defer_pending) (void)
{
  return some_wait;
}

long
(defer_arrivals) (int signo)
{
  return deferred[slot (signo)].arrivals;
}

void
(defer_immediate) (int on)
{
  at_once = on;
}

ssize_t
(defer_read) (int fd, void *data, size_t size)
{
  ssize_t n;

  do
    {
      (defer_dispatch) ();
      n = read (fd, data, size);
    }
  while (n == -1 && errno == EINTR);
  return n;
}

const char *
defer_read_call (void)
{
  return ipc_mapped ("defer") ? "poll" : "read";
}

/* What the callbacks see.  */
static int operating, calls, calls_within;
static int called_for[MOST];

static void
serve (int signo)
{
  if (operating)
    calls_within++;
  if (calls < MOST)
    called_for[calls] = signo;
  calls++;
}

static const int three[] = { SIGUSR1, SIGUSR2, SIGHUP };

/* Sum up numbers; in the middle of that the signals of SET, if any, come.  */
static long
sum_up (const int *set)
{
  long i, sum = 0;
  int k;

  operating = 1;
  for (i = 1; i <= 1000; i++)
    {
      for (k = 0; set != NULL && i == 500 && k < 3; k++)
        IPC_SETUP (raise (set[k]) == 0);
      sum += i;
    }
  operating = 0;
  return sum;
}

static int
was_called_for (int signo)
{
  int i, times = 0;

  for (i = 0; i < calls && i < MOST; i++)
    times += called_for[i] == signo;
  return times;
}

/* The main loop: an operation, a safe point, and so on.  */
IPC_TEST (flag_and_check)
{
  static const int served[] = { 0, 3, 0, 3, 0 };
  const char *seen = "at the safe points";
  int i, k, n, waited;

  for (k = 0; k < 3; k++)
    IPC_SETUP (defer_install (three[k], serve, 0) == 0);
  for (i = 0; i < 5; i++)
    {
      calls = 0;
      if (sum_up (served[i] != 0 ? three : NULL) != 500500)
        seen = "disturbs the operation";
      if (calls != 0 || calls_within != 0)
        seen = "within an operation";
      waited = defer_pending ();
      n = defer_dispatch ();
      if (waited != (served[i] != 0))
        seen = "unknown to the safe point";
      if (n != served[i] || calls != served[i])
        seen = "not once at each safe point";
      for (k = 0; k < 3; k++)
        if (was_called_for (three[k]) != (served[i] != 0))
          seen = "for another signal";
    }
  ipc_observe (seen);
}

static struct ipc_child sender;
static int comparisons;

static int
send_once (struct ipc_link *link, void *arg)
{
  (void) arg;
  ipc_expect (link, 'k');
  return kill (getppid (), SIGUSR1) == 0 ? 0 : 1;
}

/* The signal of another process comes within qsort().  */
static int
compare (const void *a, const void *b)
{
  if (++comparisons == 50)
    {
      ipc_tell (&sender.link, 'k');
      /* Its end comes after the signal, if that comes at all.  */
      while (!defer_pending () && calls == 0 && !ipc_heard (&sender.link))
        sched_yield ();
    }
  return *(const int *) a - *(const int *) b;
}

IPC_TEST (long_operation)
{
  enum { NUMBERS = 200 };
  int numbers[NUMBERS], i, sorted = 1, before, after;

  IPC_SETUP (defer_install (SIGUSR1, serve, 0) == 0);
  for (i = 0; i < NUMBERS; i++)
    numbers[i] = i * 7919 % NUMBERS;
  sender = ipc_start (send_once, NULL);
  operating = 1;
  qsort (numbers, NUMBERS, sizeof *numbers, compare);
  for (i = 0; i < NUMBERS; i++)
    sorted = sorted && numbers[i] == i;
  before = calls;
  operating = 0;
  defer_dispatch ();
  after = calls;
  defer_dispatch ();
  IPC_SETUP (ipc_join_exit (&sender) == 0 && comparisons > 50);
  ipc_observe (!sorted ? "disturbs the operation"
               : before != 0 ? "within it"
               : after != 1 || calls != 1 ? "not once" : "after it");
}

IPC_TEST (collapse)
{
  int i, called, arrived, again;

  IPC_SETUP (defer_install (SIGUSR1, serve, 0) == 0);
  for (i = 0; i < 5; i++)
    IPC_SETUP (raise (SIGUSR1) == 0);
  called = defer_dispatch ();
  arrived = (int) defer_arrivals (SIGUSR1);
  IPC_SETUP (raise (SIGUSR1) == 0);
  again = defer_dispatch ();
  if (called != 1 || calls != called + again)
    ipc_observef ("%d callbacks for five", called);
  else if (again != 1 || arrived != 5 || defer_arrivals (SIGUSR1) != 6)
    ipc_observef ("counts %d and %d", arrived,
                  (int) defer_arrivals (SIGUSR1));
  else
    ipc_observe ("one callback for five");
}
