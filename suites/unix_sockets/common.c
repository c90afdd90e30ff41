/* common.c - local sockets by their names.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "frame/suite.h"
#include "unix_sockets.h"

socklen_t
local_address (struct sockaddr_un *a, const char *name)
{
  size_t size = strlen (name);

  IPC_SETUP (size < sizeof a->sun_path);
  memset (a, 0, sizeof *a);
  a->sun_family = AF_UNIX;
  memcpy (a->sun_path, name, size);
  return (socklen_t) (offsetof (struct sockaddr_un, sun_path) + size + 1);
}

int
local_socket (int type)
{
  int fd = socket (AF_UNIX, type, 0);

  if (fd == -1 && (errno == EAFNOSUPPORT || errno == EPROTONOSUPPORT
                   || errno == ESOCKTNOSUPPORT || errno == EPROTOTYPE))
    errno = EOPNOTSUPP;
  IPC_SETUP (fd != -1);
  return fd;
}

int
local_bound (int type, const char *name)
{
  struct sockaddr_un a;
  int fd = local_socket (type);

  local_address (&a, name);
  IPC_SETUP (bind (fd, (struct sockaddr *) &a, sizeof a) == 0);
  return fd;
}

int
(local_listener) (const char *name)
{
  int fd = local_bound (SOCK_STREAM, name);

  IPC_SETUP (listen (fd, 5) == 0);
  return fd;
}

int
local_connect (int fd, const char *name)
{
  struct sockaddr_un a;

  local_address (&a, name);
  return connect (fd, (struct sockaddr *) &a, sizeof a);
}

int
(local_client) (const char *name)
{
  int fd = local_socket (SOCK_STREAM);

  IPC_SETUP (local_connect (fd, name) == 0);
  return fd;
}

int
(local_session) (int listener)
{
  int fd = accept (listener, NULL, NULL);

  IPC_SETUP (fd != -1);
  return fd;
}

const char *
(local_reaches) (int type, const char *name)
{
  int fd = local_socket (type);
  const char *what = local_connect (fd, name) == 0 ? "connects"
                     : ipc_errno_name (errno);

  close (fd);
  return what;
}

int
local_is (const char *name, mode_t kind)
{
  struct stat st;

  return lstat (name, &st) == 0 && (st.st_mode & S_IFMT) == kind;
}

int
local_same_file (int a, int b)
{
  struct stat first, second;

  return fstat (a, &first) == 0 && fstat (b, &second) == 0
         && first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

void
local_dead (const char *name)
{
  close (local_bound (SOCK_STREAM, name));
}

int
local_fill (const char *name)
{
  enum { MOST = 8192 };
  int i, fd;

  for (i = 0; i < MOST; i++)
    {
      fd = local_socket (SOCK_STREAM);
      ipc_nonblocking (fd, 1);
      if (local_connect (fd, name) == -1)
        return i;
    }
  errno = 0;
  return i;
}

int
local_passes (int from, int to, const char *text)
{
  ssize_t size = (ssize_t) strlen (text);
  char got[100];

  return write (from, text, (size_t) size) == size
         && ipc_read_now (to, got, sizeof got) == size
         && memcmp (got, text, (size_t) size) == 0;
}
