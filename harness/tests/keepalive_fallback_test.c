/* keepalive_fallback_test.c - how precisely a silent peer is asked for.
   SPDX-License-Identifier: BSD-2-Clause

   Systems with fewer options, or one by another name, are had by taking
   names away.  */

#include <errno.h>
#include <netinet/tcp.h>

#include "ipcompat-sockets.h"
#include "net-kit.h"
#include "pair.h"

/* The options of this system, and those of the fallback that is made once
   more, as one that has none of them.  */
#ifdef TCP_KEEPIDLE
enum { NATIVE_IDLE = TCP_KEEPIDLE };
#elif defined TCP_KEEPALIVE
enum { NATIVE_IDLE = TCP_KEEPALIVE };
#else
enum { NATIVE_IDLE = -1 };
#endif
#ifdef TCP_KEEPINTVL
enum { NATIVE_INTERVAL = TCP_KEEPINTVL };
#else
enum { NATIVE_INTERVAL = -1 };
#endif
#ifdef TCP_KEEPCNT
enum { NATIVE_COUNT = TCP_KEEPCNT };
#else
enum { NATIVE_COUNT = -1 };
#endif
#undef TCP_KEEPIDLE
#undef TCP_KEEPALIVE
#undef TCP_KEEPALIVE_THRESHOLD
#undef TCP_KEEPINTVL
#undef TCP_KEEPCNT

#define ipc_keepalive poor_keepalive
#define set_one poor_set_one
#define UNIT POOR_UNIT
#define IDLE POOR_IDLE
#define IDLE_UNIT POOR_IDLE_UNIT
#define INTERVAL POOR_INTERVAL
#define COUNT POOR_COUNT
int poor_keepalive (int fd, int idle, int interval, int count);
#include "keepalive.c"
#undef ipc_keepalive
#undef set_one
#undef UNIT
#undef IDLE
#undef IDLE_UNIT
#undef INTERVAL
#undef COUNT

/* And as one that has the idle time alone, by macOS's name; it may take
   another time than it is given, and tells so.  */
static int settings, rounds;
static int count_set (int fd, int level, int name, const void *value,
                      socklen_t size);
static int get_rounded (int fd, int level, int name, void *value,
                        socklen_t *size);
#define setsockopt count_set
#define getsockopt get_rounded
#define TCP_KEEPALIVE NATIVE_IDLE
#define ipc_keepalive idle_keepalive
int idle_keepalive (int fd, int idle, int interval, int count);
#include "keepalive.c"
#undef ipc_keepalive
#undef setsockopt
#undef getsockopt

static int
count_set (int fd, int level, int name, const void *value, socklen_t size)
{
  settings++;
  return setsockopt (fd, level, name, value, size);
}

static int
get_rounded (int fd, int level, int name, void *value, socklen_t *size)
{
  int result = getsockopt (fd, level, name, value, size);

  *(int *) value += rounds;
  return result;
}

enum
{
  TIMES = IPC_KEEPALIVE_IDLE | IPC_KEEPALIVE_INTERVAL | IPC_KEEPALIVE_COUNT
};

static int
option (int fd, int level, int name)
{
  int got = -7;
  socklen_t size = sizeof got;

  return name == -1 || getsockopt (fd, level, name, &got, &size) == 0 ? got
         : -1;
}

static int
is_on (int fd)
{
  return option (fd, SOL_SOCKET, SO_KEEPALIVE) > 0;
}

static int
fresh (void)
{
  int fd = socket (AF_INET, SOCK_STREAM, 0);

  ATF_REQUIRE (fd != -1);
  return fd;
}

