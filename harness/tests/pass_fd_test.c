/* pass_fd_test.c - descriptors over sockets, and senders who mean harm.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "probed.h"

#include <atf-c.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "ipcompat-local.h"
#include "message.h"
#include "signal-kit.h"

static void
make_pair (int type, int fd[2])
{
  ATF_REQUIRE (socketpair (AF_UNIX, type, 0, fd) == 0);
}

static void
close_both (const int fd[2])
{
  close (fd[0]);
  close (fd[1]);
}

/* A file of three bytes.  */
static int
make_file (void)
{
  char name[] = "file.XXXXXX";
  int fd = mkstemp (name);

  ATF_REQUIRE (fd != -1 && write (fd, "abc", 3) == 3 && unlink (name) == 0);
  return fd;
}

/* Whether GOT is one more descriptor of the open file A.  */
static int
shares (int got, int a)
{
  return got != a && lseek (got, 1, SEEK_SET) == 1
         && lseek (a, 0, SEEK_CUR) == 1 && lseek (a, 2, SEEK_SET) == 2
         && lseek (got, 0, SEEK_CUR) == 2;
}

/* Send N times FILE, with SIZE bytes of TEXT, as a stranger would.  */
static void
send_rights (int socket, int file, int n, const char *text, size_t size)
{
  struct message m;
  struct cmsghdr *c;
  char copy[8];
  int i;

  memcpy (copy, text, size);
  message_prepare (&m, n == 0 ? 0 : CMSG_SPACE ((size_t) n * sizeof file));
  m.data.iov_base = copy;
  m.data.iov_len = size;
  if (n > 0)
    {
      c = CMSG_FIRSTHDR (&m.header);
      c->cmsg_level = SOL_SOCKET;
      c->cmsg_type = SCM_RIGHTS;
      c->cmsg_len = CMSG_LEN ((size_t) n * sizeof file);
      for (i = 0; i < n; i++)
        memcpy (CMSG_DATA (c) + (size_t) i * sizeof file, &file, sizeof file);
    }
  ATF_REQUIRE_EQ ((ssize_t) size, sendmsg (socket, &m.header, 0));
}

ATF_TC_WITHOUT_HEAD (passes);
ATF_TC_BODY (passes, tc)
{
  static const int types[] = { SOCK_STREAM, SOCK_DGRAM };
  int fd[2], i, got, file = make_file (), before = open_fds ();

  (void) tc;
  for (i = 0; i < 2; i++)
    {
      make_pair (types[i], fd);
      ATF_REQUIRE (ipc_send_fd (fd[0], file) == 0);
      got = ipc_receive_fd (fd[1]);
      ATF_REQUIRE (got != -1);
      ATF_CHECK (shares (got, file));
      ATF_CHECK (fcntl (got, F_GETFD) & FD_CLOEXEC);
      close (got);
      close_both (fd);
    }
  ATF_CHECK_EQ (before, open_fds ());
}

/* What is under way outlives its sender, and dies with its receiver.  */
ATF_TC_WITHOUT_HEAD (killed);
ATF_TC_BODY (killed, tc)
{
  int fd[2], tube[2], got, status, sends;
  char byte;
  pid_t pid;

  (void) tc;
  for (sends = 0; sends < 2; sends++)
    {
      make_pair (SOCK_STREAM, fd);
      ATF_REQUIRE (pipe (tube) == 0);
      pid = fork ();
      ATF_REQUIRE (pid != -1);
      if (pid == 0)
        {
          if (sends && ipc_send_fd (fd[0], tube[1]) == -1)
            _exit (1);
          kill (getpid (), SIGKILL);
        }
      ATF_REQUIRE (waitpid (pid, &status, 0) == pid && WIFSIGNALED (status));
      close (fd[0]);
      close (tube[1]);
      got = ipc_receive_fd (fd[1]);
      if (sends)
        ATF_CHECK (got != -1 && write (got, "x", 1) == 1
                   && read (tube[0], &byte, 1) == 1);
      else
        ATF_CHECK (got == -1 && errno == ECONNRESET);
      close (got);
      ATF_CHECK_EQ (0, read (tube[0], &byte, 1));
      close (tube[0]);
      close (fd[1]);
    }
  make_pair (SOCK_STREAM, fd);
  ATF_REQUIRE (pipe (tube) == 0 && ipc_send_fd (fd[0], tube[1]) == 0);
  close (tube[1]);
  close_both (fd);
  ATF_CHECK_EQ (0, read (tube[0], &byte, 1));
}

/* Whatever comes, no descriptor is left, and the next good one arrives.  */
ATF_TC_WITHOUT_HEAD (strangers);
ATF_TC_BODY (strangers, tc)
{
  static const struct
  {
    int type, n;
    const char *text;
    size_t size;
    int error;
  } tries[] = {
    { SOCK_STREAM, 0, "F", 1, ENOMSG }, { SOCK_STREAM, 2, "F", 1, EBADMSG },
    { SOCK_STREAM, 200, "F", 1, EBADMSG }, { SOCK_STREAM, 1, "x", 1, EBADMSG },
    { SOCK_STREAM, 0, "x", 1, EBADMSG }, { SOCK_DGRAM, 3, "", 0, EBADMSG },
    { SOCK_DGRAM, 0, "", 0, EBADMSG }, { SOCK_DGRAM, 2, "xyz", 3, EBADMSG },
    { SOCK_DGRAM, 1, "Fyz", 3, EBADMSG }
  };
  int fd[2], got, file = make_file (), before = open_fds ();
  size_t i;

  (void) tc;
  for (i = 0; i < sizeof tries / sizeof *tries; i++)
    {
      make_pair (tries[i].type, fd);
      send_rights (fd[0], file, tries[i].n, tries[i].text, tries[i].size);
      ATF_CHECK_ERRNO (tries[i].error, ipc_receive_fd (fd[1]) == -1);
      ATF_CHECK_EQ (before + 2, open_fds ());
      ATF_REQUIRE (ipc_send_fd (fd[0], file) == 0);
      got = ipc_receive_fd (fd[1]);
      ATF_CHECK (got != -1 && shares (got, file));
      close (got);
      close_both (fd);
    }
  ATF_CHECK_EQ (before, open_fds ());
}

