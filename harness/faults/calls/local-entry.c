/* local-entry.c - faults of the entries of local sockets.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "local.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/un.h>
#include <unistd.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"
#include "local-queue.h"

FAULT (un_dgram_plain, "bind() of a datagram socket leaves a plain file",
  KILLS ("unix_sockets.entry_type"))
FAULT (un_stat_live, "stat() calls a socket that somebody listens on a file",
  KILLS ("unix_sockets.is_socket_test"))
FAULT (un_stat_device, "stat() calls a device a socket",
  KILLS ("unix_sockets.is_socket_test"))
FAULT (un_open_waits, "open() without O_NONBLOCK opens a socket's entry",
  KILLS ("unix_sockets.not_openable"))
FAULT (un_open_dgram, "open() opens the entry of a datagram socket",
  KILLS ("unix_sockets.not_openable"))
FAULT (un_bind_follows, "bind() makes what a dangling link points to",
  KILLS ("unix_sockets.addrinuse"))
FAULT (un_bind_unseats,
  "a datagram socket's bind() that fails removes the name of a live one",
  KILLS ("unix_sockets.addrinuse"))
FAULT (un_bind_to_null, "bind() takes a name to its null, whatever its length",
  KILLS ("unix_sockets.addrlen"))
FAULT (un_umask_dgram, "a new datagram socket's mode is 0777",
  KILLS ("unix_sockets.umask"))
FAULT (un_fchmod_dgram, "bind() ignores the mode that a datagram socket has",
  KILLS ("unix_sockets.fchmod_before_bind"))
FAULT (un_close_dgram, "who closes a datagram socket removes its name",
  KILLS ("unix_sockets.close_leaves_file"))
FAULT (un_session_unlinks, "who closes a session removes its listener's name",
  KILLS ("unix_sockets.close_leaves_file"))
FAULT (un_abstract_entry, "bind() to an abstract name makes an entry, too",
  KILLS ("unix_sockets.abstract"))
FAULT (un_open_any_lock, "open() forgets O_EXCL",
  KILLS ("unix_sockets.stale_removal_race"))

/* Whether somebody listens, or receives, at the socket PATH.  */
static int
is_live (const char *path, int type)
{
  struct sockaddr_un a;
  CONST_ADDRESS to;
  int error = errno, fd = IPC_REAL (socket) (AF_UNIX, type, 0), live;

  memset (&a, 0, sizeof a);
  a.sun_family = AF_UNIX;
  strncpy (a.sun_path, path, sizeof a.sun_path - 1);
  POINTER (to) = (struct sockaddr *) &a;
  live = IPC_REAL (connect) (fd, to, sizeof a) == 0;
  IPC_REAL (close) (fd);
  errno = error;
  return live;
}

static int
is_socket (const char *path)
{
  struct stat st;

  return IPC_REAL (lstat) (path, &st) == 0 && S_ISSOCK (st.st_mode);
}

void
ipc_fault_local_address (struct sockaddr_un *name, socklen_t *size)
{
  char target[sizeof name->sun_path];
  ssize_t n;
  size_t start = offsetof (struct sockaddr_un, sun_path);

  if (name->sun_path[0] == '\0')
    return;
  if (memchr (name->sun_path, '\0', sizeof name->sun_path) == NULL)
    return;
  if (ipc_fault (un_bind_to_null))
    *size = (socklen_t) (start + strlen (name->sun_path) + 1);
  if (!ipc_fault (un_bind_follows))
    return;
  n = IPC_REAL (readlink) (name->sun_path, target, sizeof target - 1);
  if (n <= 0)
    return;
  memcpy (name->sun_path, target, (size_t) n);
  name->sun_path[n] = '\0';
  *size = (socklen_t) (start + (size_t) n + 1);
}

