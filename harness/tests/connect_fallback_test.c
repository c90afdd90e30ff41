/* connect_fallback_test.c - connections that signals leave alone.
   SPDX-License-Identifier: BSD-2-Clause

   A native call that is interrupted when it has begun is not to be had at
   will: so one that pretends stands in for it.  */

#include <errno.h>
#include <fcntl.h>

#include "ipcompat-sockets.h"
#include "net-kit.h"

int cut_connect (int, const struct sockaddr *, socklen_t);
int cut_connect_within (int, const struct sockaddr *, socklen_t, long);
static int cut (int fd, const struct sockaddr *to, socklen_t size);
#define ipc_fb_connect cut_connect
#define ipc_connect_within cut_connect_within
#define connect cut
#include "connect.c"
#undef connect
#undef ipc_connect_within
#undef ipc_fb_connect

static int calls;

/* Each is interrupted as soon as the connection is on its way.  */
static int
cut (int fd, const struct sockaddr *to, socklen_t size)
{
  int flags = fcntl (fd, F_GETFL), error = 0;

  calls++;
  fcntl (fd, F_SETFL, flags | O_NONBLOCK);
  if (connect (fd, to, size) == -1)
    error = errno;
  fcntl (fd, F_SETFL, flags);
  errno = error == EINPROGRESS || error == 0 ? EINTR : error;
  return -1;
}

static int
refused_door (struct door *d)
{
  int fd = socket (AF_INET, SOCK_STREAM, 0);

  bind_door (fd, AF_INET, d);
  return fd;
}

/* Called once, and waited for; so is what fails.  */
CASE (goes_on)
{
  struct door d, dead;
  int listener = listen_at (AF_INET, 4, &d), i;

  (void) tc;
  refused_door (&dead);
  for (i = 0; i < 2; i++)
    {
      int fd = socket (AF_INET, SOCK_STREAM, 0), server;

      calls = 0;
      ATF_CHECK_EQ (0, i == 0 ? cut_connect (fd, &d.at.any, d.size)
                    : cut_connect_within (fd, &d.at.any, d.size, -1));
      ATF_CHECK_EQ (1, calls);
      server = accept (listener, NULL, NULL);
      ATF_CHECK (write (fd, "x", 1) == 1);
      close (server);
      close (fd);
      fd = socket (AF_INET, SOCK_STREAM, 0);
      calls = 0;
      ATF_CHECK_EQ (-1, i == 0 ? cut_connect (fd, &dead.at.any, dead.size)
                    : cut_connect_within (fd, &dead.at.any, dead.size, -1));
      ATF_CHECK_EQ (ECONNREFUSED, errno);
      ATF_CHECK_EQ (1, calls);
      close (fd);
    }
}

static void
have_timeout (int fd, int milliseconds)
{
  struct timeval tv = { milliseconds / 1000, milliseconds % 1000 * 1000 };

  ATF_REQUIRE (setsockopt (fd, SOL_SOCKET, SO_SNDTIMEO, &tv, sizeof tv) == 0);
}

static int
timeout_of (int fd)
{
  struct timeval tv;
  socklen_t size = sizeof tv;

  ATF_REQUIRE (getsockopt (fd, SOL_SOCKET, SO_SNDTIMEO, &tv, &size) == 0);
  return (int) tv.tv_sec * 1000 + (int) tv.tv_usec / 1000;
}

/* A socket's own time counts once, however often signals come.  */
CASE (own_time)
{
  struct door d;
  int client[MOST_CLIENTS], fd = socket (AF_INET, SOCK_STREAM, 0);
  long start;

  (void) tc;
  full_listener (AF_INET, &d, client);
  have_timeout (fd, 60);
  calls = 0;
  storm (1);
  start = now ();
  ATF_CHECK_EQ (-1, cut_connect (fd, &d.at.any, d.size));
  ATF_CHECK_EQ (EINPROGRESS, errno);
  ATF_CHECK (now () - start >= 59);
  ATF_CHECK_EQ (1, calls);
  full_listener (AF_UNIX, &d, client);
  fd = socket (AF_UNIX, SOCK_STREAM, 0);
  have_timeout (fd, 60);
  start = now ();
  if (ipc_fb_connect (fd, &d.at.any, d.size) == -1 && errno != ECONNREFUSED)
    {
      ATF_CHECK_EQ (EAGAIN, errno);
      ATF_CHECK (now () - start >= 59);
    }
  ATF_CHECK_EQ (60, timeout_of (fd));
  storm (0);
}

