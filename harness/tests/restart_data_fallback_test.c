/* restart_data_fallback_test.c - data in a storm of signals.
   SPDX-License-Identifier: BSD-2-Clause

   Numbers are sent, one after the other: none may be missing or come
   twice.  */

#include <poll.h>

#include "ipcompat-files.h"
#include "ipcompat-sockets.h"
#include "restart-kit.h"

enum { MANY = 20000 };

static int fd[2];

static void
have_limit (int socket, int option, long ms)
{
  struct timeval tv = { ms / 1000, ms % 1000 * 1000 };

  ATF_REQUIRE (setsockopt (socket, SOL_SOCKET, option, &tv, sizeof tv) == 0);
}

static void
make_pair (int type)
{
  ATF_REQUIRE (socketpair (AF_UNIX, type, 0, fd) == 0);
}

/* Fill FD, of messages or a stream; how many bytes that were.  */
static long
fill (int socket)
{
  static const char block[512];
  long sum = 0;
  ssize_t n;

  while ((n = send (socket, block, sizeof block, MSG_DONTWAIT)) > 0)
    sum += n;
  while (send (socket, block, 1, MSG_DONTWAIT) == 1)
    sum++;
  return sum;
}

static int
is_late (ssize_t result)
{
  return result == -1 && errno == EAGAIN ? 0 : 1;
}

static int
late_recv (void)
{
  char byte;

  return is_late (ipc_fb_recv (fd[0], &byte, 1, 0));
}

static int
late_recvfrom (void)
{
  struct door d;
  char byte;

  d.size = sizeof d.at;
  return is_late (ipc_fb_recvfrom (fd[0], &byte, 1, 0, &d.at.any, &d.size));
}

static int
late_read (void)
{
  char byte;

  return is_late (ipc_fb_read (fd[0], &byte, 1));
}

static int
late_send (void)
{
  return is_late (ipc_fb_send (fd[1], "x", 1, 0));
}

static int
late_sendto (void)
{
  return is_late (ipc_fb_sendto (fd[1], "x", 1, 0, NULL, 0));
}

static int
late_write (void)
{
  return is_late (ipc_fb_write (fd[1], "x", 1));
}

static int
late_accept (void)
{
  return is_late (ipc_fb_accept (fd[0], NULL, NULL));
}

static void
check_pair (int type)
{
  make_pair (type);
  fill (fd[1]);
  have_limit (fd[1], SO_SNDTIMEO, LIMIT);
  check_limit ("send", late_send);
  check_limit ("sendto", late_sendto);
  check_limit ("write", late_write);
  close (fd[0]);
  close (fd[1]);

  make_pair (type);
  have_limit (fd[0], SO_RCVTIMEO, LIMIT);
  check_limit ("recv", late_recv);
  check_limit ("recvfrom", late_recvfrom);
  check_limit ("read", late_read);
  close (fd[0]);
  close (fd[1]);
}

CASE (over_in_time)
{
  struct door d;

  (void) tc;
  check_pair (SOCK_STREAM);
  check_pair (SOCK_DGRAM);
  fd[0] = listen_at (AF_UNIX, 1, &d);
  have_limit (fd[0], SO_RCVTIMEO, LIMIT);
  check_limit ("accept", late_accept);
}

/* Send MANY numbers to SOCKET, each of them whole.  */
static int
send_numbers (int socket)
{
  int i;

  for (i = 0; i < MANY; i++)
    {
      const char *p = (const char *) &i;
      size_t done = 0;

      while (done < sizeof i)
        {
          ssize_t n = i % 2 == 0
                      ? ipc_fb_send (socket, p + done, sizeof i - done, 0)
                      : ipc_fb_write (socket, p + done, sizeof i - done);

          if (n > 0)
            done += (size_t) n;
          else if (errno != EAGAIN)
            return 1;
        }
    }
  return 0;
}

/* Take the next number, by one call or the other.  */
static int
next_number (int socket, int *number)
{
  char *p = (char *) number;
  size_t done = 0;

  while (done < sizeof *number)
    {
      ssize_t n = *number % 2 == 0
                  ? ipc_fb_recv (socket, p + done, sizeof *number - done, 0)
                  : ipc_fb_read (socket, p + done, sizeof *number - done);

      if (n > 0)
        done += (size_t) n;
      else if (n == 0 || errno != EAGAIN)
        return 0;
    }
  return 1;
}

/* A child sends, this process receives, both in a storm, with little time
   for each call.  */
static void
check_numbers (int type)
{
  int i, number = 0, status;
  pid_t pid;

  make_pair (type);
  for (i = 0; i < 2; i++)
    {
      have_limit (fd[i], SO_RCVTIMEO, 3);
      have_limit (fd[i], SO_SNDTIMEO, 3);
    }
  pid = fork ();
  ATF_REQUIRE (pid != -1);
  storm (1);
  if (pid == 0)
    _exit (send_numbers (fd[1]));
  for (i = 0; i < MANY; i++)
    {
      if (i % 1000 == 0)
        poll (NULL, 0, 5);
      ATF_REQUIRE (next_number (fd[0], &number));
      ATF_REQUIRE_EQ (i, number);
    }
  storm (0);
  ATF_REQUIRE (waitpid (pid, &status, 0) == pid);
  ATF_CHECK_EQ (0, status);
  close (fd[0]);
  close (fd[1]);
}

CASE (streams)
{
  (void) tc;
  check_numbers (SOCK_STREAM);
}

CASE (datagrams)
{
  (void) tc;
  check_numbers (SOCK_DGRAM);
}

/* Four who take from one socket: each number comes to one of them.  */
static unsigned char seen[MANY];

static void *
take_some (void *arg)
{
  int number;
  ssize_t n;

  change_mask (SIG_UNBLOCK, SIGALRM);
  for (;;)
    {
      n = ipc_fb_recv (fd[0], &number, sizeof number, 0);
      if (n == -1 && errno == EAGAIN)
        continue;
      if (n != sizeof number)
        return "a wrong size";
      if (number == -1)
        return arg;
      if (__sync_add_and_fetch (&seen[number], 1) != 1)
        return "a number comes twice";
    }
}

static void *
give_all (void *arg)
{
  int i, number;

  for (i = 0; i < MANY + 4; i++)
    {
      number = i < MANY ? i : -1;
      while (ipc_fb_send (fd[1], &number, sizeof number, 0) == -1)
        if (errno != EAGAIN)
          return "send";
    }
  return arg;
}

CASE (threads)
{
  pthread_t giver;
  void *wrong;
  int i;

  (void) tc;
  make_pair (SOCK_DGRAM);
  have_limit (fd[0], SO_RCVTIMEO, 3);
  have_limit (fd[1], SO_SNDTIMEO, 3);
  storm (1);
  ATF_REQUIRE (pthread_create (&giver, NULL, give_all, NULL) == 0);
  change_mask (SIG_BLOCK, SIGALRM);
  by_four (take_some, NULL);
  ATF_REQUIRE (pthread_join (giver, &wrong) == 0 && wrong == NULL);
  storm (0);
  for (i = 0; i < MANY; i++)
    ATF_REQUIRE_EQ (1, seen[i]);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, over_in_time);
  ATF_TP_ADD_TC (tp, streams);
  ATF_TP_ADD_TC (tp, datagrams);
  ATF_TP_ADD_TC (tp, threads);
  return atf_no_error ();
}