static void
make_plain (const char *name)
{
  int fd = IPC_REAL (unlink) (name) == 0
           ? IPC_REAL (open) (name, O_WRONLY | O_CREAT, 0777) : -1;

  if (fd != -1)
    IPC_REAL (close) (fd);
}

/* Who has bound a local socket last, in whatever process.  */
static volatile pid_t *binder;

__attribute__ ((__constructor__))
static void
share_binder (void)
{
  void *page = mmap (NULL, sizeof *binder, PROT_READ | PROT_WRITE,
                     MAP_SHARED | MAP_ANONYMOUS, -1, 0);

  binder = page == MAP_FAILED ? NULL : page;
}

pid_t
ipc_fault_local_binder (void)
{
  return binder == NULL ? 0 : *binder;
}

int
ipc_fault_local_bound (int fd, const char *name, int result)
{
  int dgram = ipc_fault_socket_type (fd) == SOCK_DGRAM, error = errno;
  struct stat st;

  if (result == 0 && binder != NULL)
    *binder = getpid ();
  if (result == -1 && errno == EADDRINUSE
      && ipc_fault_local_shares (name, is_live (name, SOCK_STREAM)))
    return 0;
  if (result == -1 && errno == EADDRINUSE && dgram
      && ipc_fault (un_bind_unseats) && is_live (name, SOCK_STREAM))
    IPC_REAL (unlink) (name);
  if (result == 0 && name[0] == '\0' && ipc_fault (un_abstract_entry)
      && (fd = IPC_REAL (open) ("@", O_WRONLY | O_CREAT, 0700)) != -1)
    IPC_REAL (close) (fd);
  if (result == 0 && dgram && ipc_fault (un_dgram_plain))
    make_plain (name);
  if (result == 0 && dgram && ipc_fault (un_umask_dgram))
    IPC_REAL (chmod) (name, 0777);
  if (result == 0 && dgram && ipc_fault (un_fchmod_dgram)
      && IPC_REAL (fstat) (fd, &st) == 0)
    IPC_REAL (chmod) (name, 0777);
  errno = error;
  return result;
}

void
ipc_fault_local_stat (const char *path, struct stat *st)
{
  if (S_ISSOCK (st->st_mode) && ipc_fault (un_stat_live)
      && is_live (path, SOCK_STREAM))
    st->st_mode = S_IFREG | 0700;
  if (S_ISCHR (st->st_mode) && ipc_fault (un_stat_device))
    st->st_mode = S_IFSOCK | 0700;
}

int
ipc_fault_local_opened (const char *path, int flags)
{
  int error = errno;

  if (errno == EEXIST && (flags & O_EXCL) != 0 && ipc_fault (un_open_any_lock))
    return IPC_REAL (open) (path, flags & ~(O_EXCL | O_CREAT));
  if (is_socket (path)
      && (((flags & O_NONBLOCK) == 0 && ipc_fault (un_open_waits))
          || (ipc_fault (un_open_dgram) && is_live (path, SOCK_DGRAM))))
    return IPC_REAL (open) ("/dev/null", O_RDWR);
  errno = error;
  return -1;
}

static int
is_session (int fd)
{
  struct sockaddr_storage at;
  socklen_t size = sizeof at;

  return getpeername (fd, (struct sockaddr *) &at, &size) == 0;
}

void
ipc_fault_local_closes (int fd)
{
  struct sockaddr_un un;
  socklen_t size = sizeof un - 1;
  ADDRESS own;

  if (!(ipc_fault (un_close_dgram) && ipc_fault_socket_type (fd) == SOCK_DGRAM)
      && !(ipc_fault (un_session_unlinks) && is_session (fd)))
    return;
  memset (&un, 0, sizeof un);
  POINTER (own) = (struct sockaddr *) &un;
  if (IPC_REAL (getsockname) (fd, own, &size) == 0
      && un.sun_family == AF_UNIX && un.sun_path[0] != '\0')
    IPC_REAL (unlink) (un.sun_path);
}
