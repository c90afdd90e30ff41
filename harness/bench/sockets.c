/* sockets.c - the cost of pairs, connections and sends.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "bench.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ipcompat-sockets.h"

typedef int pair_t (int, int, int, int[2]);

static int
by_internet (int domain, int type, int protocol, int fd[2])
{
  (void) domain;
  (void) protocol;
  return ipc_fb_socketpair_inet (type, fd);
}

static void
make (pair_t *pair, int type, long n)
{
  int fd[2];

  while (n-- > 0)
    {
      IPC_NEED (pair (AF_UNIX, type, 0, fd) == 0);
      close (fd[0]);
      close (fd[1]);
    }
}

/* What is sent to another process and back: 64 KiB in pieces of SIZE, which
   a byte acknowledges; or one byte.  */
enum { BLOCK = 65536 };

static void
read_all (int fd, size_t left)
{
  static char block[BLOCK];

  while (left > 0)
    {
      ssize_t n = read (fd, block, left);

      if (n <= 0)
        _exit (0);
      left -= (size_t) n;
    }
}

/* The own end of a pair whose other end a process reads, LEFT bytes for each
   that it answers.  It ends with this one, which closes its end.  */
static int
echo (pair_t *pair, size_t left)
{
  int fd[2];

  IPC_NEED (pair (AF_UNIX, SOCK_STREAM, 0, fd) == 0);
  if (fork () == 0)
    {
      close (fd[0]);
      for (;;)
        {
          read_all (fd[1], left);
          if (write (fd[1], "a", 1) != 1)
            _exit (0);
        }
    }
  close (fd[1]);
  return fd[0];
}

static void
talk (int fd, size_t total, size_t size, long n)
{
  static char block[BLOCK];
  size_t sent;

  while (n-- > 0)
    {
      for (sent = 0; sent < total; sent += size)
        IPC_NEED (write (fd, block, size) == (ssize_t) size);
      IPC_NEED (read (fd, block, 1) == 1);
    }
}

/* Each round has a process of its own: on which processor the system puts
   it makes more of a difference than who made the pair.  */
#define TALK(name, pair, total, size)           \
  static void                                   \
  name (long n)                                 \
  {                                             \
    int fd = echo (pair, total);                \
                                                \
    talk (fd, total, size, n);                  \
    close (fd);                                 \
    IPC_NEED (wait (NULL) != -1);               \
  }

#define MAKE(name, pair, type)                  \
  static void                                   \
  name (long n)                                 \
  {                                             \
    make (pair, type, n);                       \
  }

MAKE (native_make, socketpair, SOCK_STREAM)
MAKE (fallback_make, ipc_fb_socketpair, SOCK_STREAM)
MAKE (internet_make, by_internet, SOCK_STREAM)
MAKE (native_make_dgram, socketpair, SOCK_DGRAM)
MAKE (fallback_make_dgram, ipc_fb_socketpair, SOCK_DGRAM)
TALK (native_small, socketpair, BLOCK, 1024)
TALK (fallback_small, ipc_fb_socketpair, BLOCK, 1024)
TALK (internet_small, by_internet, BLOCK, 1024)
TALK (native_large, socketpair, BLOCK, 8192)
TALK (fallback_large, ipc_fb_socketpair, BLOCK, 8192)
TALK (internet_large, by_internet, BLOCK, 8192)
TALK (native_byte, socketpair, 1, 1)
TALK (fallback_byte, ipc_fb_socketpair, 1, 1)
TALK (internet_byte, by_internet, 1, 1)

/* Two pipes, as one would write them out.  */
static void
native_pipes (long n)
{
  int fd[4], i;

  while (n-- > 0)
    {
      IPC_NEED (pipe (fd) == 0 && pipe (fd + 2) == 0);
      for (i = 0; i < 4; i++)
        close (fd[i]);
    }
}

static void
fallback_pipes (long n)
{
  int side[2][2], i;

  while (n-- > 0)
    {
      IPC_NEED (ipc_fb_socketpair_pipes (side) == 0);
      for (i = 0; i < 4; i++)
        close (side[i / 2][i % 2]);
    }
}

