/* sigpipe.c - writing where nobody reads.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"

static volatile sig_atomic_t sigpipes;
static pthread_t catcher;

static void
count_sigpipe (int signo)
{
  (void) signo;
  catcher = pthread_self ();
  sigpipes++;
}

/* A pipe whose reading end is closed, with UNREAD in it; returns the other.  */
static int
deserted (const char *unread)
{
  int fd[2];

  ipc_pipe (fd);
  if (*unread != '\0')
    ipc_put (fd[1], unread);
  close (fd[0]);
  return fd[1];
}

/* The errno of a write() of SIZE bytes to FD, 0 if it fails in no way.  */
enum { MOST = 1 << 17 };        /* more than PIPE_BUF, and most pipes */

static int
error_of (int fd, size_t size)
{
  static const char block[MOST];

  return write (fd, block, size) == -1 ? errno : 0;
}

static int
error_of_write (int fd)
{
  return error_of (fd, 1);
}

static int
write_and_die (struct ipc_link *link, void *arg)
{
  (void) link;
  return error_of_write (*(int *) arg) != 0 ? 1 : 2;
}

/* Writes once more than fits, so that its reader's end finds it waiting.  */
static int
write_and_wait (struct ipc_link *link, void *arg)
{
  int *fd = arg, error;

  close (fd[0]);
  sigpipes = 0;
  ipc_handle (SIGPIPE, count_sigpipe, 0);
  error = error_of_write (fd[1]);
  ipc_send (link, &error, sizeof error);
  return sigpipes == 1 ? 0 : 1;
}

/* What is wrong if the reader closes while the writer waits, or NULL.  */
static const char *
waits_wrongly (void)
{
  struct ipc_child child;
  int fd[2], error, status;

  ipc_pipe (fd);
  ipc_fill (fd[1]);
  child = ipc_start (write_and_wait, fd);
  ipc_await_blocked (child.pid, "write");
  close (fd[0]);
  if (ipc_await_released (&child, "write") == IPC_BLOCKS)
    {
      ipc_end (&child);
      return "who waits for room waits on";
    }
  ipc_receive (&child.link, &error, sizeof error);
  status = ipc_join_exit (&child);
  close (fd[1]);
  return error != EPIPE ? "who waits for room gets another errno"
         : status != 0 ? "who waits for room gets no SIGPIPE" : NULL;
}

/* The same for the three things that a process can do about the signal.  */
static const char *
signals_wrongly (int fd, int *error)
{
  sigpipes = 0;
  ipc_handle (SIGPIPE, count_sigpipe, 0);
  *error = error_of_write (fd);
  if (sigpipes != 1)
    return sigpipes == 0 ? "no SIGPIPE" : "several SIGPIPEs";
  if (*error != EPIPE)
    return "with another errno than EPIPE";
  *error = error_of (fd, MOST);
  if (sigpipes != 2)
    return "no SIGPIPE of a long one";
  if (*error != EPIPE)
    return "another errno of a long one";
  ipc_block (SIGPIPE);
  *error = error_of_write (fd);
  if (*error != EPIPE)
    return "another errno while it is blocked";
  if (sigpipes != 2 || !ipc_is_pending (SIGPIPE))
    return "not pending while it is blocked";
  ipc_unblock (SIGPIPE);
  if (sigpipes != 3)
    return "not delivered when it is unblocked";
  ipc_handle (SIGPIPE, SIG_IGN, 0);
  *error = error_of_write (fd);
  if (*error != EPIPE)
    return "another errno while it is ignored";
  return ipc_is_pending (SIGPIPE) ? "pending while it is ignored" : NULL;
}

IPC_TEST (sigpipe)
{
  struct ipc_child child;
  const char *wrong = NULL;
  int fd, status, error = 0, i;

  for (i = 0; i < 4 && wrong == NULL; i++)
    {
      fd = deserted (i % 2 == 0 ? "" : "unread");
      ipc_nonblocking (fd, i >= 2);
      ipc_handle (SIGPIPE, SIG_DFL, 0);
      child = ipc_start (write_and_die, &fd);
      status = ipc_join (&child);
      if (!WIFSIGNALED (status) || WTERMSIG (status) != SIGPIPE)
        wrong = "does not kill";
      else
        wrong = signals_wrongly (fd, &error);
      close (fd);
    }
  ipc_detail ("%s%s", error != 0 ? ipc_errno_name (error) : "no errno",
              wrong != NULL && i > 2 ? " under O_NONBLOCK" : "");
  if (wrong == NULL)
    wrong = waits_wrongly ();
  ipc_observe (wrong != NULL ? wrong : "SIGPIPE and EPIPE");
}

