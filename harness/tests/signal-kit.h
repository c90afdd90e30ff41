/* signal-kit.h - what tests of fallbacks share: signals, descriptors.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef SIGNAL_KIT_H
#define SIGNAL_KIT_H

#include <atf-c.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

/* A case that would hang if a signal or a byte were lost.  */
#define CASE(name)                                  \
  ATF_TC (name);                                    \
  ATF_TC_HEAD (name, tc)                            \
  {                                                 \
    atf_tc_set_md_var (tc, "timeout", "60");        \
  }                                                 \
  ATF_TC_BODY (name, tc)

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

/* Have the table of descriptors hold MOST, or with -1 as many as it may.  */
static inline void
limit_fds (int most)
{
  struct rlimit limit;

  ATF_REQUIRE (getrlimit (RLIMIT_NOFILE, &limit) == 0);
  limit.rlim_cur = most == -1 ? limit.rlim_max : (rlim_t) most;
  ATF_REQUIRE (setrlimit (RLIMIT_NOFILE, &limit) == 0);
}

/* How many descriptors are open.  */
static inline int
open_fds (void)
{
  int fd, n = 0;

  for (fd = 0; fd < 100; fd++)
    n += fcntl (fd, F_GETFD) != -1;
  return n;
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
