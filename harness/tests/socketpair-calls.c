/* socketpair-calls.c - libc's calls, with what may happen in between.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <atf-c.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "socketpair.h"

/* glibc takes any kind of address by a union.  */
#ifdef __GLIBC__
# define ADDRESS __SOCKADDR_ARG
# define CONST_ADDRESS __CONST_SOCKADDR_ARG
#else
# define ADDRESS struct sockaddr *
# define CONST_ADDRESS const struct sockaddr *
#endif

int strangers, fails_at, fails_with, directories;
enum interruption interrupted;

typedef int call_t (int, CONST_ADDRESS, socklen_t);
typedef int accept_t (int, ADDRESS, socklen_t *);
typedef int accept4_t (int, ADDRESS, socklen_t *, int);
typedef int mkdir_t (const char *, mode_t);
typedef int rmdir_t (const char *);
typedef int listen_t (int, int);
typedef int socket_t (int, int, int);

static void *
real (const char *name)
{
  void *function = dlsym (RTLD_NEXT, name);

  ATF_REQUIRE (function != NULL);
  return function;
}

#define REAL(type, name) \
  type *name##_;         \
                         \
  *(void **) &name##_ = real (#name)

/* Whether this call is the one to fail.  */
static int
fails (void)
{
  if (fails_at == 0 || --fails_at > 0)
    return 0;
  errno = fails_with;
  return 1;
}

static int
is_datagram (int fd)
{
  int type;
  socklen_t size = sizeof type;

  ATF_REQUIRE (getsockopt (fd, SOL_SOCKET, SO_TYPE, &type, &size) == 0);
  return type == SOCK_DGRAM;
}

/* A stranger of FD's kind.  Its luck is its own affair.  */
static int
stranger_of (int fd)
{
  struct sockaddr_storage own;
  socklen_t size = sizeof own;
  int type = is_datagram (fd) ? SOCK_DGRAM : SOCK_STREAM, stranger;
  REAL (socket_t, socket);

  ATF_REQUIRE (getsockname (fd, (struct sockaddr *) &own, &size) == 0);
  stranger = socket_ (own.ss_family, type, 0);
  ATF_REQUIRE (stranger != -1);
  ATF_REQUIRE (fcntl (stranger, F_SETFL, O_NONBLOCK) == 0);
  return stranger;
}

#define IGNORE(call) ((void) ((call) == -1))

int
socket (int domain, int type, int protocol)
{
  REAL (socket_t, socket);

  return fails () ? -1 : socket_ (domain, type, protocol);
}

int
connect (int fd, CONST_ADDRESS address, socklen_t size)
{
  enum interruption by = interrupted;
  int i, result;
  REAL (call_t, connect);

  for (i = 0; i < strangers && !is_datagram (fd); i++)
    {
      int stranger = stranger_of (fd);

      connect_ (stranger, address, size);
      IGNORE (send (stranger, "evil", 4, MSG_NOSIGNAL));
      close (stranger);
    }
  interrupted = NOT;
  if (fails ())
    return -1;
  result = by == WITHOUT_EFFECT ? 0 : connect_ (fd, address, size);
  if (by == NOT || result != 0)
    return result;
  errno = EINTR;
  return -1;
}

int
bind (int fd, CONST_ADDRESS address, socklen_t size)
{
  struct sockaddr_storage at;
  socklen_t at_size = sizeof at;
  int i, result;
  REAL (call_t, bind);

  if (fails ())
    return -1;
  result = bind_ (fd, address, size);
  ATF_REQUIRE (getsockname (fd, (struct sockaddr *) &at, &at_size) == 0);
  for (i = 0; i < strangers && result == 0 && is_datagram (fd); i++)
    {
      int stranger = stranger_of (fd);

      IGNORE (sendto (stranger, "evil", 4, 0, (struct sockaddr *) &at,
                      at_size));
      close (stranger);
    }
  return result;
}

int
listen (int fd, int room)
{
  REAL (listen_t, listen);

  return fails () ? -1 : listen_ (fd, room);
}

int
accept (int fd, ADDRESS from, socklen_t *size)
{
  REAL (accept_t, accept);

  return fails () ? -1 : accept_ (fd, from, size);
}

#ifdef SOCK_NONBLOCK
int
accept4 (int fd, ADDRESS from, socklen_t *size, int flags)
{
  REAL (accept4_t, accept4);

  return fails () ? -1 : accept4_ (fd, from, size, flags);
}
#endif

int
mkdir (const char *path, mode_t mode)
{
  int result;
  REAL (mkdir_t, mkdir);

  if (fails ())
    return -1;
  result = mkdir_ (path, mode);
  directories += result == 0;
  return result;
}

int
rmdir (const char *path)
{
  int result;
  REAL (rmdir_t, rmdir);

  result = rmdir_ (path);
  directories -= result == 0;
  return result;
}
