/* peer_ids_test.c - who is at the other end, and who says so.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "probed.h"

#include <atf-c.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>

#include "child-kit.h"
#include "ipcompat-local.h"
#include "message.h"
#include "signal-kit.h"

static int
is_own (const struct ipc_peer_ids *ids)
{
  return ids->uid == geteuid () && ids->gid == getegid ()
         && (ids->pid == -1 || ids->pid == getpid ());
}

/* Ends the case where nothing tells of peers.  */
static void
make_pair (int fd[2])
{
  struct ipc_peer_ids ids;

  ATF_REQUIRE (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == 0);
  if (ipc_peer_ids (fd[0], &ids) == -1 && errno == ENOSYS)
    atf_tc_skip ("no interface tells of peers");
}

static int
name_socket (struct sockaddr_un *a)
{
  int fd = socket (AF_UNIX, SOCK_STREAM, 0);

  memset (a, 0, sizeof *a);
  a->sun_family = AF_UNIX;
  strcpy (a->sun_path, "sock");
  ATF_REQUIRE (fd != -1);
  return fd;
}

/* Of a child's connection that is still there, and of one that is gone.  */
ATF_TC_WITHOUT_HEAD (child);
ATF_TC_BODY (child, tc)
{
  struct ipc_peer_ids ids;
  struct sockaddr_un a;
  int fd[2], listener, session, status;
  pid_t pid;

  (void) tc;
  make_pair (fd);
  ATF_REQUIRE (ipc_peer_ids (fd[0], &ids) == 0);
  ATF_CHECK (is_own (&ids));
  listener = name_socket (&a);
  ATF_REQUIRE (bind (listener, (struct sockaddr *) &a, sizeof a) == 0
               && listen (listener, 1) == 0);
  pid = fork ();
  ATF_REQUIRE (pid != -1);
  if (pid == 0)
    {
      if (getuid () == 0 && setgid (12) == -1)
        _exit (2);
      listener = name_socket (&a);
      _exit (connect (listener, (struct sockaddr *) &a, sizeof a) == -1);
    }
  ATF_REQUIRE (waitpid (pid, &status, 0) == pid);
  if (WIFEXITED (status) && WEXITSTATUS (status) == 2)
    atf_tc_skip ("there is no other group here");
  ATF_REQUIRE_EQ (0, status);
  session = accept (listener, NULL, NULL);
  ATF_REQUIRE (session != -1 && ipc_peer_ids (session, &ids) == 0);
  ATF_CHECK_EQ (geteuid (), ids.uid);
  ATF_CHECK_EQ (getuid () == 0 ? 12 : getegid (), ids.gid);
  ATF_CHECK (ids.pid == -1 || ids.pid == pid);
}

/* Who has no peer is not told that it is the caller, root or nobody.  */
ATF_TC_WITHOUT_HEAD (nobody);
ATF_TC_BODY (nobody, tc)
{
  struct ipc_peer_ids ids = { 77, 78, 79 };
  struct sockaddr_in in;
  struct sockaddr_un a;
  socklen_t size = sizeof in;
  int fd[2], tube[2], listener, internet, other;

  (void) tc;
  make_pair (fd);
  ATF_REQUIRE (pipe (tube) == 0);
  ATF_CHECK_ERRNO (ENOTCONN, ipc_peer_ids (name_socket (&a), &ids) == -1);
  listener = name_socket (&a);
  ATF_REQUIRE (bind (listener, (struct sockaddr *) &a, sizeof a) == 0
               && listen (listener, 1) == 0);
  ATF_CHECK_ERRNO (ENOTCONN, ipc_peer_ids (listener, &ids) == -1);
  ATF_CHECK_ERRNO (ENOTSOCK, ipc_peer_ids (tube[0], &ids) == -1);
  ATF_CHECK_ERRNO (EBADF, ipc_peer_ids (-1, &ids) == -1);
  memset (&in, 0, sizeof in);
  in.sin_family = AF_INET;
  in.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  internet = socket (AF_INET, SOCK_DGRAM, 0);
  other = socket (AF_INET, SOCK_DGRAM, 0);
  if (internet != -1 && bind (internet, (struct sockaddr *) &in, sizeof in)
      == 0 && getsockname (internet, (struct sockaddr *) &in, &size) == 0
      && connect (other, (struct sockaddr *) &in, sizeof in) == 0)
    ATF_CHECK_ERRNO (EOPNOTSUPP, ipc_peer_ids (other, &ids) == -1);
  ATF_CHECK (ids.uid == 77 && ids.gid == 78 && ids.pid == 79);
}

/* Ends the case where no message carries them.  */
static void
message_pair (int fd[2])
{
  ATF_REQUIRE (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == 0);
  if (ipc_want_ids (fd[1]) == -1 && errno == ENOSYS)
    atf_tc_skip ("no messages carry ids");
  ATF_REQUIRE (fcntl (fd[1], F_SETFL, O_NONBLOCK) == 0);
}

