/* signal-kit.h - what the tests of the signals' fallbacks share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef SIGNAL_KIT_H
#define SIGNAL_KIT_H

#include <atf-c.h>
#include <signal.h>
#include <unistd.h>

/* How often count() has been called.  */
static volatile sig_atomic_t handled;

static inline void
count (int signo)
{
  (void) signo;
  handled++;
}

/* The lowest number that a descriptor would get, or -1.  */
static inline int
next_fd (void)
{
  int fd = dup (0);

  close (fd);
  return fd;
}

/* SIG_BLOCK or SIG_UNBLOCK one signal, for this thread.  */
static inline void
change_mask (int how, int signo)
{
  sigset_t set;

  sigemptyset (&set);
  sigaddset (&set, signo);
  ATF_REQUIRE (pthread_sigmask (how, &set, NULL) == 0);
}

#endif
