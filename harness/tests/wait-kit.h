/* wait-kit.h - what the tests of pselect() and ppoll() share.
   SPDX-License-Identifier: BSD-2-Clause

   A signal is sent while it is blocked: a wait that lost it would never
   end.  */

#ifndef WAIT_KIT_H
#define WAIT_KIT_H

#include <poll.h>
#include <sys/select.h>

#include "ipcompat-waits.h"
#include "signal-kit.h"

/* Nothing blocked.  */
static sigset_t none;

static inline void
catch (int signo, void (*handler) (int), int flags)
{
  struct sigaction sa;

  sa.sa_handler = handler;
  sa.sa_flags = flags;
  sigemptyset (&sa.sa_mask);
  sigaddset (&sa.sa_mask, SIGHUP);
  ATF_REQUIRE (sigaction (signo, &sa, NULL) == 0);
}

/* Whether the action of SIGNO is just that.  */
static inline int
is_action (int signo, void (*handler) (int), int flags)
{
  struct sigaction sa;

  return sigaction (signo, NULL, &sa) == 0 && sa.sa_handler == handler
         && (sa.sa_flags & (SA_SIGINFO | SA_RESTART)) == flags
         && sigismember (&sa.sa_mask, SIGHUP) == 1;
}

static inline int
wait_by_pselect (int fd, const sigset_t *mask)
{
  fd_set set;

  FD_ZERO (&set);
  FD_SET (fd, &set);
  return ipc_fb_pselect (fd + 1, &set, NULL, NULL, NULL, mask);
}

static inline int
wait_by_ppoll (int fd, const sigset_t *mask)
{
  struct pollfd p;

  p.fd = fd;
  p.events = POLLIN;
  return ipc_fb_ppoll (&p, 1, NULL, mask);
}

#endif