ATF_TC_WITHOUT_HEAD (full_table);
ATF_TC_BODY (full_table, tc)
{
  int fd[2], got, n, file = make_file (), before;

  (void) tc;
  for (n = 1; n < 4; n++)
    {
      make_pair (SOCK_STREAM, fd);
      send_rights (fd[0], file, n, "F", 1);
      before = open_fds ();
      limit_fds (next_fd () + n - 1);
      ATF_CHECK_ERRNO (n == 1 ? EMFILE : EBADMSG, ipc_receive_fd (fd[1])
                       == -1 && (n == 1 || errno != EMFILE
                                 || (errno = EBADMSG) != 0));
      limit_fds (-1);
      ATF_CHECK_EQ (before, open_fds ());
      ATF_REQUIRE (ipc_send_fd (fd[0], file) == 0);
      ATF_CHECK ((got = ipc_receive_fd (fd[1])) != -1);
      close (got);
      close_both (fd);
    }
}

ATF_TC_WITHOUT_HEAD (refusals);
ATF_TC_BODY (refusals, tc)
{
  int fd[2], tube[2], internet = socket (AF_INET, SOCK_DGRAM, 0);

  (void) tc;
  make_pair (SOCK_STREAM, fd);
  ATF_REQUIRE (pipe (tube) == 0);
  ATF_REQUIRE (signal (SIGPIPE, count) != SIG_ERR);
  ATF_REQUIRE (fcntl (fd[1], F_SETFL, O_NONBLOCK) == 0);
  ATF_CHECK_ERRNO (EAGAIN, ipc_receive_fd (fd[1]) == -1);
  ATF_CHECK_ERRNO (EBADF, ipc_send_fd (fd[0], -1) == -1);
  ATF_CHECK_ERRNO (EBADF, ipc_send_fd (-1, 0) == -1);
  ATF_CHECK_ERRNO (EBADF, ipc_receive_fd (-1) == -1);
  ATF_CHECK_ERRNO (ENOTSOCK, ipc_send_fd (tube[1], 0) == -1);
  if (internet != -1)
    ATF_CHECK_ERRNO (EOPNOTSUPP, ipc_send_fd (internet, 0) == -1);
  ATF_CHECK_ERRNO (EAGAIN, ipc_receive_fd (fd[1]) == -1);
  close (fd[1]);
  ATF_CHECK_ERRNO (EPIPE, ipc_send_fd (fd[0], 0) == -1);
  ATF_CHECK_EQ (0, handled);
}

ATF_TC_WITHOUT_HEAD (many_in_a_row);
ATF_TC_BODY (many_in_a_row, tc)
{
  int fd[2], i, got, file = make_file (), before;

  (void) tc;
  make_pair (SOCK_STREAM, fd);
  before = next_fd ();
  for (i = 0; i < 20000; i++)
    {
      ATF_REQUIRE (ipc_send_fd (fd[i % 2], file) == 0);
      got = ipc_receive_fd (fd[!(i % 2)]);
      ATF_REQUIRE_EQ (before, got);
      close (got);
    }
}

/* Threads that share one pair: each takes a message of its own.  */
static int shared[2], passed;

static void *
take_many (void *arg)
{
  int i, got;

  for (i = 0; i < 500; i++)
    {
      if (ipc_send_fd (shared[0], passed) == -1)
        return arg;
      got = ipc_receive_fd (shared[1]);
      if (got == -1 || lseek (got, 0, SEEK_END) != 3)
        return arg;
      close (got);
    }
  return NULL;
}

CASE (four_threads)
{
  enum { WORKERS = 4 };
  pthread_t thread[WORKERS];
  void *wrong;
  int i, before;

  make_pair (SOCK_STREAM, shared);
  passed = make_file ();
  before = open_fds ();
  for (i = 0; i < WORKERS; i++)
    ATF_REQUIRE (pthread_create (&thread[i], NULL, take_many, (void *) tc)
                 == 0);
  for (i = 0; i < WORKERS; i++)
    ATF_CHECK (pthread_join (thread[i], &wrong) == 0 && wrong == NULL);
  ATF_CHECK_EQ (before, open_fds ());
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, passes);
  ATF_TP_ADD_TC (tp, killed);
  ATF_TP_ADD_TC (tp, strangers);
  ATF_TP_ADD_TC (tp, full_table);
  ATF_TP_ADD_TC (tp, refusals);
  ATF_TP_ADD_TC (tp, many_in_a_row);
  ATF_TP_ADD_TC (tp, four_threads);
  return atf_no_error ();
}