typedef ssize_t send_t (int, const void *, size_t, int);

/* A byte that is received again, for otherwise the next one would wait.  */
static void
send_bytes (send_t *send_by, long n)
{
  static int fd[2] = { -1, -1 };
  char byte;

  IPC_NEED (fd[0] != -1 || socketpair (AF_UNIX, SOCK_STREAM, 0, fd) == 0);
  while (n-- > 0)
    IPC_NEED (send_by (fd[0], "x", 1, 0) == 1
              && recv (fd[1], &byte, 1, 0) == 1);
}

static void
native_send (long n)
{
  send_bytes (send, n);
}

static void
masked_send (long n)
{
  send_bytes (ipc_fb_send_masked, n);
}

static void
quiet_send (long n)
{
  send_bytes (ipc_fb_send_nosigpipe, n);
}

static void
restarted_send (long n)
{
  send_bytes (ipc_fb_send, n);
}

typedef int accept_t (int, struct sockaddr *, socklen_t *);
typedef int connect_t (int, const struct sockaddr *, socklen_t);

static void
meet (accept_t *accept_by, connect_t *connect_by, long n)
{
  static struct sockaddr_in at;
  static int door = -1;
  socklen_t size = sizeof at;

  if (door == -1)
    {
      door = socket (AF_INET, SOCK_STREAM, 0);
      at.sin_family = AF_INET;
      at.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
      if (bind (door, (struct sockaddr *) &at, sizeof at) == -1)
        ipc_bench_skip ("no loopback network");
      IPC_NEED (listen (door, 1) == 0
                && getsockname (door, (struct sockaddr *) &at, &size) == 0);
    }
  while (n-- > 0)
    {
      int own = socket (AF_INET, SOCK_STREAM, 0), other = -1;

      IPC_NEED (connect_by (own, (struct sockaddr *) &at, sizeof at) == 0
                && (other = accept_by (door, NULL, NULL)) != -1);
      close (own);
      close (other);
    }
}

static int
plain_accept (int fd, struct sockaddr *address, socklen_t *length)
{
  return accept (fd, address, length);
}

static int
plain_connect (int fd, const struct sockaddr *address, socklen_t length)
{
  return connect (fd, address, length);
}

static void
native_meet (long n)
{
  meet (plain_accept, plain_connect, n);
}

static void
fallback_meet (long n)
{
  meet (ipc_fb_accept, ipc_fb_connect, n);
}

const struct ipc_bench ipc_bench_sockets[] =
{
  { "socketpair", "make and close a stream pair", 4, native_make,
    fallback_make },
  { "socketpair", "make and close a datagram pair", 4, native_make_dgram,
    fallback_make_dgram },
  { "socketpair", "64 KiB by 1 KiB to a process", 2, native_small,
    fallback_small },
  { "socketpair", "64 KiB by 8 KiB to a process", 2, native_large,
    fallback_large },
  { "socketpair", "a byte to a process and back", 1.6, native_byte,
    fallback_byte },
  { "socketpair", "make and close, by the Internet", 10, native_make,
    internet_make },
  { "socketpair", "64 KiB by 1 KiB, by the Internet", 4, native_small,
    internet_small },
  { "socketpair", "64 KiB by 8 KiB, by the Internet", 4, native_large,
    internet_large },
  { "socketpair", "a byte and back, by the Internet", 3, native_byte,
    internet_byte },
  { "socketpair_pipes", "make and close two pipes", 1.6, native_pipes,
    fallback_pipes },
  { "nosigpipe", "send and receive a byte, masked", 1.5, native_send,
    masked_send },
  { "nosigpipe", "send and receive a byte", 1.6, native_send, quiet_send },
  { "restart", "send and receive a byte", 1.2, native_send, restarted_send },
  { "restart", "connect and accept", 1.6, native_meet, fallback_meet },
  { NULL, NULL, 0, NULL, NULL }
};
