/* resolve.c - names of hosts and services, but not for longer than that.
   SPDX-License-Identifier: BSD-2-Clause

   getaddrinfo() asks servers that may be silent, with times and repetitions
   of its own, and no signal ends it where it starts again
   (deferral.resolver_timeouts).  So a child asks, and writes what it was told
   to a pipe; when the time is over it is killed.  It has a timer of its own
   for when there is nobody left who would do so.  Numbers are no names, and
   need no child.

   In a program with threads one of these asks instead, resolve-thread.c: the
   lock of a resolver that another thread holds at fork() stays locked in the
   child, for which every name takes too long.

   Falls short: what a resolver keeps in memory is forgotten with the child,
   and SIGCHLD is sent for it.  */

#include "process-calls.h"
#include "ipcompat-sockets.h"

#ifdef IPCOMPAT_NO_SOCKETS
typedef int ipc_no_sockets;
#else

# include <fcntl.h>
# include <netdb.h>
# include <signal.h>
# include <stdio.h>
# include <stdlib.h>
# include <string.h>
# include <sys/time.h>

# include "cancel.h"
# include "close-from.h"
# include "deadline.h"
# include "ipcompat-commands.h"
# include "resolve.h"
# include "sigmask.h"

# ifndef AI_NUMERICSERV
#  define AI_NUMERICSERV 0
# endif

enum { PIPE = 3 };

/* What is asked for.  */
struct question
{
  const char *host, *service;
  const struct addrinfo *hints;
  ipc_deadline end;
};

static int
ask (const struct question *q, struct addrinfo **found)
{
  errno = 0;
  return getaddrinfo (q->host, q->service, q->hints, found);
}

/* End with this process when Q's time is over, whatever the caller does with
   SIGALRM.  */
static void
end_in_time (const struct question *q)
{
  int left = deadline_left (q->end);
  struct itimerval timer = { { 0, 0 }, { 0, 0 } };
  sigset_t set;

  sigemptyset (&set);
  sigaddset (&set, SIGALRM);
  signals_set (&set, SIG_DFL);
  sigmask_change (SIG_UNBLOCK, &set, NULL);
  if (left < 0)
    return;
  timer.it_value.tv_sec = left / 1000;
  timer.it_value.tv_usec = left % 1000 * 1000 + 1000;
  if (timer.it_value.tv_usec >= 1000000)
    timer.it_value.tv_usec = 999999;
  setitimer (ITIMER_REAL, &timer, NULL);
}

/* Have no descriptor of the parent's, for whose end somebody might wait, but
   the pipe, which is the standard output and becomes PIPE: what a library
   prints is no answer, and goes where nobody reads it.  */
static void
keep_pipe (void)
{
  int null[2];

  dup2 (1, PIPE);
  ipc_close_from (PIPE + 1);
  null[0] = null[1] = open ("/dev/null", O_RDWR);
  /* There may be none, after chroot().  */
  if (null[0] == -1 && pipe (null) == -1)
    _exit (1);
  dup2 (null[0], 0);
  dup2 (null[1], 1);
  dup2 (null[1], 2);
  if (null[0] > PIPE)
    close (null[0]);
  if (null[1] > PIPE)
    close (null[1]);
}

/* The child.  */
static int
answer (void *arg)
{
  const struct question *q = arg;
  struct addrinfo *found = NULL;
  int result;

  end_in_time (q);
  keep_pipe ();
  result = ask (q, &found);
  ipc_answer_write (PIPE, result, errno, found);
  return 0;
}

/* Read all that FD gives until END.  Returns 0, or an errno.  */
static int
hear (int fd, ipc_deadline end, struct ipc_answer *a)
{
  struct pollfd p = { fd, POLLIN, 0 };
  ssize_t n = 1;
  int result;

  do
    {
      result = deadline_poll (&p, 1, end);
      if (result <= 0)
        return result == 0 ? ETIMEDOUT : errno;
      n = ipc_answer_read (fd, a);
    }
  while (n > 0 || (n == -1 && errno == EINTR));
  return n == 0 ? 0 : errno;
}

