# ppoll-atomic.m4 - does a pending signal end ppoll()?
# Behaviour: deferral.no_lost_wakeup
# SPDX-License-Identifier: BSD-2-Clause

# One made of sigprocmask() and poll() delivers the signal before it waits,
# and so waits until its time is up.
AC_DEFUN([IPC_CHECK_PPOLL_ATOMIC],
[IPC_PROBE([ppoll_atomic],
  [whether ppoll lets a pending signal end the wait],
  [#include <poll.h>
#include <time.h>
static volatile sig_atomic_t came;
static void handler (int signo) { came = signo; }],
  [  struct timespec soon = { 0, 200000000 };
  struct sigaction sa;
  sigset_t none, usr1;
  sa.sa_handler = handler;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  sigemptyset (&none);
  sigemptyset (&usr1);
  sigaddset (&usr1, SIGUSR1);
  if (sigaction (SIGUSR1, &sa, NULL) == -1
      || sigprocmask (SIG_BLOCK, &usr1, NULL) == -1
      || kill (getpid (), SIGUSR1) == -1 || came)
    return UNKNOWN;
  if (ppoll (NULL, 0, &soon, &none) == -1)
    return errno == EINTR && came ? YES : UNKNOWN;
  return NO;],
  [ppoll])])
