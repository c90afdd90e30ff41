/* handlers-send.c - faults of what sends signals, waits, or jumps.
   SPDX-License-Identifier: BSD-2-Clause  */

/* The checked longjmp() of a hardened build is another function.  */
#undef _FORTIFY_SOURCE

#include "faults.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "handlers.h"

static int
confuse (int signo)
{
  switch (signo)
    {
    case SIGUSR1: return SIGUSR2;
    case SIGINT: return SIGTERM;
    case SIGALRM: return SIGVTALRM;
    default: return signo;
    }
}

int
kill (pid_t pid, int signo)
{
  if ((signo < 0 || signo >= NSIG) && ipc_fault ("kill_takes_any"))
    return 0;
  if (signo == 0 && ipc_fault ("kill_zero_sends"))
    signo = SIGURG;
  if (signo > 0 && pid != getpid ())
    {
      if (ipc_fault ("kill_keeps"))
        return 0;
      if (ipc_fault ("kill_confuses"))
        signo = confuse (signo);
    }
  return IPC_REAL (kill) (pid, signo);
}

int
sigpending (sigset_t *set)
{
  int result = IPC_REAL (sigpending) (set);

  if (result == 0 && ipc_fault ("pending_without_chld"))
    sigdelset (set, SIGCHLD);
  return result;
}

int
setitimer (__itimer_which_t which, const struct itimerval *restrict value,
           struct itimerval *restrict old)
{
  struct itimerval soon = *value;

  if (ipc_fault ("timer_early"))
    {
      soon.it_value.tv_sec = 0;
      soon.it_value.tv_usec = 1;
    }
  return IPC_REAL (setitimer) (which, &soon, old);
}

/* write() with SIGXFSZ and SIGPIPE taken away.  */
static ssize_t
quiet_write (int fd, const void *data, size_t size)
{
  sigset_t set, old, pending;
  ssize_t n;
  int error, signo;

  sigemptyset (&set);
  sigaddset (&set, SIGXFSZ);
  sigaddset (&set, SIGPIPE);
  sigprocmask (SIG_BLOCK, &set, &old);
  n = IPC_REAL (write) (fd, data, size);
  error = errno;
  sigpending (&pending);
  if (sigismember (&pending, SIGXFSZ) == 1
      || sigismember (&pending, SIGPIPE) == 1)
    sigwait (&set, &signo);
  sigprocmask (SIG_SETMASK, &old, NULL);
  errno = error;
  return n;
}

ssize_t
write (int fd, const void *data, size_t size)
{
  ssize_t n = ipc_fault ("write_quiet") ? quiet_write (fd, data, size)
              : IPC_REAL (write) (fd, data, size);

  if (n == -1 && errno == EFBIG && ipc_fault ("write_enospc"))
    errno = ENOSPC;
  if (n == -1 && errno == EPIPE && ipc_fault ("handler_write_eio"))
    errno = EIO;
  return n;
}

int
tcsetattr (int fd, int when, const struct termios *t)
{
  struct termios changed = *t;

  if (ipc_fault ("isig_stays"))
    changed.c_lflag |= ISIG;
  return IPC_REAL (tcsetattr) (fd, when, &changed);
}

pid_t
waitpid (pid_t pid, int *status, int options)
{
  int error = errno;
  pid_t got = IPC_REAL (waitpid) (pid, status, options);

  if (got > 0 && status != NULL && WIFSTOPPED (*status)
      && ipc_fault ("susp_is_stop"))
    *status = (*status & 0xff) | SIGSTOP << 8;
  if (got == -1 && ipc_fault ("waitpid_keeps_errno"))
    errno = error;
  return got;
}

unsigned int
alarm (unsigned int seconds)
{
  unsigned int left = IPC_REAL (alarm) (seconds);

  return ipc_fault ("alarm_forgets") ? 0 : left;
}

int
close (int fd)
{
  return fault_depth > 0 && ipc_fault ("handler_close_keeps") ? 0
         : IPC_REAL (close) (fd);
}

pid_t
fork (void)
{
  if (fault_depth > 0 && ipc_fault ("fork_in_handler"))
    {
      errno = EAGAIN;
      return -1;
    }
  return IPC_REAL (fork) ();
}

/* Make the jump forget the mask, or remember an empty one.  */
static void
spoil (struct __jmp_buf_tag *env)
{
#if defined __GLIBC__
  if (ipc_fault ("jump_without_mask"))
    env->__mask_was_saved = 0;
  if (ipc_fault ("jump_empties_mask"))
    sigemptyset ((sigset_t *) &env->__saved_mask);
#else
  if (ipc_fault ("jump_without_mask"))
    env->__fl = 0;
#endif
}

void
siglongjmp (sigjmp_buf env, int value)
{
  spoil (env);
  IPC_REAL (siglongjmp) (env, ipc_fault ("jump_value_lost") ? 1 : value);
  for (;;)
    continue;
}

void
longjmp (jmp_buf env, int value)
{
  sigset_t none;

  if (ipc_fault ("longjmp_with_mask"))
    {
      sigemptyset (&none);
      sigprocmask (SIG_SETMASK, &none, NULL);
    }
  IPC_REAL (longjmp) (env, value);
  for (;;)
    continue;
}
