/* kernel.c - signals that the kernel sends.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "handlers.h"

static int
end_when_told (struct ipc_link *link, void *arg)
{
  (void) arg;
  return ipc_hear (link) == 'e' ? 0 : 1;
}

IPC_TEST (kernel_chld)
{
  struct ipc_child child;
  int early, sent;

  ipc_block (SIGCHLD);
  ipc_handle (SIGCHLD, note_call, 0);
  child = ipc_start (end_when_told, NULL);
  early = ipc_is_pending (SIGCHLD) || calls.n > 0;
  ipc_tell (&child.link, 'e');
  ipc_await_zombie (child.pid);
  sent = ipc_is_pending (SIGCHLD);
  ipc_unblock (SIGCHLD);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  ipc_observe (early ? "SIGCHLD before the end" : !sent ? "no SIGCHLD"
               : calls.n != 1 || calls.signo[0] != SIGCHLD
               ? "another signal" : "SIGCHLD");
}

static int
tell_when_going_on (struct ipc_link *link, void *arg)
{
  (void) arg;
  while (ipc_hear_end (link) == 's')
    {
      raise (SIGSTOP);
      ipc_tell (link, 'c');
    }
  return 0;
}

/* Take a pending SIGCHLD away; whether there was one.  */
static int
take (void)
{
  sigset_t set;

  if (!ipc_is_pending (SIGCHLD))
    return 0;
  sigemptyset (&set);
  sigaddset (&set, SIGCHLD);
  IPC_SETUP (ipc_take_signal (&set) == SIGCHLD);
  return 1;
}

/* Some kernels show that a child has stopped a moment before they send the
   signal.  Having continued and told so, it has sent all it was to send.  */
static void
stop_and_continue (struct ipc_child *child, int *stop, int *go_on)
{
  int turns;

  ipc_tell (&child->link, 's');
  IPC_SETUP (ipc_await_stopped (child->pid) == SIGSTOP);
  for (turns = 0, *stop = 0; !*stop && turns < 10000; turns++)
    {
      *stop = take ();
      sched_yield ();
    }
  IPC_SETUP (kill (child->pid, SIGCONT) == 0);
  ipc_expect (&child->link, 'c');
  *go_on = take ();
}

/* With the flag nothing is to come, so no turns are spent on waiting.  */
static int
signals_in_spite (struct ipc_child *child)
{
  ipc_handle (SIGCHLD, note_call, SA_NOCLDSTOP);
  ipc_tell (&child->link, 's');
  IPC_SETUP (ipc_await_stopped (child->pid) == SIGSTOP);
  IPC_SETUP (kill (child->pid, SIGCONT) == 0);
  ipc_expect (&child->link, 'c');
  return take ();
}

IPC_TEST (kernel_chld_stop)
{
  struct ipc_child child;
  int stop, go_on, in_spite;

  ipc_block (SIGCHLD);
  ipc_handle (SIGCHLD, note_call, 0);
  child = ipc_start (tell_when_going_on, NULL);
  stop_and_continue (&child, &stop, &go_on);
  in_spite = signals_in_spite (&child);
  ipc_end (&child);
  ipc_observe (in_spite ? "in spite of SA_NOCLDSTOP"
               : stop && go_on ? "for stops and continuations"
               : stop ? "for stops" : go_on ? "for continuations"
               : "for neither");
}

/* How a write() of one byte failed, and which signal it made.  */
struct failure
{
  int result, error, signals, others;
  long size;
};

/* Write two pages into a file that may be one page long, then one byte
   more.  */
static int
write_too_much (struct ipc_link *link, void *arg)
{
  struct failure f;
  char page[8192];
  struct stat st;
  ssize_t n;
  int fd;

  if (arg != NULL)
    IPC_SETUP (signal (SIGXFSZ, SIG_IGN) != SIG_ERR);
  else
    ipc_handle (SIGXFSZ, note_call, 0);
  fd = open ("file", O_RDWR | O_CREAT | O_TRUNC, 0600);
  IPC_SETUP (fd != -1);
  ipc_limit (RLIMIT_FSIZE, 4096);
  memset (page, 'x', sizeof page);
  n = write (fd, page, 4096);
  IPC_SETUP (n == 4096 && calls.n == 0);
  errno = 0;
  f.result = (int) write (fd, page, 1);
  f.error = errno;
  f.signals = calls_with (SIGXFSZ);
  f.others = calls.n - f.signals;
  IPC_SETUP (fstat (fd, &st) == 0);
  f.size = (long) st.st_size;
  ipc_send (link, &f, sizeof f);
  return 0;
}

