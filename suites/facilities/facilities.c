/* facilities.c - calls that a platform may lack, or warn about.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "facilities.h"

#include <signal.h>
#include <sys/time.h>

int
ipc_absent (int result, ...)
{
  errno = ENOSYS;
  return result;
}

void
ipc_trap (void)
{
#ifdef __GNUC__
  __builtin_trap ();
#endif
}

#if defined IPC_PROBE_SIGINTERRUPT && IPC_PROBE_SIGINTERRUPT == 0

int
ipc_siginterrupt (int signo, int interrupt)
{
  return ipc_absent (-1, signo, interrupt);
}

#else

/* glibc says that it is deprecated; whether it works is the question.  */
# if defined __GNUC__
#  pragma GCC diagnostic ignored "-Wdeprecated-declarations"
# endif

int
ipc_siginterrupt (int signo, int interrupt)
{
  return siginterrupt (signo, interrupt);
}

#endif

#if IPC_PROBE_SIGSET == 0

void
(*ipc_sigset (int signo, void (*handler) (int))) (int)
{
  (void) signo;
  (void) handler;
  errno = ENOSYS;
  return SIG_ERR;
}

#else

# if defined __GNUC__
#  pragma GCC diagnostic ignored "-Wdeprecated-declarations"
# endif

void
(*ipc_sigset (int signo, void (*handler) (int))) (int)
{
  return sigset (signo, handler);
}

#endif

int
ipc_signal_me (int fd)
{
#ifdef F_SETOWN
  return fcntl (fd, F_SETOWN, getpid ());
#else
  return ipc_absent (-1, fd);
#endif
}

int
ipc_use_stack (void *stack, size_t size)
{
#if IPC_PROBE_SIGALTSTACK == 0
  return ipc_absent (-1, stack, size);
#else
  stack_t s;

  s.ss_sp = stack;
  s.ss_size = size;
  s.ss_flags = 0;
  return sigaltstack (&s, NULL);
#endif
}

int
ipc_stack_state (void)
{
  /* WASI's headers have the call, and none of its flags.  */
#if IPC_PROBE_SIGALTSTACK == 0 || !defined SS_DISABLE
  return ipc_absent (-1);
#else
  stack_t s;

  if (sigaltstack (NULL, &s) == -1)
    return -1;
  return (s.ss_flags & SS_DISABLE) == 0;
#endif
}

int
ipc_start_timer (long microseconds)
{
#if IPC_PROBE_SETITIMER == 0
  return ipc_absent (-1, microseconds);
#else
  struct itimerval timer;

  timer.it_interval.tv_sec = timer.it_interval.tv_usec = 0;
  timer.it_value.tv_sec = microseconds / 1000000;
  timer.it_value.tv_usec = microseconds % 1000000;
  return setitimer (ITIMER_REAL, &timer, NULL);
#endif
}

long
ipc_timer_left (void)
{
#if IPC_PROBE_SETITIMER == 0
  return ipc_absent (-1);
#else
  struct itimerval value;

  if (getitimer (ITIMER_REAL, &value) == -1)
    return -1;
  return (long) value.it_value.tv_sec * 1000000 + value.it_value.tv_usec;
#endif
}

int
ipc_itimer_set (void)
{
  long left = ipc_timer_left ();

  return left == -1 ? -1 : left != 0;
}

int
ipc_flock (int fd, int operation)
{
  return flock (fd, operation);
}