ATF_TC_WITHOUT_HEAD (messages);
ATF_TC_BODY (messages, tc)
{
  struct ipc_peer_ids ids = { 77, 78, 79 };
  int fd[2], before;

  (void) tc;
  message_pair (fd);
  before = open_fds ();
  ATF_REQUIRE (signal (SIGPIPE, count) != SIG_ERR);
  ATF_CHECK_ERRNO (EAGAIN, ipc_receive_ids (fd[1], &ids) == -1);
  ATF_REQUIRE (ipc_send_ids (fd[0]) == 0 && ipc_send_ids (fd[0]) == 0);
  ATF_CHECK (ipc_receive_ids (fd[1], &ids) == 0 && is_own (&ids));
  ATF_CHECK (ipc_receive_ids (fd[1], &ids) == 0 && is_own (&ids));
  ids.uid = 77;
  /* Another byte, and one that passes a descriptor.  */
  ATF_REQUIRE (send (fd[0], "x", 1, 0) == 1);
  ATF_CHECK (ipc_receive_ids (fd[1], &ids) == -1
             && (errno == ENOMSG || errno == EBADMSG));
  ATF_REQUIRE (ipc_send_fd (fd[0], 0) == 0);
  ATF_CHECK (ipc_receive_ids (fd[1], &ids) == -1
             && (errno == ENOMSG || errno == EBADMSG));
  ATF_CHECK_EQ (before, open_fds ());
  close (fd[0]);
  ATF_CHECK_ERRNO (ECONNRESET, ipc_receive_ids (fd[1], &ids) == -1);
  ATF_CHECK_ERRNO (EPIPE, ipc_send_ids (fd[1]) == -1);
  ATF_CHECK_EQ (77, ids.uid);
  ATF_CHECK_EQ (0, handled);
}

/* A datagram that only begins as one of these is none, and an empty one is
   no end.  */
ATF_TC_WITHOUT_HEAD (datagrams);
ATF_TC_BODY (datagrams, tc)
{
  struct ipc_peer_ids ids = { 77, 78, 79 };
  int fd[2];

  (void) tc;
  message_pair (fd);
  ATF_REQUIRE (socketpair (AF_UNIX, SOCK_DGRAM, 0, fd) == 0
               && ipc_want_ids (fd[1]) == 0);
  ATF_REQUIRE (send (fd[0], "Imore", 5, 0) == 5 && send (fd[0], "", 0, 0) == 0
               && ipc_send_ids (fd[0]) == 0);
  ATF_CHECK_ERRNO (EBADMSG, ipc_receive_ids (fd[1], &ids) == -1);
  ATF_CHECK_ERRNO (EBADMSG, ipc_receive_ids (fd[1], &ids) == -1);
  ATF_CHECK_EQ (77, ids.uid);
  ATF_CHECK (ipc_receive_ids (fd[1], &ids) == 0 && is_own (&ids));
}

/* A sender who claims to be another is refused.  */
#if defined SCM_CREDENTIALS && defined SO_PASSCRED
static int
lie (void)
{
  struct ipc_peer_ids ids;
  struct message m;
  struct cmsghdr *c;
  struct ucred wrong = { 1, 0, 0 };
  int fd[2];

  /* There is no other one here.  */
  if (getuid () == 0 && (setgid (12) == -1 || setuid (11) == -1))
    return 0;
  if (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == -1
      || ipc_want_ids (fd[1]) == -1 || fcntl (fd[1], F_SETFL, O_NONBLOCK) == -1)
    return 2;
  message_prepare (&m, CMSG_SPACE (sizeof wrong));
  c = CMSG_FIRSTHDR (&m.header);
  c->cmsg_level = SOL_SOCKET;
  c->cmsg_type = SCM_CREDENTIALS;
  c->cmsg_len = CMSG_LEN (sizeof wrong);
  memcpy (CMSG_DATA (c), &wrong, sizeof wrong);
  m.byte = MESSAGE_OF_IDS;
  if (message_send (fd[0], &m) != -1 || errno != EPERM)
    return 3;
  return ipc_receive_ids (fd[1], &ids) == -1 && errno == EAGAIN ? 0 : 4;
}
#endif

ATF_TC_WITHOUT_HEAD (liar);
ATF_TC_BODY (liar, tc)
{
  (void) tc;
#if defined SCM_CREDENTIALS && defined SO_PASSCRED
  check_in_child (lie);
#else
  atf_tc_skip ("the kernel alone fills them in");
#endif
}

static void *
ask_often (void *arg)
{
  struct ipc_peer_ids ids;
  int fd[2], i;

  for (i = 0; i < 5000; i++)
    {
      if (socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == -1
          || ipc_peer_ids (fd[0], &ids) == -1 || !is_own (&ids))
        return arg;
      close (fd[0]);
      close (fd[1]);
    }
  return NULL;
}

CASE (four_threads)
{
  enum { WORKERS = 4 };
  pthread_t thread[WORKERS];
  int fd[2], i, before;
  void *wrong;

  make_pair (fd);
  before = open_fds ();
  for (i = 0; i < WORKERS; i++)
    ATF_REQUIRE (pthread_create (&thread[i], NULL, ask_often, (void *) tc)
                 == 0);
  for (i = 0; i < WORKERS; i++)
    ATF_CHECK (pthread_join (thread[i], &wrong) == 0 && wrong == NULL);
  ATF_CHECK_EQ (before, open_fds ());
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, child);
  ATF_TP_ADD_TC (tp, nobody);
  ATF_TP_ADD_TC (tp, messages);
  ATF_TP_ADD_TC (tp, datagrams);
  ATF_TP_ADD_TC (tp, liar);
  ATF_TP_ADD_TC (tp, four_threads);
  return atf_no_error ();
}
