/* descriptors_fallback_test.c - pipes and flags in hard circumstances.
   SPDX-License-Identifier: BSD-2-Clause

   A full table of descriptors, thousands in a row, a reader that goes.  */

#include "probed.h"

#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include "ipcompat-fallbacks.h"
#include "signal-kit.h"

static void
close_both (const int fd[2])
{
  close (fd[0]);
  close (fd[1]);
}

/* Write a pattern of 1 MiB to FD; the status of the process that does.  */
enum { PATTERN = 1 << 20 };

static int
write_pattern (int fd)
{
  static char chunk[5003];
  size_t done, i, n;

  for (done = 0; done < PATTERN; done += n)
    {
      n = PATTERN - done < sizeof chunk ? PATTERN - done : sizeof chunk;
      for (i = 0; i < n; i++)
        chunk[i] = (char) ((done + i) % 251);
      if (write (fd, chunk, n) != (ssize_t) n)
        return 1;
    }
  return 0;
}

static void
read_pattern (int fd)
{
  static char chunk[3001];
  size_t done = 0, i;
  ssize_t n;

  while ((n = read (fd, chunk, sizeof chunk)) > 0)
    for (i = 0; i < (size_t) n; i++, done++)
      ATF_REQUIRE_EQ ((char) (done % 251), chunk[i]);
  ATF_CHECK_EQ (0, n);
  ATF_CHECK_EQ (PATTERN, done);
}

ATF_TC_WITHOUT_HEAD (pipe_carries);
ATF_TC_BODY (pipe_carries, tc)
{
  int fd[2], status;
  pid_t pid;

  (void) tc;
  ATF_REQUIRE (ipc_fb_pipe (fd) == 0);
  pid = fork ();
  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    _exit (write_pattern (fd[1]));
  close (fd[1]);
  read_pattern (fd[0]);
  ATF_REQUIRE_EQ (pid, waitpid (pid, &status, 0));
  ATF_CHECK_EQ (0, status);
}

/* The reader is gone: with all read, and, which is the declared limit, with
   some of it unread.  */
ATF_TC_WITHOUT_HEAD (pipe_without_reader);
ATF_TC_BODY (pipe_without_reader, tc)
{
  int fd[2];

  (void) tc;
  ATF_REQUIRE (signal (SIGPIPE, count) != SIG_ERR);
  ATF_REQUIRE (ipc_fb_pipe (fd) == 0);
  close (fd[0]);
  ATF_CHECK_ERRNO (EPIPE, write (fd[1], "x", 1) == -1);
  ATF_CHECK_EQ (1, handled);
  close (fd[1]);
  ATF_REQUIRE (ipc_fb_pipe (fd) == 0 && write (fd[1], "x", 1) == 1);
  close (fd[0]);
  if (write (fd[1], "x", 1) == -1 && errno == ECONNRESET)
    ATF_CHECK_EQ (1, handled);
  ATF_CHECK_ERRNO (EPIPE, write (fd[1], "x", 1) == -1);
  ATF_CHECK (handled >= 2);
}

/* The direction that is not its own, either.  */
ATF_TC_WITHOUT_HEAD (pipe_one_way);
ATF_TC_BODY (pipe_one_way, tc)
{
  char byte;
  int fd[2];

  (void) tc;
  ATF_REQUIRE (signal (SIGPIPE, SIG_IGN) != SIG_ERR);
  ATF_REQUIRE (ipc_fb_pipe (fd) == 0);
  ATF_CHECK_ERRNO (EPIPE, write (fd[0], "x", 1) == -1);
  ATF_CHECK_EQ (0, read (fd[1], &byte, 1));
}

typedef int make_t (int fd[2]);

static int
pipe2_all (int fd[2])
{
  return ipc_fb_pipe2 (fd, IPC_FB_O_CLOEXEC | O_NONBLOCK);
}

static make_t *const makers[] = { ipc_fb_pipe, pipe2_all };

ATF_TC_WITHOUT_HEAD (many_in_a_row);
ATF_TC_BODY (many_in_a_row, tc)
{
  int fd[2], i, j, before = next_fd ();
  char byte;

  (void) tc;
  for (j = 0; j < 2; j++)
    for (i = 0; i < 20000; i++)
      {
        ATF_REQUIRE (makers[j] (fd) == 0);
        ATF_REQUIRE (write (fd[1], "x", 1) == 1
                     && read (fd[0], &byte, 1) == 1);
        close_both (fd);
      }
  ATF_CHECK_EQ (before, next_fd ());
}