/* One write by another thread, with SIGPIPE blocked there or not.  */
struct threaded
{
  int fd, blocked;
  int error, caught, pending, is_own;
};

static void *
write_in_thread (void *arg)
{
  struct threaded *t = arg;
  sigset_t set, pending;

  sigemptyset (&set);
  sigaddset (&set, SIGPIPE);
  if (pthread_sigmask (t->blocked ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL) != 0)
    return NULL;
  t->error = error_of_write (t->fd);
  ipc_pending (&pending);
  t->caught = sigpipes;
  t->is_own = sigpipes > 0 && pthread_equal (catcher, pthread_self ());
  t->pending = sigismember (&pending, SIGPIPE) == 1;
  return t;
}

/* By then a signal for the process has been delivered: this thread, which
   does not block it, has entered the kernel since it was sent.  */
static void
write_by_thread (struct threaded *t, int fd, int blocked)
{
  pthread_t thread;
  void *result;

  memset (t, 0, sizeof *t);
  t->fd = fd;
  t->blocked = blocked;
  sigpipes = 0;
  IPC_SETUP (pthread_create (&thread, NULL, write_in_thread, t) == 0);
  IPC_SETUP (pthread_join (thread, &result) == 0 && result == t);
  IPC_SETUP (kill (getpid (), 0) == 0);
}

/* A thread that does not block SIGPIPE: it says so, and waits for a byte.  */
struct waiting
{
  int ready[2], wake[2];
};

/* By calls of its own: no instrument of a thread's may hold what the first one
   does meanwhile.  */
static void *
wait_in_thread (void *arg)
{
  struct waiting *w = arg;
  char byte;
  ssize_t n;

  IPC_SETUP (write (w->ready[1], "r", 1) == 1);
  do
    n = read (w->wake[0], &byte, 1);
  while (n == -1 && errno == EINTR);
  IPC_SETUP (n == 1);
  return NULL;
}

/* The first thread writes, with SIGPIPE blocked, beside one that does not
   block it.  Whether it is pending for the first one, who then takes it.  */
static int
first_keeps_it (int fd)
{
  struct waiting w;
  pthread_t thread;
  int kept;

  ipc_pipe (w.ready);
  ipc_pipe (w.wake);
  sigpipes = 0;
  IPC_SETUP (pthread_create (&thread, NULL, wait_in_thread, &w) == 0);
  IPC_SETUP (ipc_drain (w.ready[0], 1) == 1);
  ipc_block (SIGPIPE);
  kept = error_of_write (fd) == EPIPE && ipc_is_pending (SIGPIPE);
  ipc_put (w.wake[1], "w");
  IPC_SETUP (pthread_join (thread, NULL) == 0);
  kept = kept && sigpipes == 0;
  ipc_unblock (SIGPIPE);
  return kept && sigpipes == 1 && pthread_equal (catcher, pthread_self ());
}

IPC_TEST (sigpipe_thread_directed)
{
  struct threaded blocked, open;
  int fd = deserted (""), elsewhere;

  ipc_handle (SIGPIPE, count_sigpipe, 0);
  write_by_thread (&blocked, fd, 1);
  elsewhere = sigpipes > 0 && !blocked.is_own;
  write_by_thread (&open, fd, 0);
  ipc_detail ("blocked by the writer: %s; unblocked: caught %d times%s",
              elsewhere ? "caught by another thread"
              : blocked.pending ? "pending" : "nowhere",
              open.caught, open.is_own ? ", by the writer" : "");
  if (blocked.error != EPIPE || open.error != EPIPE)
    ipc_observef ("a thread gets %s",
                  ipc_errno_name (blocked.error != EPIPE ? blocked.error
                                  : open.error));
  else if (elsewhere && sigpipes == 1)
    ipc_observe ("for any thread");
  else if (!blocked.pending || blocked.caught != 0)
    ipc_observe ("not pending for the thread that blocks it");
  else if (!open.is_own || open.caught != 1 || sigpipes != 1)
    ipc_observef ("caught %d times, %d in time", (int) sigpipes, open.caught);
  else
    ipc_observe (first_keeps_it (fd) ? "for the writing thread"
                 : "for the second thread, not for the first");
}