/* What this system has is set, and said.  */
CASE (native)
{
  int fd = fresh (), had, all = IPC_KEEPALIVE_ON;

  (void) tc;
  all |= NATIVE_IDLE != -1 ? IPC_KEEPALIVE_IDLE : 0;
  all |= NATIVE_INTERVAL != -1 ? IPC_KEEPALIVE_INTERVAL : 0;
  all |= NATIVE_COUNT != -1 ? IPC_KEEPALIVE_COUNT : 0;
  errno = 77;
  had = ipc_keepalive (fd, 100, 20, 3);
  ATF_CHECK_EQ (77, errno);
  ATF_CHECK_EQ (all, had);
  ATF_CHECK (is_on (fd));
  ATF_CHECK ((had & IPC_KEEPALIVE_INTERVAL) == 0
             || option (fd, IPPROTO_TCP, NATIVE_INTERVAL) == 20);
  ATF_CHECK ((had & IPC_KEEPALIVE_COUNT) == 0
             || option (fd, IPPROTO_TCP, NATIVE_COUNT) == 3);
  ATF_CHECK_EQ (IPC_KEEPALIVE_ON, ipc_keepalive (fd, 0, 0, 0));
  ATF_CHECK ((had & IPC_KEEPALIVE_COUNT) == 0
             || option (fd, IPPROTO_TCP, NATIVE_COUNT) == 3);
}

/* Less than that is said, too.  */
CASE (fewer)
{
  int fd = fresh ();

  (void) tc;
  ATF_CHECK_EQ (IPC_KEEPALIVE_ON, poor_keepalive (fd, 100, 20, 3));
  ATF_CHECK (is_on (fd));
  fd = fresh ();
  ATF_CHECK_EQ (IPC_KEEPALIVE_ON
                | (NATIVE_IDLE != -1 ? IPC_KEEPALIVE_IDLE : 0),
                idle_keepalive (fd, 100, 20, 3));
  ATF_CHECK (is_on (fd));
  ATF_CHECK (NATIVE_IDLE == -1
             || option (fd, IPPROTO_TCP, NATIVE_IDLE) == 100);
}

CASE (rounded)
{
  int fd = fresh ();

  (void) tc;
  rounds = 1;
  ATF_CHECK_EQ (IPC_KEEPALIVE_ON, idle_keepalive (fd, 100, 20, 3));
  settings = 0;
  ATF_CHECK_EQ (IPC_KEEPALIVE_ON, idle_keepalive (fd, 0, 0, 0));
  ATF_CHECK_EQ (1, settings);
}

/* What the system does not take is not said to be had.  */
CASE (refused)
{
  int fd = fresh (), pair[2];

  (void) tc;
  ATF_CHECK_EQ (IPC_KEEPALIVE_ON,
                ipc_keepalive (fd, 2147483647, 2147483647, 2147483647));
  ATF_CHECK (is_on (fd));
  ATF_REQUIRE (socketpair (AF_UNIX, SOCK_STREAM, 0, pair) == 0);
  ATF_CHECK_EQ (0, ipc_keepalive (pair[0], 100, 20, 3) & TIMES);
  ATF_CHECK_ERRNO (EINVAL, ipc_keepalive (fd, -1, 0, 0) == -1);
  ATF_CHECK_ERRNO (EINVAL, ipc_keepalive (fd, 0, 0, -1) == -1);
  ATF_CHECK_ERRNO (EBADF, ipc_keepalive (-1, 1, 1, 1) == -1);
  fd = open ("/dev/null", O_RDWR);
  ATF_CHECK_ERRNO (ENOTSOCK, ipc_keepalive (fd, 1, 1, 1) == -1);
}

static void *
set_often (void *arg)
{
  int fd = fresh (), i, had = ipc_keepalive (fd, 50, 50, 5);

  for (i = 0; i < 5000; i++)
    if (ipc_keepalive (fd, 1 + i % 99, 1 + i % 98, 1 + i % 97) != had)
      return "another result";
  close (fd);
  return arg;
}

CASE (many)
{
  int before = open_fds ();

  (void) tc;
  storm (1);
  by_four (set_often, NULL);
  storm (0);
  ATF_CHECK_EQ (before, open_fds ());
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, native);
  ATF_TP_ADD_TC (tp, fewer);
  ATF_TP_ADD_TC (tp, rounded);
  ATF_TP_ADD_TC (tp, refused);
  ATF_TP_ADD_TC (tp, many);
  return atf_no_error ();
}