/* Have no child any more, whose answer is in or is not wanted.  */
static void
dismiss (struct ipc_popenv *p)
{
  sigset_t all, old;
  int runs;

  /* Who it is is certain only while nobody has waited for it, which a handler
     might do just now.  */
  sigfillset (&all);
  sigmask_change (SIG_SETMASK, &all, &old);
  runs = waitpid (p->pid, NULL, WNOHANG) == 0;
  if (runs)
    kill (p->pid, SIGKILL);
  sigmask_change (SIG_SETMASK, &old, NULL);
  if (runs)
    ipc_popenv_wait (p);
  ipc_popenv_close (p);
}

int
ipc_resolve_in_child (const char *host, const char *service,
                      const struct addrinfo *hints, long limit,
                      struct addrinfo **found)
{
  struct question q = { host, service, hints, deadline_in (limit) };
  struct ipc_answer a = { NULL, 0 };
  int cancelled = cancel_forbid (), error, result;
  struct ipc_popenv p;

  error = IPC_NO_WNOHANG ? ENOSYS
          : ipc_popenv_call (answer, &q, "r", &p) == -1 ? errno : 0;
  if (error == 0)
    {
      error = hear (fileno (p.from), q.end, &a);
      dismiss (&p);
    }
  if (error == 0)
    {
      result = ipc_answer_take (&a, found);
      /* One that its own timer has ended.  */
      error = result == EAI_SYSTEM && errno == EIO
              && deadline_left (q.end) == 0 ? ETIMEDOUT : errno;
    }
  else
    result = EAI_SYSTEM;
  free (a.bytes);
  cancel_allow (cancelled);
  errno = error;
  return result;
}

static int
is_number (const char *text)
{
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

/* What comes of Q where only numbers are asked for.  */
static int
ask_numbers (const struct question *q)
{
  struct addrinfo hints, *found = NULL;
  struct question numbers = *q;
  int result;

  memset (&hints, 0, sizeof hints);
  if (q->hints != NULL)
    hints = *q->hints;
  hints.ai_flags |= AI_NUMERICHOST;
  if (q->service != NULL)
    hints.ai_flags |= AI_NUMERICSERV;
  numbers.hints = &hints;
  result = ask (&numbers, &found);
  if (result == 0)
    freeaddrinfo (found);
  return result;
}

/* Whether getaddrinfo() answers Q without asking anybody, RESULT being that of
   ask_numbers().  */
static int
needs_no_server (const struct question *q, int result)
{
  int flags = q->hints != NULL ? q->hints->ai_flags : 0;

  return result == 0
         || ((q->host == NULL || (flags & AI_NUMERICHOST) != 0)
             && (q->service == NULL || is_number (q->service)));
}

/* Q itself, in this process.  */
static int
answer_here (const struct question *q, struct addrinfo **found)
{
  struct addrinfo *native = NULL;
  int result = ask (q, &native), error = errno;

  if (result == 0)
    {
      result = ipc_answer_copy (native, found);
      error = errno;
      freeaddrinfo (native);
    }
  errno = error;
  return result;
}

int
ipc_resolve (const char *host, const char *service,
             const struct addrinfo *hints, long limit,
             struct addrinfo **found)
{
  struct question q = { host, service, hints, 0 };
  int cancelled = cancel_forbid (), result;

  if (needs_no_server (&q, ask_numbers (&q)))
    result = answer_here (&q, found);
  else
    {
      result = ipc_resolve_in_thread (host, service, hints, limit, found);
      if (result == EAI_SYSTEM && errno == ENOSYS)
        result = ipc_resolve_in_child (host, service, hints, limit, found);
    }
  cancel_allow (cancelled);
  return result;
}

#endif