/* Returns 0 if the child was killed by the signal.  */
static int
try_to_write (int (*body) (struct ipc_link *, void *), void *arg,
              struct failure *f)
{
  struct ipc_child child = ipc_start (body, arg);
  int first, status;

  first = ipc_hear_end (&child.link);
  if (first != -1)
    {
      *(unsigned char *) f = (unsigned char) first;
      ipc_receive (&child.link, (char *) f + 1, sizeof *f - 1);
    }
  status = ipc_join (&child);
  return first != -1 && WIFEXITED (status);
}

static void
observe_failure (const struct failure *f, int signals, int error,
                 const char *right)
{
  if (f->result != -1)
    ipc_observe ("the write succeeds");
  else if (f->error != error)
    ipc_observe (ipc_errno_name (f->error));
  else if (f->others != 0 || f->signals != signals)
    ipc_observef ("%s with %d signals", ipc_errno_name (error),
                  f->others + f->signals);
  else
    ipc_observe (right);
}

IPC_TEST (kernel_xfsz)
{
  struct failure f;

  if (!try_to_write (write_too_much, NULL, &f))
    ipc_observe ("the process is killed");
  else if (f.size != 4096)
    ipc_observef ("%ld bytes in the file", f.size);
  else
    observe_failure (&f, 1, EFBIG, "SIGXFSZ and EFBIG");
}

IPC_TEST (kernel_xfsz_ign)
{
  static int ignore;
  struct failure f;

  if (!try_to_write (write_too_much, &ignore, &f))
    ipc_observe ("the process is killed");
  else if (f.size != 4096)
    ipc_observef ("%ld bytes in the file", f.size);
  else
    observe_failure (&f, 0, EFBIG, "EFBIG");
}

static int
write_to_nobody (struct ipc_link *link, void *arg)
{
  struct failure f;
  int fd[2];

  (void) arg;
  ipc_handle (SIGPIPE, note_call, 0);
  IPC_SETUP (pipe (fd) == 0);
  IPC_SETUP (close (fd[0]) == 0);
  errno = 0;
  f.result = (int) write (fd[1], "x", 1);
  f.error = errno;
  f.signals = calls_with (SIGPIPE);
  f.others = calls.n - f.signals;
  f.size = 0;
  ipc_send (link, &f, sizeof f);
  return 0;
}

IPC_TEST (kernel_pipe)
{
  struct failure f;

  if (!try_to_write (write_to_nobody, NULL, &f))
    ipc_observe ("the process is killed");
  else
    observe_failure (&f, 1, EPIPE, "SIGPIPE and EPIPE");
}

enum { INTERVAL = 20000, GRANULARITY = 1000 };

/* setitimer()'s timer, which says of itself whether it is set.  */
static int
begin_interval (void)
{
  ipc_handle (SIGALRM, note_call, 0);
  return ipc_start_timer (INTERVAL) == -1 ? -1 : 1;
}

/* Any other signal counts as many.  */
static int
caught (void)
{
  return calls.n == 0 ? 0 : calls.signo[0] == SIGALRM ? calls.n : 99;
}

static long
left (void)
{
  return ipc_timer_left ();
}

/* A lower bound only: how late it may be depends on the load.  */
IPC_TEST (kernel_alrm)
{
  struct ipc_expiry e;
  const char *wrong;

  memset (&e, 0, sizeof e);
  e.begin = begin_interval;
  e.caught = caught;
  e.left = left;
  e.due = INTERVAL / 1000;
  wrong = ipc_expire (&e);
  if (wrong != NULL)
    {
      ipc_observe (wrong);
      return;
    }
  ipc_detail ("after %ld of %d microseconds", e.seen.took, (int) INTERVAL);
  ipc_observe (e.seen.times != 1 ? "another signal"
               : e.seen.took < INTERVAL - GRANULARITY ? "SIGALRM, too early"
               : "SIGALRM, in time");
}
