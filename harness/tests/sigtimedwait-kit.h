/* sigtimedwait-kit.h - both forms of sigtimedwait(), and signals for them.
   SPDX-License-Identifier: BSD-2-Clause

   By the platform's pselect(), and by its fallback.  Before the system's
   headers.  */

#ifndef SIGTIMEDWAIT_KIT_H
#define SIGTIMEDWAIT_KIT_H

#include "probed.h"

#include <atf-c.h>
#include <pthread.h>

#include "ipcompat-waits.h"
#include "signal-kit.h"

int plain_sigtimedwait (const sigset_t *, siginfo_t *,
                        const struct timespec *);
int plain_sigwaitinfo (const sigset_t *, siginfo_t *);
#undef IPC_PROBE_PSELECT_ATOMIC
#define IPC_PROBE_PSELECT_ATOMIC 0
#define ipc_fb_sigtimedwait plain_sigtimedwait
#define ipc_fb_sigwaitinfo plain_sigwaitinfo
#include "sigtimedwait.c"
#undef ipc_fb_sigtimedwait
#undef ipc_fb_sigwaitinfo

static void
catch (int signo, void (*handler) (int))
{
  struct sigaction sa;

  sa.sa_handler = handler;
  sa.sa_flags = SA_RESTART;
  sigemptyset (&sa.sa_mask);
  ATF_REQUIRE (sigaction (signo, &sa, NULL) == 0);
}

static int
is_action (int signo, void (*handler) (int))
{
  struct sigaction sa;

  return sigaction (signo, NULL, &sa) == 0 && sa.sa_handler == handler
         && (sa.sa_flags & (SA_SIGINFO | SA_RESTART)) == SA_RESTART;
}

typedef int wait_t (const sigset_t *, siginfo_t *, const struct timespec *);
static wait_t *const forms[] = { ipc_fb_sigtimedwait, plain_sigtimedwait };
enum { FORMS = 2 };

static const struct timespec no_time = { 0, 0 }, little = { 0, 20000000 };

/* SIGUSR1, SIGUSR2 and SIGCHLD, blocked.  */
static sigset_t
blocked_set (void)
{
  sigset_t set;

  sigemptyset (&set);
  sigaddset (&set, SIGUSR1);
  sigaddset (&set, SIGUSR2);
  sigaddset (&set, SIGCHLD);
  ATF_REQUIRE (pthread_sigmask (SIG_BLOCK, &set, NULL) == 0);
  return set;
}

#endif
