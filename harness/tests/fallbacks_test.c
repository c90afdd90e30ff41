/* fallbacks_test.c - what the suites cannot bring about in a fallback.
   SPDX-License-Identifier: BSD-2-Clause

   Strangers that get in while a pair is being made, by a connect() and a
   bind() that stand before libc's; and waitpid() with only wait().  */

#include <atf-c.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define ipc_fb_waitpid waitpid_by_wait
#define IPC_NO_WAIT3
#include "waitpid.c"
#undef ipc_fb_waitpid

/* A stranger's luck is its own affair.  */
#define IGNORE(call) ((void) ((call) == -1))

/* How many strangers come before each of the fallback's own calls.  */
static int strangers;

/* glibc takes any kind of address by a union.  */
#ifdef __GLIBC__
# define ADDRESS __CONST_SOCKADDR_ARG
#else
# define ADDRESS const struct sockaddr *
#endif

typedef int call_t (int, ADDRESS, socklen_t);

static call_t *
real (const char *name)
{
  call_t *function;

  *(void **) &function = dlsym (RTLD_NEXT, name);
  ATF_REQUIRE (function != NULL);
  return function;
}

static int
is_datagram (int fd)
{
  int type;
  socklen_t size = sizeof type;

  ATF_REQUIRE (getsockopt (fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0);
  return type == SOCK_DGRAM;
}

int
connect (int fd, ADDRESS address, socklen_t size)
{
  int i;

  for (i = 0; i < strangers && !is_datagram (fd); i++)
    {
      int stranger = socket (AF_INET, SOCK_STREAM, 0);

      ATF_REQUIRE (fcntl (stranger, F_SETFL, O_NONBLOCK) == 0);
      real ("connect") (stranger, address, size);
      IGNORE (write (stranger, "evil", 4));
      close (stranger);
    }
  return real ("connect") (fd, address, size);
}

int
bind (int fd, ADDRESS address, socklen_t size)
{
  int result = real ("bind") (fd, address, size);
  struct sockaddr_in at;
  socklen_t at_size = sizeof at;
  int i;

  ATF_REQUIRE (getsockname (fd, (struct sockaddr *) &at, &at_size) == 0);
  for (i = 0; i < strangers && is_datagram (fd); i++)
    {
      int stranger = socket (AF_INET, SOCK_DGRAM, 0);

      IGNORE (sendto (stranger, "evil", 4, 0, (struct sockaddr *) &at,
                      at_size));
      close (stranger);
    }
  return result;
}

static int
next_fd (void)
{
  int fd = dup (0);

  close (fd);
  return fd;
}

/* A pair of TYPE in spite of COUNT strangers, who are not heard.  */
static void
pair_among (int type, int count)
{
  int fd[2], before = next_fd ();
  char got[8];

  strangers = count;
  signal (SIGPIPE, SIG_IGN);
  if (ipc_fb_socketpair (AF_UNIX, type, 0, fd) == -1
      && (errno == EADDRNOTAVAIL || errno == ENETUNREACH))
    atf_tc_skip ("no loopback network");
  ATF_REQUIRE (write (fd[0], "me", 2) == 2);
  ATF_REQUIRE_EQ (2, read (fd[1], got, sizeof got));
  ATF_REQUIRE (got[0] == 'm');
  ATF_REQUIRE (write (fd[1], "you", 3) == 3);
  ATF_REQUIRE_EQ (3, read (fd[0], got, sizeof got));
  ATF_REQUIRE (got[0] == 'y');
  close (fd[0]);
  close (fd[1]);
  ATF_REQUIRE_EQ (before, next_fd ());
}

ATF_TC_WITHOUT_HEAD (stream_among_strangers);
ATF_TC_BODY (stream_among_strangers, tc)
{
  (void) tc;
  pair_among (SOCK_STREAM, 0);
  pair_among (SOCK_STREAM, 3);
}

ATF_TC_WITHOUT_HEAD (datagram_among_strangers);
ATF_TC_BODY (datagram_among_strangers, tc)
{
  (void) tc;
  pair_among (SOCK_DGRAM, 0);
  pair_among (SOCK_DGRAM, 3);
}

ATF_TC_WITHOUT_HEAD (waitpid_with_wait_only);
ATF_TC_BODY (waitpid_with_wait_only, tc)
{
  pid_t pid[3];
  int i, status;

  (void) tc;
  for (i = 0; i < 3; i++)
    {
      pid[i] = fork ();
      ATF_REQUIRE (pid[i] != -1);
      if (pid[i] == 0)
        _exit (i);
    }
  ATF_REQUIRE (waitpid_by_wait (pid[0], &status, WNOHANG) == -1);
  ATF_REQUIRE_EQ (ENOSYS, errno);
  for (i = 2; i >= 0; i--)
    {
      ATF_REQUIRE_EQ (pid[i], waitpid_by_wait (pid[i], &status, 0));
      ATF_REQUIRE (WIFEXITED (status) && WEXITSTATUS (status) == i);
    }
  ATF_REQUIRE (waitpid_by_wait (pid[0], NULL, 0) == -1);
  ATF_REQUIRE_EQ (ECHILD, errno);
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, stream_among_strangers);
  ATF_TP_ADD_TC (tp, datagram_among_strangers);
  ATF_TP_ADD_TC (tp, waitpid_with_wait_only);
  return atf_no_error ();
}
