/* paced_fallback_test.c - datagrams that find no room.
   SPDX-License-Identifier: BSD-2-Clause

   ENOBUFS of an interface is not to be had at will: a stand-in for sendto()
   says it.  Each call of that is counted, since a loop that spins is the
   failure here; clocks are asked only whether a time was waited for.  */

#include <netdb.h>

#include "ipcompat-sockets.h"
#include "net-kit.h"

static ssize_t fake (int fd, const void *data, size_t size, int flags,
                     const struct sockaddr *to, socklen_t length);
#define sendto fake
#define ipc_send_paced fake_paced
ssize_t ipc_send_paced (int, const void *, size_t, int,
                        const struct sockaddr *, socklen_t, long);
#include "send-paced.c"
#undef sendto
#undef ipc_send_paced

/* How often it is to fail, and with what; then, or if that is 0, it is the
   real one.  */
static volatile int failures, error, calls;

static ssize_t
fake (int fd, const void *data, size_t size, int flags,
      const struct sockaddr *to, socklen_t length)
{
  __sync_add_and_fetch (&calls, 1);
  if (failures == 0)
    return sendto (fd, data, size, flags, to, length);
  failures--;
  errno = error;
  return -1;
}

/* A datagram socket at D.  */
static int
receiver_at (int family, struct door *d)
{
  int fd = socket (family, SOCK_DGRAM, 0);

  bind_door (fd, family, d);
  return fd;
}

/* Send one byte to D while CALLS and FAILURES are as said.  */
static ssize_t
send_while (const struct door *d, int times, int why, long limit)
{
  int fd = socket (d->at.any.sa_family, SOCK_DGRAM, 0), result;

  failures = times;
  error = why;
  calls = 0;
  result = (int) fake_paced (fd, "x", 1, 0, &d->at.any, d->size, limit);
  close (fd);
  return result;
}

/* It comes through in the end; and it does not.  Pauses grow, so that a
   second has less than 40 tries, signals or not.  */
CASE (no_buffers)
{
  struct door d;
  int fd = receiver_at (AF_UNIX, &d), i;
  char got[4];
  long start;

  (void) tc;
  for (i = 0; i < 2; i++)
    {
      storm (i);
      ATF_CHECK_EQ (1, send_while (&d, 0, 0, 0));
      ATF_CHECK_EQ (1, calls);
      ATF_CHECK_EQ (1, send_while (&d, 6, ENOBUFS, -1));
      ATF_CHECK_EQ (7, calls);
      ATF_CHECK_EQ (1, recv (fd, got, sizeof got, 0));
      ATF_CHECK_EQ (1, recv (fd, got, sizeof got, 0));
      start = now ();
      ATF_CHECK_ERRNO (ENOBUFS, send_while (&d, -1, ENOBUFS, 200) == -1);
      ATF_CHECK (now () - start >= 200);
      ATF_CHECK_MSG (calls <= 12, "%d", calls);
      ATF_CHECK_ERRNO (ENOBUFS, send_while (&d, -1, ENOBUFS, 0) == -1);
      ATF_CHECK_EQ (1, calls);
    }
  storm (0);
}

/* Others are the caller's, at once.  */
CASE (other_errors)
{
  static const int errors[] = { EMSGSIZE, ECONNREFUSED, EPERM, ENOMEM };
  struct door d;
  size_t i;

  (void) tc;
  receiver_at (AF_UNIX, &d);
  for (i = 0; i < sizeof errors / sizeof *errors; i++)
    {
      ATF_CHECK_ERRNO (errors[i], send_while (&d, -1, errors[i], -1) == -1);
      ATF_CHECK_EQ (1, calls);
    }
  ATF_CHECK_EQ (1, send_while (&d, 3, EINTR, -1));
  ATF_CHECK_EQ (4, calls);
  ATF_CHECK_ERRNO (EAGAIN, send_while (&d, -1, EINTR, 0) == -1);
  ATF_CHECK_ERRNO (EBADF, ipc_send_paced (-1, "x", 1, 0, &d.at.any, d.size,
                                          -1) == -1);
}

enum { NUMBERS = 20000 };

struct flood
{
  struct door d;
  int connected, flags;
};

static void *
send_numbers (void *arg)
{
  const struct flood *f = arg;
  int fd = socket (AF_UNIX, SOCK_DGRAM, 0), i;

  have_flags (fd, f->flags);
  if (f->connected && connect (fd, &f->d.at.any, f->d.size) == -1)
    return strerror (errno);
  for (i = 0; i < NUMBERS / 4; i++)
    if (fake_paced (fd, &i, sizeof i, 0, f->connected ? NULL : &f->d.at.any,
                    f->connected ? 0 : f->d.size, -1) != (ssize_t) sizeof i)
      return strerror (errno);
  close (fd);
  return NULL;
}

static void *
receive_numbers (void *arg)
{
  int i, n;

  for (i = 0; i < NUMBERS; i++)
    while (recv (*(int *) arg, &n, sizeof n, 0) == -1)
      if (errno != EINTR)
        return strerror (errno);
  return NULL;
}

/* A queue that is always full; nothing is lost, whoever blocks or not.  */
CASE (many)
{
  struct flood f;
  pthread_t thread;
  void *wrong;
  int fd = receiver_at (AF_UNIX, &f.d), before = open_fds (), i;

  (void) tc;
  failures = 0;
  for (i = 0; i < 2; i++)
    {
      f.connected = i;
      f.flags = i == 0 ? O_NONBLOCK : 0;
      storm (i);
      ATF_REQUIRE (pthread_create (&thread, NULL, receive_numbers, &fd) == 0);
      by_four (send_numbers, &f);
      ATF_REQUIRE (pthread_join (thread, &wrong) == 0 && wrong == NULL);
      storm (0);
    }
  ATF_CHECK_EQ (before, open_fds ());
}

/* A full one whose reader does nothing: poll() may call it writable.  */
CASE (full)
{
  struct door d;
  int fd, connected;
  long start;

  (void) tc;
  receiver_at (AF_UNIX, &d);
  for (connected = 0; connected < 2; connected++)
    {
      fd = socket (AF_UNIX, SOCK_DGRAM, 0);
      ATF_REQUIRE (!connected || connect (fd, &d.at.any, d.size) == 0);
      failures = 0;
      while (ipc_send_paced (fd, "x", 1, 0, connected ? NULL : &d.at.any,
                             connected ? 0 : d.size, 0) == 1)
        continue;
      ATF_CHECK (errno == EAGAIN || errno == ENOBUFS);
      calls = 0;
      start = now ();
      ATF_CHECK_EQ (-1, fake_paced (fd, "x", 1, 0, connected ? NULL : &d.at.any,
                                    connected ? 0 : d.size, 200));
      ATF_CHECK (errno == EAGAIN || errno == ENOBUFS);
      ATF_CHECK (now () - start >= 200);
      ATF_CHECK_MSG (calls <= 24, "%d", calls);
    }
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, no_buffers);
  ATF_TP_ADD_TC (tp, other_errors);
  ATF_TP_ADD_TC (tp, full);
  ATF_TP_ADD_TC (tp, many);
  return atf_no_error ();
}
