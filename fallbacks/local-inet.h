/* local-inet.h - what both ends of a local stream over loopback share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_LOCAL_INET_H
#define IPC_LOCAL_INET_H

#include "ipcompat-local.h"
#include "ipcompat-sockets.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#if defined __has_include
# if __has_include (<netinet/tcp.h>)
#  include <netinet/tcp.h>
# endif
#endif
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#ifdef MSG_NOSIGNAL
# define LOCAL_SAYS_QUIETLY 1
#else
# define MSG_NOSIGNAL 0
# define LOCAL_SAYS_QUIETLY 0
#endif

/* What a name's file says.  */
struct local_name
{
  unsigned port;
  unsigned char half[2][IPC_LOCAL_HALF];        /* the client's, the server's */
};

/* Two new halves.  Returns 0, or -1 with errno ENOSYS, EMFILE or ENFILE.  */
int ipc_local_name_invent (struct local_name *name);

/* Make the file; read it, and tell whose it is.  Return 0, or -1 with
   errno, those of ipc_local_listen() and ipc_local_begin().  */
int ipc_local_name_make (const char *path, mode_t mode,
                         const struct local_name *name);
int ipc_local_name_read (const char *path, struct local_name *name,
                         uid_t *owner);

/* Whether A and B are the same, in a time that does not tell how much of it
   is.  */
static inline int
local_same (const unsigned char *a, const unsigned char *b)
{
  unsigned differ = 0;
  int i;

  for (i = 0; i < IPC_LOCAL_HALF; i++)
    differ |= (unsigned) (a[i] ^ b[i]);
  return differ == 0;
}

/* close() that keeps errno.  */
static inline void
local_drop (int fd)
{
  int error = errno;

  close (fd);
  errno = error;
}

/* Send to FD without a SIGPIPE.  */
static inline ssize_t
local_say (int fd, const void *bytes, size_t size)
{
#if LOCAL_SAYS_QUIETLY
  return send (fd, bytes, size, MSG_NOSIGNAL);
#else
  return ipc_fb_send_masked (fd, bytes, size, 0);
#endif
}

/* Whether accept() has failed with ERROR for want of a descriptor or of
   memory.  */
static inline int
local_is_full (int error)
{
  return error == EMFILE || error == ENFILE || error == ENOBUFS
         || error == ENOMEM;
}

/* Have FD not wait, and be closed by exec().  */
static inline int
local_prepare (int fd)
{
  return fcntl (fd, F_SETFD, FD_CLOEXEC) != -1
         && fcntl (fd, F_SETFL, O_NONBLOCK) != -1;
}

/* Have FD wait again, and what is written to it leave at once: who writes
   twice and then waits for an answer would wait for a timer, too.  */
static inline int
local_hand_out (int fd)
{
#ifdef TCP_NODELAY
  int on = 1;

  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
#endif
  return fcntl (fd, F_SETFL, 0) != -1;
}

static inline int
local_socket_made (void)
{
  int fd = socket (AF_INET, SOCK_STREAM, 0);

  if (fd != -1 && !local_prepare (fd))
    {
      local_drop (fd);
      fd = -1;
    }
  if (fd == -1 && errno == EAFNOSUPPORT)
    errno = ENOSYS;
  return fd;
}

static inline void
local_address_of (struct sockaddr_in *at, unsigned port)
{
  memset (at, 0, sizeof *at);
  at->sin_family = AF_INET;
  at->sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  at->sin_port = htons ((unsigned short) port);
}

/* Read more of a half from FD, of which *GOT bytes are in SAID, and no byte
   behind it.  Returns 1 if it is complete, 0 if not yet, -1 if it ends.  */
static inline int
local_hear (int fd, unsigned char *said, int *got)
{
  ssize_t n;

  while (*got < IPC_LOCAL_HALF)
    {
      n = recv (fd, said + *got, (size_t) (IPC_LOCAL_HALF - *got), 0);
      if (n == -1 && errno == EINTR)
        continue;
      if (n == -1)
        return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : -1;
      if (n == 0)
        return -1;
      *got += (int) n;
    }
  return 1;
}

static inline long long
local_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (long long) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* For poll(): how long it is until END, which is -1 for never.  */
static inline int
local_left (long long end)
{
  long long left = end == -1 ? -1 : end - local_now ();

  return end == -1 ? -1 : left < 0 ? 0 : left > 1 << 30 ? 1 << 30 : (int) left;
}

#endif
