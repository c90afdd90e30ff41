/* local-kit.h - names over loopback, and strangers at their ports.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef LOCAL_KIT_H
#define LOCAL_KIT_H

#include <atf-c.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "signal-kit.h"
#include "local-inet.h"

/* Ends the case without a loopback network.  */
static inline void
need_loopback (void)
{
  struct sockaddr_in at;
  int fd = socket (AF_INET, SOCK_DGRAM, 0);

  local_address_of (&at, 9);
  if (connect (fd, (struct sockaddr *) &at, sizeof at) == -1)
    atf_tc_skip ("no loopback network");
  close (fd);
}

/* Listen at NAME.  */
static inline void
listen_at (struct ipc_local_listener *l, const char *name)
{
  need_loopback ();
  if (ipc_local_listen (l, name, 0700, 16) == 0)
    return;
  atf_tc_fail ("cannot listen at %s: %s", name, strerror (errno));
}

/* The port that the file NAME tells.  */
static inline unsigned
port_of (const char *name)
{
  struct local_name n;
  uid_t owner;

  ATF_REQUIRE (ipc_local_name_read (name, &n, &owner) == 0);
  return n.port;
}

/* A stranger's connection to PORT.  */
static inline int
call_port (unsigned port)
{
  struct sockaddr_in at;
  int fd = socket (AF_INET, SOCK_STREAM, 0);

  local_address_of (&at, port);
  ATF_REQUIRE (fd != -1
               && connect (fd, (struct sockaddr *) &at, sizeof at) == 0);
  return fd;
}

/* One that listens at PORT, or at a free one.  */
static inline int
take_port (unsigned port)
{
  struct sockaddr_in at;
  int fd = socket (AF_INET, SOCK_STREAM, 0), on = 1;

  local_address_of (&at, port);
  setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  ATF_REQUIRE (bind (fd, (struct sockaddr *) &at, sizeof at) == 0
               && listen (fd, 16) == 0);
  return fd;
}

/* A client of NAME, and the session that L has for it; the client is
   returned, without a wait after its close.  */
static inline int
meet_at (struct ipc_local_listener *l, const char *name, int *session)
{
  struct ipc_local_call call;
  struct linger at_once = { 1, 0 };
  int fd;

  ATF_REQUIRE (ipc_local_begin (&call, name) == 0);
  /* Over loopback connect() is done by now, or will be by itself.  */
  ATF_REQUIRE (ipc_local_finish (&call, 0) == -1 && errno == ETIMEDOUT);
  *session = ipc_local_accept (l, -1);
  ATF_REQUIRE (*session != -1);
  fd = ipc_local_finish (&call, -1);
  ATF_REQUIRE (fd != -1);
  setsockopt (fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  return fd;
}

/* Whether TEXT comes out of B when it is written to A.  */
static inline int
passes (int a, int b, const char *text)
{
  ssize_t size = (ssize_t) strlen (text);
  char got[20];

  return write (a, text, (size_t) size) == size
         && recv (b, got, (size_t) size, MSG_WAITALL) == size
         && memcmp (got, text, (size_t) size) == 0;
}

#endif
