/* net-kit.h - what the tests of sockets' fallbacks share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef NET_KIT_H
#define NET_KIT_H

#include <arpa/inet.h>
#include <atf-c.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "signal-kit.h"

/* An address of any family that is used here.  */
struct door
{
  union
  {
    struct sockaddr any;
    struct sockaddr_un un;
    struct sockaddr_in in;
  } at;
  socklen_t size;
};

/* An address may be bound to although nothing gets there.  */
static inline void
need_way_to (const struct door *d)
{
  int fd = socket (AF_INET, SOCK_DGRAM, 0);

  if (connect (fd, &d->at.any, d->size) == -1)
    atf_tc_skip ("no loopback network");
  close (fd);
}

/* Bind FD, of FAMILY, to a door of its own: a name in the directory of the
   case, or a port of the loopback network.  */
static inline void
bind_door (int fd, int family, struct door *d)
{
  static int names;

  memset (d, 0, sizeof *d);
  d->at.any.sa_family = (sa_family_t) family;
  d->size = family == AF_UNIX ? sizeof d->at.un : sizeof d->at.in;
  if (family == AF_UNIX)
    snprintf (d->at.un.sun_path, sizeof d->at.un.sun_path, "s%d", names++);
  else
    d->at.in.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  if (bind (fd, &d->at.any, d->size) == -1)
    {
      if (family == AF_INET && errno == EADDRNOTAVAIL)
        atf_tc_skip ("no loopback network");
      atf_tc_fail ("bind: %s", strerror (errno));
    }
  ATF_REQUIRE (getsockname (fd, &d->at.any, &d->size) == 0);
  if (family == AF_INET)
    need_way_to (d);
}

static inline int
listen_at (int family, int backlog, struct door *d)
{
  int fd = socket (family, SOCK_STREAM, 0);

  ATF_REQUIRE (fd != -1);
  bind_door (fd, family, d);
  ATF_REQUIRE (listen (fd, backlog) == 0);
  return fd;
}

static inline void
have_flags (int fd, int flags)
{
  ATF_REQUIRE (fcntl (fd, F_SETFL, fcntl (fd, F_GETFL) | flags) == 0);
}

/* A listener at D that has no room; the clients stay in CLIENT, of MOST.  */
enum { MOST_CLIENTS = 8 };
static inline int
full_listener (int family, struct door *d, int client[MOST_CLIENTS])
{
  int listener = listen_at (family, 0, d), i;

  for (i = 0; i < MOST_CLIENTS; i++)
    {
      client[i] = socket (family, SOCK_STREAM, 0);
      have_flags (client[i], O_NONBLOCK);
      if (connect (client[i], &d->at.any, d->size) == -1
          && errno != EINPROGRESS)
        ATF_REQUIRE (errno == EAGAIN);
    }
  return listener;
}

/* Milliseconds of the clock that nobody sets.  */
static inline long
now (void)
{
  struct timespec t;

  clock_gettime (CLOCK_MONOTONIC, &t);
  return (long) t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* SIGALRM, which interrupts what waits, every millisecond; or no more.  */
static inline void
storm (int on)
{
  struct itimerval timer = { { 0, on ? 1000 : 0 }, { 0, on ? 1000 : 0 } };
  struct sigaction sa;

  sa.sa_handler = count;
  sa.sa_flags = 0;
  sigemptyset (&sa.sa_mask);
  if (on)
    ATF_REQUIRE (sigaction (SIGALRM, &sa, NULL) == 0);
  ATF_REQUIRE (setitimer (ITIMER_REAL, &timer, NULL) == 0);
}

/* RUN, which returns NULL if all is well, by four threads at once.  */
static inline void
by_four (void *(*run) (void *), void *arg)
{
  pthread_t thread[4];
  void *wrong;
  int i;

  for (i = 0; i < 4; i++)
    ATF_REQUIRE (pthread_create (&thread[i], NULL, run, arg) == 0);
  for (i = 0; i < 4; i++)
    {
      ATF_REQUIRE (pthread_join (thread[i], &wrong) == 0);
      ATF_CHECK_MSG (wrong == NULL, "%s", (const char *) wrong);
    }
}

#endif
