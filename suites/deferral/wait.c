/* wait.c - signals that come before and within a wait.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "frame/suite.h"
#include "deferral.h"

static volatile sig_atomic_t came;

static void
set_flag (int signo)
{
  (void) signo;
  came++;
}

/* Ways to wait for a signal that may have come already: for nothing else, or
   for a descriptor, too.  */
enum way { NAIVE, BY_PSELECT, BY_PPOLL };

struct attempt
{
  enum way way;
  int fd;                       /* on which nothing comes, or -1 */
};

struct waited
{
  int result, error, came;
  int mask_kept;                /* whether all is blocked again that was */
};

static int
wait_once (const struct attempt *a)
{
  struct pollfd p;
  sigset_t none;
  fd_set set, *in = NULL;

  sigemptyset (&none);
  FD_ZERO (&set);
  if (a->fd != -1)
    {
      FD_SET (a->fd, &set);
      in = &set;
    }
  p.fd = a->fd;
  p.events = POLLIN;
  switch (a->way)
    {
    case NAIVE:
      return select (a->fd + 1, in, NULL, NULL, NULL);
    case BY_PSELECT:
      return pselect (a->fd + 1, in, NULL, NULL, NULL, &none);
    default:
      return ppoll (in != NULL ? &p : NULL, in != NULL, NULL, &none);
    }
}

/* Check, be hit in between, wait.  */
static int
check_and_wait (struct ipc_link *link, void *arg)
{
  const struct attempt *a = arg;
  struct waited w;
  sigset_t before, after;

  ipc_handle (SIGUSR1, set_flag, 0);
  if (a->way != NAIVE)
    {
      ipc_block (SIGUSR1);
      ipc_block (ipc_highest_signal ());
    }
  ipc_get_mask (&before);
  memset (&w, 0, sizeof w);
  if (!came)
    {
      IPC_SETUP (raise (SIGUSR1) == 0);
      w.result = wait_once (a);
      w.error = errno;
    }
  w.came = came;
  ipc_get_mask (&after);
  w.mask_kept = ipc_sets_differ (&before, &after) == 0;
  ipc_send (link, &w, sizeof w);
  return 0;
}

/* What is wrong with that way to wait, or NULL.  */
static const char *
loses_once (enum way way, int fd, const char *call)
{
  struct attempt a;
  struct ipc_child child;
  struct waited w;

  a.way = way;
  a.fd = fd;
  child = ipc_start (check_and_wait, &a);
  if (ipc_await_block_or_tell (&child, call) == IPC_BLOCKS)
    {
      ipc_end (&child);
      return "waits on";
    }
  ipc_receive (&child.link, &w, sizeof w);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  return w.result == -1 && w.error == ENOSYS ? "absent"
         : w.result != -1 || w.error != EINTR ? "ends without EINTR"
         : w.came != 1 ? "ends, but not by one handler"
         : !w.mask_kept ? "leaves the mask changed" : NULL;
}

static const char *
loses (enum way way, const char *call)
{
  const char *wrong = loses_once (way, -1, call);
  int fd[2];

  if (wrong != NULL)
    return wrong;
  make_pipe (fd);
  wrong = loses_once (way, fd[0], call);
  return wrong == NULL ? NULL
         : strcmp (wrong, "waits on") == 0 ? "waits on for a descriptor"
         : wrong;
}

/* pselect() of a descriptor, in memory that is shared.  */
struct selection
{
  int fd;
  int at_once;
  fd_set set;
};

static long
select_one (void *arg)
{
  static const struct timespec now = { 0, 0 };
  struct selection *s = arg;
  sigset_t none;

  sigemptyset (&none);
  FD_ZERO (&s->set);
  FD_SET (s->fd, &s->set);
  return pselect (s->fd + 1, &s->set, NULL, NULL, s->at_once ? &now : NULL,
                  &none);
}

/* Whether pselect() still does what select() does.  */
static const char *
spoils_select (void)
{
  struct selection *s = ipc_shared (sizeof *s);
  int fd[2];
  long n;

  make_pipe (fd);
  s->fd = fd[0];
  s->at_once = 1;
  if (ipc_try ("pselect", select_one, s, &n) == IPC_BLOCKS)
    return "waits with a timeout of 0";
  if (n != 0 || FD_ISSET (fd[0], &s->set))
    return "finds what is not there";
  IPC_SETUP (write (fd[1], "x", 1) == 1);
  s->at_once = 0;
  return ipc_try ("pselect", select_one, s, &n) == IPC_TELLS && n == 1
         && FD_ISSET (fd[0], &s->set) ? NULL : "overlooks data";
}