ATF_TC_WITHOUT_HEAD (full_table);
ATF_TC_BODY (full_table, tc)
{
  int fd[2] = { -7, -7 }, room, i, before = next_fd ();

  (void) tc;
  for (i = 0; i < 2; i++)
    for (room = 0; room < 3; room++)
      {
        int result;

        limit_fds (before + room);
        fd[0] = fd[1] = -7;
        result = makers[i] (fd);
        ATF_CHECK (result == 0 ? room == 2
                   : errno == EMFILE && fd[0] == -7 && fd[1] == -7);
        limit_fds (-1);
        if (result == 0)
          close_both (fd);
        ATF_CHECK_EQ (before, next_fd ());
      }
}

static int
is_cloexec (int fd)
{
  return (fcntl (fd, F_GETFD) & FD_CLOEXEC) != 0;
}

static int
is_nonblocking (int fd)
{
  return (fcntl (fd, F_GETFL) & O_NONBLOCK) != 0;
}

ATF_TC_WITHOUT_HEAD (flags);
ATF_TC_BODY (flags, tc)
{
  int fd[2], i, end, high = 50;

  (void) tc;
  for (i = 0; i < 4; i++)
    {
      int set = (i & 1 ? IPC_FB_O_CLOEXEC : 0) | (i & 2 ? O_NONBLOCK : 0);

      ATF_REQUIRE (ipc_fb_pipe2 (fd, set) == 0);
      for (end = 0; end < 2; end++)
        ATF_CHECK (is_cloexec (fd[end]) == (i & 1)
                   && is_nonblocking (fd[end]) == (i >> 1));
      close_both (fd);
    }
  ATF_CHECK_ERRNO (EINVAL, ipc_fb_pipe2 (fd, O_APPEND) == -1);
  ATF_CHECK_EQ (high, ipc_fb_dup3 (0, high, 0));
  ATF_CHECK (!is_cloexec (high));
  ATF_CHECK_EQ (high, ipc_fb_dup3 (0, high, IPC_FB_O_CLOEXEC));
  ATF_CHECK (is_cloexec (high) && !is_cloexec (0));
  ATF_CHECK_ERRNO (EINVAL, ipc_fb_dup3 (high, high, 0) == -1);
  ATF_CHECK_ERRNO (EINVAL, ipc_fb_dup3 (0, high, O_NONBLOCK) == -1);
  close (high);
  ATF_CHECK_ERRNO (EBADF, ipc_fb_dup3 (high, high + 1, 0) == -1);
}

/* A listener of AF_UNIX whose name is its kind's own.  */
static int
listen_at (struct sockaddr_storage *at, socklen_t *size)
{
  int fd = socket (AF_UNIX, SOCK_STREAM, 0);

  memset (at, 0, sizeof *at);
  at->ss_family = AF_UNIX;
  strcpy (((struct sockaddr *) at)->sa_data, "door");
  *size = sizeof at->ss_family + 16;
  ATF_REQUIRE (bind (fd, (struct sockaddr *) at, *size) == 0);
  ATF_REQUIRE (listen (fd, 5) == 0);
  return fd;
}

ATF_TC_WITHOUT_HEAD (accepted_flags);
ATF_TC_BODY (accepted_flags, tc)
{
  struct sockaddr_storage at;
  socklen_t size;
  int listener, client, fd, i;

  (void) tc;
  listener = listen_at (&at, &size);
  ATF_CHECK_ERRNO (EINVAL, ipc_fb_accept4 (listener, NULL, NULL, ~0) == -1);
  for (i = 0; i < 8; i++)
    {
      int set = (i & 1 ? IPC_FB_SOCK_CLOEXEC : 0)
                | (i & 2 ? IPC_FB_SOCK_NONBLOCK : 0);

      ATF_REQUIRE (fcntl (listener, F_SETFL, i & 4 ? O_NONBLOCK : 0) == 0);
      client = socket (AF_UNIX, SOCK_STREAM, 0);
      ATF_REQUIRE (connect (client, (struct sockaddr *) &at, size) == 0);
      fd = ipc_fb_accept4 (listener, NULL, NULL, set);
      ATF_REQUIRE (fd != -1);
      ATF_CHECK (is_cloexec (fd) == (i & 1));
      ATF_CHECK (is_nonblocking (fd) == (i >> 1 & 1));
      close (client);
      close (fd);
    }
  ATF_CHECK_ERRNO (EAGAIN, ipc_fb_accept4 (listener, NULL, NULL, 0) == -1);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, pipe_carries);
  ATF_TP_ADD_TC (tp, pipe_without_reader);
  ATF_TP_ADD_TC (tp, pipe_one_way);
  ATF_TP_ADD_TC (tp, many_in_a_row);
  ATF_TP_ADD_TC (tp, full_table);
  ATF_TP_ADD_TC (tp, flags);
  ATF_TP_ADD_TC (tp, accepted_flags);
  return atf_no_error ();
}
