/* restart_transfer_fallback_test.c - what is left of a transfer.
   SPDX-License-Identifier: BSD-2-Clause

   poll() is counted: a loop that spins is a failure, too.  */

#include <poll.h>
#include <sys/wait.h>

#include "net-kit.h"

static volatile int polls;

static int
counted_poll (struct pollfd *p, nfds_t n, int timeout)
{
  __sync_add_and_fetch (&polls, 1);
  return poll (p, n, timeout);
}

/* The library has them, too.  */
#define poll counted_poll
#define ipc_receive_until tested_receive_until
#define ipc_send_until tested_send_until
#define ipc_fb_recv tested_recv
#define ipc_fb_recvfrom tested_recvfrom
#define ipc_fb_send tested_send
#define ipc_fb_sendto tested_sendto
#include "restart-transfer.c"
#undef poll

/* poll() finds room for a datagram without a connection, and there is none:
   nobody spins, and what has room at last gets through.  */
CASE (room_that_is_none)
{
  struct door d;
  int to = socket (AF_UNIX, SOCK_DGRAM, 0), before;
  int from = socket (AF_UNIX, SOCK_DGRAM, 0);
  char byte;

  (void) tc;
  bind_door (to, AF_UNIX, &d);
  while (sendto (from, "f", 1, MSG_DONTWAIT, &d.at.any, d.size) == 1)
    continue;
  ATF_REQUIRE (errno == EAGAIN);
  ATF_CHECK_ERRNO (EAGAIN, ipc_send_until (from, "x", 1, 0, &d.at.any, d.size,
                                           deadline_in (100)) == -1);
  ATF_CHECK_MSG (polls < 40, "%d calls", polls);
  before = polls;
  ATF_REQUIRE (recv (to, &byte, 1, 0) == 1);
  ATF_CHECK_EQ (1, ipc_send_until (from, "x", 1, 0, &d.at.any, d.size,
                                   deadline_in (100)));
  ATF_CHECK_EQ (before, polls);
}

/* So much has a stream that poll() finds no room for more, or so little that
   it finds nothing, and there is some.  */
CASE (room_that_is_little)
{
  int fd[2], low = 4, size = 1 << 16;
  struct door d;
  char part[4096] = { 0 };
  struct pollfd p;

  (void) tc;
  ATF_REQUIRE (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == 0);
  p.fd = fd[0];
  p.events = POLLOUT;
  ATF_REQUIRE (setsockopt (fd[0], SOL_SOCKET, SO_SNDBUF, &size, sizeof size)
               == 0);
  while (send (fd[0], part, sizeof part, MSG_DONTWAIT) > 0)
    continue;
  ATF_REQUIRE (recv (fd[1], part, sizeof part, 0) == sizeof part);
  if (poll (&p, 1, 0) == 0)
    ATF_CHECK_EQ (1, ipc_send_until (fd[0], part, 1, 0, NULL, 0,
                                     deadline_in (20)));

  fd[0] = listen_at (AF_INET, 1, &d);
  fd[1] = socket (AF_INET, SOCK_STREAM, 0);
  ATF_REQUIRE (connect (fd[1], &d.at.any, d.size) == 0);
  p.fd = accept (fd[0], NULL, NULL);
  p.events = POLLIN;
  if (setsockopt (p.fd, SOL_SOCKET, SO_RCVLOWAT, &low, sizeof low) == -1)
    atf_tc_skip ("no SO_RCVLOWAT");
  ATF_REQUIRE (send (fd[1], "x", 1, 0) == 1);
  ATF_REQUIRE (recv (p.fd, part, 1, MSG_PEEK) == 1);
  ATF_CHECK_EQ (1, ipc_receive_until (p.fd, part, 4, 0, NULL, NULL,
                                      deadline_in (20)));
}

/* A block whose bytes tell where they were.  */
enum { SIZE = 1 << 20 };
static unsigned char block[SIZE];

/* Read MOST bytes of such blocks from FD, or up to its end; how many were
   right.  */
static long
read_block (int fd, long most)
{
  unsigned char part[8192];
  long sum = 0;
  ssize_t n, i;

  while (sum < most
         && (n = recv (fd, part, (size_t) (most - sum) < sizeof part
                       ? (size_t) (most - sum) : sizeof part, 0)) > 0)
    for (i = 0; i < n; i++, sum++)
      if (part[i] != block[sum % SIZE])
        return -1;
  return sum;
}

/* Parts make a whole, of which no byte comes twice.  */
CASE (whole_stream)
{
  int fd[2], i, status;
  pid_t pid;

  (void) tc;
  for (i = 0; i < SIZE; i++)
    block[i] = (unsigned char) (i % 251);
  ATF_REQUIRE (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == 0);
  pid = fork ();
  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    {
      close (fd[1]);
      _exit (read_block (fd[0], 2 * SIZE) != SIZE);
    }
  ATF_CHECK_EQ (SIZE, ipc_send_until (fd[1], block, SIZE, 0, NULL, 0,
                                      deadline_in (60000)));
  close (fd[1]);
  ATF_REQUIRE (waitpid (pid, &status, 0) == pid);
  ATF_CHECK_EQ (0, status);
}

/* What a stream has taken when the time is over, or its peer goes, is counted;
   only the next call fails.  */
CASE (part_of_a_stream)
{
  long sent;
  int fd[2];
  pid_t pid;

  (void) tc;
  ATF_REQUIRE (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == 0);
  sent = (long) ipc_send_until (fd[1], block, SIZE, 0, NULL, 0,
                                deadline_in (20));
  ATF_CHECK (sent > 0 && sent < SIZE);
  ATF_CHECK_EQ (sent, read_block (fd[0], sent));
  ATF_CHECK (recv (fd[0], block, 1, MSG_DONTWAIT) == -1);

  pid = fork ();
  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    {
      close (fd[1]);
      _exit (read_block (fd[0], 8192) != 8192);
    }
  close (fd[0]);
  ATF_CHECK (ipc_send_until (fd[1], block, SIZE, 0, NULL, 0,
                             deadline_in (60000)) > 0);
  while (waitpid (pid, NULL, 0) == -1)
    continue;
  signal (SIGPIPE, count);
  ATF_CHECK_ERRNO (EPIPE, ipc_fb_send (fd[1], "x", 1, 0) == -1);
  ATF_CHECK_EQ (1, handled);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, room_that_is_none);
  ATF_TP_ADD_TC (tp, room_that_is_little);
  ATF_TP_ADD_TC (tp, whole_stream);
  ATF_TP_ADD_TC (tp, part_of_a_stream);
  return atf_no_error ();
}
