/* instruments.c - signals, barriers, clock and memory of the cases.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "frame/suite.h"

enum { ROUNDS = 1000, STATUS = 7 };

static volatile sig_atomic_t deliveries, last_signo;

static void
count (int signo)
{
  deliveries++;
  last_signo = signo;
}

IPC_TEST (self_signal_sync)
{
  int i;

  ipc_handle (SIGUSR1, count, 0);
  ipc_handle (SIGUSR2, count, 0);
  for (i = 0; i < ROUNDS; i++)
    {
      int signo = i % 2 == 0 ? SIGUSR1 : SIGUSR2;

      IPC_SETUP (kill (getpid (), signo) == 0);
      if (deliveries != i + 1 || last_signo != signo)
        break;
    }
  ipc_detail ("%d of %d rounds", i, ROUNDS);
  ipc_observe (i == ROUNDS ? "synchronous"
               : deliveries > i + 1 ? "handled twice" : "late");
}

static int
exit_at_once (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  return STATUS;
}

/* One look at PID that must leave it a zombie: NULL, or what is wrong.  */
static const char *
peek (pid_t pid)
{
  siginfo_t info;

  info.si_pid = 0;
  if (waitid (P_PID, (id_t) pid, &info, WEXITED | WNOWAIT) == -1)
    return errno == ENOSYS || errno == EINVAL ? "absent"
           : errno == ECHILD ? "takes the zombie" : ipc_errno_name (errno);
  return info.si_pid == pid && info.si_status == STATUS
         && info.si_code == CLD_EXITED ? NULL : "misreports";
}

/* Twice, because the first look may be what takes it.  */
IPC_TEST (waitid_nowait)
{
  struct ipc_child child = ipc_start (exit_at_once, NULL);
  const char *wrong = peek (child.pid);
  int status = 0;

  if (wrong == NULL)
    wrong = peek (child.pid);
  if (wrong == NULL)
    {
      if (waitpid (child.pid, &status, 0) != child.pid)
        wrong = "takes the zombie";
      else if (!WIFEXITED (status) || WEXITSTATUS (status) != STATUS)
        wrong = "changes the status";
    }
  ipc_observe (wrong == NULL ? "leaves the zombie" : wrong);
  waitpid (child.pid, &status, 0);
}

/* What reading the pipe says now: 0 for the end of file, an errno for an
   error, -1 for data.  */
static int
end_of (int fd)
{
  char byte;
  ssize_t n = read (fd, &byte, 1);

  return n == 0 ? 0 : n == -1 ? errno : -1;
}

static int
hold_until_told (struct ipc_link *link, void *arg)
{
  (void) arg;
  ipc_tell (link, 'h');
  ipc_expect (link, 'e');
  return 0;
}

/* End CHILD and wait until it is a zombie, so that its descriptors are
   closed for certain.  */
static void
end_holder (struct ipc_child *child)
{
  ipc_tell (&child->link, 'e');
  ipc_await_zombie (child->pid);
}

IPC_TEST (barrier_eof)
{
  struct ipc_child first, second;
  const char *seen;
  int fd[2];

  IPC_SETUP (pipe (fd) == 0);
  first = ipc_start (hold_until_told, NULL);
  second = ipc_start (hold_until_told, NULL);
  IPC_SETUP (close (fd[1]) == 0);
  ipc_expect (&first.link, 'h');
  ipc_expect (&second.link, 'h');
  ipc_nonblocking (fd[0], 1);

  end_holder (&first);
  seen = end_of (fd[0]) == EAGAIN ? NULL : "before the last holder";
  ipc_tell (&second.link, 'e');
  ipc_nonblocking (fd[0], 0);
  if (seen == NULL)
    seen = end_of (fd[0]) == 0 ? "with the last holder" : "never";
  /* The link is a pipe as well, and passes its end on.  */
  if (ipc_hear_end (&second.link) != -1)
    seen = "not on a link";
  IPC_SETUP (ipc_join_exit (&first) == 0);
  IPC_SETUP (ipc_join_exit (&second) == 0);
  ipc_observe (seen);
}

static int
later (const struct timespec *a, const struct timespec *b)
{
  return a->tv_sec != b->tv_sec ? a->tv_sec > b->tv_sec
         : a->tv_nsec > b->tv_nsec;
}

static int
read_clock (struct ipc_link *link, void *arg)
{
  struct timespec t;

  (void) arg;
  ipc_expect (link, 'r');
  IPC_SETUP (clock_gettime (CLOCK_MONOTONIC, &t) == 0);
  ipc_send (link, &t, sizeof t);
  return 0;
}

/* Whether the clock gets beyond START; bounded in looks, not in time.  */
static int
advances (const struct timespec *start)
{
  struct timespec t;
  long looks;

  for (looks = 0; looks < 1000000; looks++)
    {
      IPC_SETUP (clock_gettime (CLOCK_MONOTONIC, &t) == 0);
      if (later (&t, start))
        return 1;
      if (later (start, &t))
        return 0;
    }
  return 0;
}

IPC_TEST (clock)
{
  struct ipc_child child = ipc_start (read_clock, NULL);
  struct timespec before, in_child, after;

  if (clock_gettime (CLOCK_MONOTONIC, &before) == -1)
    {
      ipc_observe ("absent");
      ipc_end (&child);
      return;
    }
  ipc_tell (&child.link, 'r');
  ipc_receive (&child.link, &in_child, sizeof in_child);
  IPC_SETUP (clock_gettime (CLOCK_MONOTONIC, &after) == 0);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  ipc_observe (later (&before, &after) ? "goes back"
               : later (&before, &in_child) || later (&in_child, &after)
               ? "differs in the child"
               : !advances (&before) ? "stands still" : "advances");
}

struct counters
{
  volatile int from_child, from_parent;
};

/* Returns how many of the parent's steps it has seen.  */
static int
increment (struct ipc_link *link, void *arg)
{
  struct counters *c = arg;
  int i;

  for (i = 0; i < ROUNDS; i++)
    c->from_child++;
  ipc_tell (link, 'd');
  ipc_expect (link, 'p');
  return c->from_parent;
}

IPC_TEST (shared_counter)
{
  struct counters *c = ipc_shared (sizeof *c);
  struct ipc_child child = ipc_start (increment, c);
  int seen_by_child;

  ipc_expect (&child.link, 'd');
  c->from_parent = 3;
  ipc_tell (&child.link, 'p');
  ipc_await_zombie (child.pid);
  seen_by_child = ipc_join_exit (&child);
  ipc_observe (c->from_child == ROUNDS && seen_by_child == 3 ? "shared"
               : c->from_child == 0 ? "private" : "partly shared");
}
