/* accept_fallback_test.c - accepted sockets, their flags, and waits for them.
   SPDX-License-Identifier: BSD-2-Clause

   Over stand-ins for other systems: accept-kit.h.  */

#include <sys/resource.h>
#include <sys/wait.h>

#include "accept-kit.h"
#include "child-kit.h"

static int
flags_of (int fd)
{
  int flags = fcntl (fd, F_GETFL);

  ATF_REQUIRE (flags != -1 && close (fd) == 0);
  return flags & (O_NONBLOCK | O_ASYNC);
}

static void
client_of (const struct door *d)
{
  int fd = socket (d->at.any.sa_family, SOCK_STREAM, 0);

  ATF_REQUIRE (ipc_fb_connect (fd, &d->at.any, d->size) == 0);
  close (fd);
}

/* Have a client, then what CALL makes of it.  */
#define FLAGS_BY(call) (client_of (&d), flags_of (call))

CASE (flags)
{
  static const int each[] =
    { 0, O_NONBLOCK, O_ASYNC, O_NONBLOCK | O_ASYNC };
  struct door d;
  size_t i;

  (void) tc;
  for (i = 0; i < 8; i++)
    {
      int fd = listen_at (AF_UNIX, 8, &d), all = each[i / 2];

      hands_on = i % 2 != 0;
      ATF_REQUIRE (signal (SIGIO, SIG_IGN) != SIG_ERR);
      have_flags (fd, all);
      ATF_CHECK_EQ (0, FLAGS_BY (fake_plain (fd, NULL, NULL)));
      ATF_CHECK_EQ (all, FLAGS_BY (fake_like (fd, NULL, NULL)));
      ATF_CHECK_EQ (0, FLAGS_BY (fake_accept4 (fd, NULL, NULL, 0)));
      ATF_CHECK_EQ (O_NONBLOCK,
                    FLAGS_BY (fake_accept4 (fd, NULL, NULL, SOCK_NONBLOCK)));
      ATF_CHECK_EQ (0, FLAGS_BY (ipc_accept_plain (fd, NULL, NULL)));
      ATF_CHECK_EQ (all, FLAGS_BY (ipc_accept_like (fd, NULL, NULL)));
      close (fd);
    }
}

/* Who gets the signals: a process, a group, or nobody.  */
CASE (owner)
{
  struct door d;
  int fd = listen_at (AF_UNIX, 8, &d), got, i;
  int who[] = { (int) getpid (), -(int) getpgrp (), 0 };

  (void) tc;
  for (i = 0; i < 3; i++)
    {
      client_of (&d);
      ATF_REQUIRE (fcntl (fd, F_SETOWN, who[i]) != -1);
      errno = 77;
      got = ipc_accept_like (fd, NULL, NULL);
      ATF_CHECK_EQ (77, errno);
      ATF_CHECK_EQ (who[i], fcntl (got, F_GETOWN));
      close (got);
    }
  client_of (&d);
  is_closed = 1;
  owners = 0;
  got = fake_like (fd, NULL, NULL);
  ATF_CHECK (got != -1 && owners == 0 && fcntl (got, F_GETOWN) == 0);
}

/* accept()'s own failures, and its address.  */
CASE (as_accept)
{
  struct sockaddr_in from;
  socklen_t size = sizeof from;
  struct door d;
  int fd = listen_at (AF_INET, 8, &d), got;

  (void) tc;
  ATF_CHECK_ERRNO (EBADF, ipc_accept_plain (-1, NULL, NULL) == -1);
  ATF_CHECK_ERRNO (EBADF, ipc_accept_like (-1, NULL, NULL) == -1);
  got = open ("/dev/null", O_RDWR);
  ATF_CHECK_ERRNO (ENOTSOCK, ipc_accept_like (got, NULL, NULL) == -1);
  client_of (&d);
  got = ipc_accept_plain (fd, (struct sockaddr *) &from, &size);
  ATF_CHECK (size == sizeof from && from.sin_family == AF_INET
             && from.sin_addr.s_addr == htonl (INADDR_LOOPBACK));
  close (got);
  have_flags (fd, O_NONBLOCK);
  ATF_CHECK_ERRNO (EAGAIN, ipc_accept_plain (fd, NULL, NULL) == -1);
  ATF_CHECK_ERRNO (EAGAIN, ipc_accept_like (fd, NULL, NULL) == -1);
}

static struct ipc_wakeup w;
static struct door door;
static int listener;

static void
begin (void)
{
  listener = listen_at (AF_UNIX, 64, &door);
  ATF_REQUIRE (ipc_wakeup_open (&w) == 0);
}

/* A client, a wake, the time; which comes first, and what it leaves.  */
CASE (wakeup)
{
  int fd, before;

  (void) tc;
  begin ();
  before = open_fds ();
  client_of (&door);
  fd = ipc_wakeup_accept (&w, listener, NULL, NULL, -1);
  ATF_CHECK_EQ (0, flags_of (fd));
  ATF_CHECK ((fcntl (listener, F_GETFL) & O_NONBLOCK) != 0);
  ipc_wakeup_wake (&w);
  client_of (&door);
  ATF_CHECK_ERRNO (ECANCELED,
                   ipc_wakeup_accept (&w, listener, NULL, NULL, -1) == -1);
  fd = ipc_wakeup_accept (&w, listener, NULL, NULL, 0);
  ATF_CHECK (fd != -1 && close (fd) == 0);
  ATF_CHECK_ERRNO (EAGAIN,
                   ipc_wakeup_accept (&w, listener, NULL, NULL, 0) == -1);
  ATF_CHECK_ERRNO (EAGAIN,
                   ipc_wakeup_accept (&w, listener, NULL, NULL, 5) == -1);
  ATF_CHECK_ERRNO (EBADF, ipc_wakeup_accept (&w, -1, NULL, NULL, -1) == -1);
  ATF_CHECK_EQ (before, open_fds ());
}

