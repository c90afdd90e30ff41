/* fifo-kit.h - FIFOs by a broker, for their tests.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef FIFO_KIT_H
#define FIFO_KIT_H

#include <atf-c.h>
#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "ipcompat-fifos.h"
#include "signal-kit.h"

static inline void
make (const char *name)
{
  ATF_REQUIRE_MSG (ipc_fifo_make (name, 0600) == 0, "%s", strerror (errno));
}

static inline void
remove_it (const char *name)
{
  struct stat st;

  ATF_CHECK_EQ (0, ipc_fifo_remove (name));
  ATF_CHECK_ERRNO (ENOENT, lstat (name, &st) == -1);
}

/* A connection to the broker that says nothing.  */
static inline int
stranger (const char *name)
{
  struct sockaddr_un a;
  int fd = socket (AF_UNIX, SOCK_STREAM, 0);

  memset (&a, 0, sizeof a);
  a.sun_family = AF_UNIX;
  strcpy (a.sun_path, name);
  ATF_REQUIRE (fd != -1
               && connect (fd, (struct sockaddr *) &a, sizeof a) == 0);
  return fd;
}

/* A thread that opens for reading, and reads to the end.  */
struct reading
{
  pthread_t thread;
  const char *name;
  char text[64];
  int opened, error;
};

static inline void *
read_all (void *arg)
{
  struct reading *r = arg;
  size_t used = 0;
  ssize_t n;
  int fd = ipc_fifo_open (r->name, O_RDONLY);

  r->opened = fd;
  r->error = errno;
  while (fd != -1 && (n = read (fd, r->text + used,
                                sizeof r->text - 1 - used)) > 0)
    used += (size_t) n;
  r->text[used] = '\0';
  close (fd);
  return NULL;
}

static inline void
start_reading (struct reading *r, const char *name)
{
  memset (r, 0, sizeof *r);
  r->name = name;
  ATF_REQUIRE (pthread_create (&r->thread, NULL, read_all, r) == 0);
}

#endif
