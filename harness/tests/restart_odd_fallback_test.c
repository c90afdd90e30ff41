/* restart_odd_fallback_test.c - restarted calls with odd arguments.
   SPDX-License-Identifier: BSD-2-Clause

   And in odd surroundings: what a native call does with these, its restarted
   form is to do, too.  */

#include <limits.h>
#include <sys/select.h>
#include <sys/stat.h>

#include "child-kit.h"
#include "ipcompat-files.h"
#include "ipcompat-processes.h"
#include "ipcompat-sockets.h"
#include "ipcompat-waits.h"
#include "restart-kit.h"

static int fd[2];

/* A file that O_TMPFILE makes has its mode, too.  */
CASE (mode_of_a_new_file)
{
  struct stat s;
  int file;

  (void) tc;
  umask (0);
  file = ipc_fb_open ("new", O_RDWR | O_CREAT, 0640);
  ATF_REQUIRE (file != -1 && fstat (file, &s) == 0);
  ATF_CHECK_EQ (0640, s.st_mode & 07777);
#ifdef O_TMPFILE
  file = ipc_fb_open (".", O_RDWR | O_TMPFILE, 0640);
  if (file == -1)
    atf_tc_skip ("no nameless files: %s", strerror (errno));
  ATF_REQUIRE (fstat (file, &s) == 0);
  ATF_CHECK_EQ (0640, s.st_mode & 07777);
#endif
}

/* More than a second of microseconds, which some systems take.  */
CASE (many_microseconds)
{
  struct timeval tv = { 0, 1000000 };
  fd_set set;
  long start;

  (void) tc;
  storm (1);
  start = now ();
  if (ipc_fb_select (0, NULL, NULL, NULL, &tv) == -1)
    {
      ATF_CHECK_EQ (EINVAL, errno);
      ATF_CHECK (now () - start < 1000);
      return;
    }
  ATF_CHECK (now () - start >= 1000);

  tv.tv_usec = sizeof tv.tv_usec == sizeof (long) ? LONG_MAX : INT_MAX;
  ATF_REQUIRE (pipe (fd) == 0 && write (fd[1], "x", 1) == 1);
  FD_ZERO (&set);
  FD_SET (fd[0], &set);
  ATF_CHECK_ERRNO (EINVAL, ipc_fb_select (fd[0] + 1, &set, NULL, NULL, &tv)
                           == -1 || (errno = EINVAL));
  storm (0);
}

/* A process that may have no descriptor has no use of poll().  */
static int
receive_without_poll (void)
{
  struct rlimit none = { 0, 0 };
  struct timeval tv = { 0, LIMIT * 1000 };
  pid_t sender;
  char byte;
  long start;
  int i;

  if (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == -1
      || setsockopt (fd[0], SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof tv) == -1)
    return 1;
  sender = start_storm (SIGUSR1);
  if (setrlimit (RLIMIT_NOFILE, &none) == -1)
    return 2;
  start = now ();
  i = ipc_fb_recv (fd[0], &byte, 1, 0) != -1 || errno != EAGAIN ? 3
      : now () - start < LIMIT ? 4 : 0;
  kill (sender, SIGKILL);
  ipc_fb_retry_waitpid (sender, NULL, 0);
  return i;
}

CASE (no_descriptors)
{
  (void) tc;
  check_in_child (receive_without_poll);
}

#ifdef MSG_FASTOPEN
static struct door full;

/* What native calls say when it is they who were late is no matter.  */
static int
late_first_data (void)
{
  struct timeval tv = { 0, LIMIT * 1000 };
  int client = socket (AF_INET, SOCK_STREAM, 0), error;

  ATF_REQUIRE (setsockopt (client, SOL_SOCKET, SO_SNDTIMEO, &tv, sizeof tv)
               == 0);
  if (ipc_fb_sendto (client, "x", 1, MSG_FASTOPEN, &full.at.any, full.size)
      != -1)
    return 1;
  error = errno;
  close (client);
  if (error == EOPNOTSUPP)
    atf_tc_skip ("no connections by MSG_FASTOPEN");
  errno = error;
  return error == EAGAIN || error == EINPROGRESS ? 0 : -1;
}

/* Data that make their own connection, for which there is no room.  */
CASE (connection_with_data)
{
  int client[MOST_CLIENTS];

  (void) tc;
  full_listener (AF_INET, &full, client);
  check_limit ("sendto", late_first_data);
}
#endif

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, mode_of_a_new_file);
  ATF_TP_ADD_TC (tp, many_microseconds);
  ATF_TP_ADD_TC (tp, no_descriptors);
#ifdef MSG_FASTOPEN
  ATF_TP_ADD_TC (tp, connection_with_data);
#endif
  return atf_no_error ();
}