static void
within_full (int family)
{
  struct door d;
  int client[MOST_CLIENTS], fd = socket (family, SOCK_STREAM, 0);
  long start = now ();

  full_listener (family, &d, client);
  have_timeout (fd, 5000);
  ATF_CHECK_EQ (-1, ipc_connect_within (fd, &d.at.any, d.size, 60));
  if (errno == ECONNREFUSED)
    return;
  ATF_CHECK_EQ (ETIMEDOUT, errno);
  ATF_CHECK (now () - start >= 60);
  ATF_CHECK (timeout_of (fd) == 5000
             && (fcntl (fd, F_GETFL) & O_NONBLOCK) == 0);
  close (fd);
  fd = socket (family, SOCK_STREAM, 0);
  have_flags (fd, O_NONBLOCK);
  ATF_CHECK_EQ (-1, ipc_connect_within (fd, &d.at.any, d.size, 0));
  ATF_CHECK_EQ (ETIMEDOUT, errno);
  ATF_CHECK ((fcntl (fd, F_GETFL) & O_NONBLOCK) != 0);
  close (fd);
}

/* Nobody answers, in a storm or not; what FD was it is again.  */
CASE (within)
{
  (void) tc;
  within_full (AF_INET);
  within_full (AF_UNIX);
  storm (1);
  within_full (AF_INET);
  within_full (AF_UNIX);
  storm (0);
}

static void *
connect_one (void *arg)
{
  const struct door *d = arg;
  int fd = socket (d->at.any.sa_family, SOCK_STREAM, 0);

  if (ipc_connect_within (fd, &d->at.any, d->size, -1) == -1)
    return strerror (errno);
  close (fd);
  return NULL;
}

/* There is no room, but then there is.  */
CASE (room_later)
{
  struct door d;
  int client[MOST_CLIENTS], i, listener;
  pthread_t thread;
  void *wrong;

  (void) tc;
  listener = full_listener (AF_UNIX, &d, client);
  storm (1);
  ATF_REQUIRE (pthread_create (&thread, NULL, connect_one, &d) == 0);
  for (i = 0; i < 2; i++)
    while (accept (listener, NULL, NULL) == -1)
      ATF_REQUIRE_EQ (EINTR, errno);
  ATF_REQUIRE (pthread_join (thread, &wrong) == 0);
  storm (0);
  ATF_CHECK_MSG (wrong == NULL || strcmp (wrong, strerror (ECONNREFUSED)) == 0,
                 "%s", (const char *) wrong);
}

enum { MANY = 20000 };

static int listening;

static void *
accept_all (void *arg)
{
  int i;

  for (i = 0; i < *(int *) arg; i++)
    close (accept (listening, NULL, NULL));
  return NULL;
}

static void *
connect_many (void *arg)
{
  void *wrong = NULL;
  int i;

  for (i = 0; i < MANY / 4 && wrong == NULL; i++)
    wrong = connect_one (arg);
  return wrong;
}

/* By four threads, while one accepts; none is lost, none left over.  */
CASE (many)
{
  int before = open_fds () + 1, n = MANY;
  struct door d;
  pthread_t thread;

  (void) tc;
  listening = listen_at (AF_UNIX, 16, &d);
  ATF_REQUIRE (pthread_create (&thread, NULL, accept_all, &n) == 0);
  by_four (connect_many, &d);
  ATF_REQUIRE (pthread_join (thread, NULL) == 0);
  ATF_CHECK_EQ (before, open_fds ());
}

CASE (misuse)
{
  struct door d;
  int fd = listen_at (AF_UNIX, 1, &d), client, null;

  (void) tc;
  ATF_CHECK_ERRNO (EBADF, ipc_connect_within (-1, &d.at.any, d.size, 9)
                          == -1);
  null = open ("/dev/null", O_RDWR);
  ATF_CHECK_ERRNO (ENOTSOCK, ipc_connect_within (null, &d.at.any, d.size, 9)
                             == -1);
  client = socket (AF_UNIX, SOCK_STREAM, 0);
  ATF_CHECK_EQ (0, ipc_connect_within (client, &d.at.any, d.size, 9));
  ATF_CHECK_ERRNO (EISCONN, ipc_connect_within (client, &d.at.any, d.size, 9)
                            == -1);
  ATF_CHECK_ERRNO (EISCONN, ipc_connect_within (client, &d.at.any, d.size,
                                                LONG_MAX) == -1);
  close (fd);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, goes_on);
  ATF_TP_ADD_TC (tp, own_time);
  ATF_TP_ADD_TC (tp, within);
  ATF_TP_ADD_TC (tp, room_later);
  ATF_TP_ADD_TC (tp, many);
  ATF_TP_ADD_TC (tp, misuse);
  return atf_no_error ();
}