/* Where none can come, accept() says so, and nobody waits.  */
CASE (no_listener)
{
  static const int types[] = { SOCK_STREAM, SOCK_DGRAM };
  int fd[2], i, native;

  (void) tc;
  begin ();
  for (i = 0; i < 2; i++)
    {
      fd[0] = socket (AF_INET, types[i], 0);
      ATF_REQUIRE (fd[0] != -1 && accept (fd[0], NULL, NULL) == -1);
      native = errno;
      ATF_CHECK_ERRNO (native, ipc_wakeup_accept (&w, fd[0], NULL, NULL, -1)
                               == -1);
    }
  ATF_REQUIRE (pipe (fd) == 0);
  ATF_CHECK_ERRNO (ENOTSOCK,
                   ipc_wakeup_accept (&w, fd[0], NULL, NULL, -1) == -1);
  ATF_CHECK ((fcntl (fd[0], F_GETFL) & O_NONBLOCK) == 0);
}

/* Who has gone before it is accepted is no end of it, and no address.  */
CASE (vanished)
{
  struct sockaddr_un from;
  socklen_t size = sizeof from;
  int fd;

  (void) tc;
  begin ();
  client_of (&door);
  errors[0] = EINTR;
  errors[1] = ECONNABORTED;
  errors[2] = EAGAIN;
  errors[3] = EHOSTUNREACH;
  errors[4] = ENETDOWN;
  error_count = 5;
  interruptions = 1;
  hands_on = 1;
  fd = fake_wakeup (&w, listener, (struct sockaddr *) &from, &size, -1);
  ATF_CHECK (error_count == 0 && interruptions == 0);
  ATF_CHECK_EQ (0, flags_of (fd));
  errors[0] = EMFILE;
  error_count = 1;
  client_of (&door);
  ATF_CHECK_ERRNO (EMFILE, fake_wakeup (&w, listener, NULL, NULL, -1) == -1);
}

/* A full table loses no client.  */
static int
run_full (void)
{
  struct rlimit none;
  int fd;

  client_of (&door);
  getrlimit (RLIMIT_NOFILE, &none);
  none.rlim_cur = (rlim_t) next_fd ();
  setrlimit (RLIMIT_NOFILE, &none);
  if (ipc_accept_plain (listener, NULL, NULL) != -1 || errno != EMFILE)
    return 1;
  if (ipc_wakeup_accept (&w, listener, NULL, NULL, -1) != -1
      || errno != EMFILE)
    return 2;
  none.rlim_cur++;
  setrlimit (RLIMIT_NOFILE, &none);
  fd = ipc_wakeup_accept (&w, listener, NULL, NULL, -1);
  return fd == -1 ? 3 : 0;
}

CASE (full_table)
{
  (void) tc;
  begin ();
  check_in_child (run_full);
}

enum { CLIENTS = 20000 };
static volatile int accepted;

static void *
serve (void *arg)
{
  (void) arg;
  for (;;)
    {
      int fd = ipc_wakeup_accept (&w, listener, NULL, NULL, -1);

      if (fd == -1)
        return errno == ECANCELED ? NULL : strerror (errno);
      __sync_add_and_fetch (&accepted, 1);
      close (fd);
    }
}

static void *
come_and_stop (void *arg)
{
  int i;

  for (i = 0; i < CLIENTS; i++)
    client_of (&door);
  while (__sync_add_and_fetch (&accepted, 0) < CLIENTS)
    sched_yield ();
  for (i = 0; i < 4; i++)
    ipc_wakeup_wake (&w);
  return arg;
}

/* Four threads serve; each client has one, and each of them ends.  */
CASE (many)
{
  pthread_t thread;
  int before;

  (void) tc;
  begin ();
  before = open_fds ();
  storm (1);
  ATF_REQUIRE (pthread_create (&thread, NULL, come_and_stop, NULL) == 0);
  by_four (serve, NULL);
  ATF_REQUIRE (pthread_join (thread, NULL) == 0);
  storm (0);
  ATF_CHECK_EQ (CLIENTS, accepted);
  ATF_CHECK_EQ (before, open_fds ());
  ATF_CHECK_EQ (0, ipc_wakeup_wait (&w, -1, 0, 0));
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, flags);
  ATF_TP_ADD_TC (tp, owner);
  ATF_TP_ADD_TC (tp, as_accept);
  ATF_TP_ADD_TC (tp, wakeup);
  ATF_TP_ADD_TC (tp, no_listener);
  ATF_TP_ADD_TC (tp, vanished);
  ATF_TP_ADD_TC (tp, full_table);
  ATF_TP_ADD_TC (tp, many);
  return atf_no_error ();
}