/* The naive way shows that the signal hits the gap.  */
IPC_TEST (no_lost_wakeup)
{
  const char *seen, *poll_seen;

  IPC_SETUP (loses (NAIVE, "select") != NULL);
  seen = loses (BY_PSELECT, "pselect");
  poll_seen = loses (BY_PPOLL, "ppoll");
  ipc_detail ("ppoll() %s", poll_seen != NULL ? poll_seen : "ends the wait");
  if (seen == NULL && poll_seen != NULL && strcmp (poll_seen, "absent") != 0)
    seen = poll_seen;
  if (seen == NULL)
    seen = spoils_select ();
  ipc_observe (seen != NULL ? seen : "ends the wait");
}

/* Seen by the parent.  */
static volatile sig_atomic_t *served;

static void
count_served (int signo)
{
  (void) signo;
  ++*served;
}

static int
read_deferring (struct ipc_link *link, void *arg)
{
  char data[6] = "";
  int *fd = arg;
  ssize_t n;

  IPC_SETUP (defer_install (SIGUSR1, count_served, 0) == 0);
  ipc_handle (SIGUSR2, ipc_restart_handler, SA_RESTART);
  n = defer_read (fd[0], data, 5);
  ipc_tell (link, n == 5 && strcmp (data, "hello") == 0 ? 'd' : '?');
  return 0;
}

/* SIGUSR2 only shows that SIGUSR1, sent before, has been handled: after it
   the child is blocked again.  */
IPC_TEST (read_broken_into)
{
  struct ipc_child child;
  const char *call = defer_read_call ();
  enum ipc_restart verdict;
  int fd[2], times;
  char said;

  ipc_restart_prepare ();
  served = ipc_shared (sizeof *served);
  make_pipe (fd);
  child = ipc_start (read_deferring, fd);
  ipc_await_blocked (child.pid, call);
  IPC_SETUP (kill (child.pid, SIGUSR1) == 0);
  verdict = ipc_restart_once (&child, call, SIGUSR2);
  if (verdict != IPC_RESTARTS)
    {
      ipc_observe (verdict == IPC_RETURNS ? "ends the read"
                   : "lets no handler run");
      ipc_end (&child);
      return;
    }
  times = *served;
  IPC_SETUP (write (fd[1], "hello", 5) == 5);
  said = ipc_await_released (&child, call) == IPC_BLOCKS ? 'h'
         : ipc_hear (&child.link);
  ipc_end (&child);
  ipc_observe (said == 'h' ? "is not woken by data"
               : said != 'd' ? "damages the data"
               : times == 0 ? "served after the data, or not at all"
               : times > 1 ? "served again" : "served, then the data");
}

/* Enough to call it a loop.  */
enum { DEEP_ENOUGH = 6 };

static volatile sig_atomic_t entries;

static void
only_note (int signo)
{
  if (++entries >= DEEP_ENOUGH)
    ipc_handle (signo, SIG_DFL, 0);
}

static int reaped;

static void
reap_all (int signo)
{
  (void) signo;
  while (waitpid (-1, NULL, WNOHANG) > 0)
    reaped++;
}

/* A zombie whose SIGCHLD comes when it is unblocked.  */
static void
deliver_zombie (void)
{
  pid_t pid;

  ipc_block (SIGCHLD);
  pid = ipc_fork ();
  if (pid == 0)
    _exit (0);
  ipc_await_zombie (pid);
  ipc_unblock (SIGCHLD);
}

static int
deferral_survives (void)
{
  int i, turn, came_for;

  IPC_SETUP (defer_install (SIGCHLD, reap_all, 0) == 0);
  for (i = 1; i <= 2; i++)
    {
      came_for = (int) defer_arrivals (SIGCHLD);
      reaped = 0;
      deliver_zombie ();
      if (defer_arrivals (SIGCHLD) != came_for + 1 || reaped != 0)
        return 0;
      for (turn = 0; turn < DEEP_ENOUGH && defer_pending (); turn++)
        defer_dispatch ();
      if (reaped != 1 || turn == DEEP_ENOUGH)
        return 0;
    }
  return 1;
}

IPC_TEST (cld_deferred_loop)
{
  int looped;

  ipc_handle (SIGCHLD, only_note, 0);
  deliver_zombie ();
  IPC_SETUP (entries >= 1);
  looped = entries >= DEEP_ENOUGH;
  ipc_detail ("the handler was called %d times", (int) entries);
  ipc_handle (SIGCHLD, SIG_DFL, 0);
  reap_all (SIGCHLD);
  ipc_observe (!deferral_survives () ? "undefended"
               : looped ? "shown" : "not shown");
}
