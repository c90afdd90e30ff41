/* socketpair-names.c - a socket pair from sockets that have names.
   SPDX-License-Identifier: BSD-2-Clause

   On Linux the kernel gives free names that are in no file system; elsewhere
   they are in a new directory, which nobody else may enter, and gone before
   the pair is handed out.  Falls short: a process that is killed meanwhile
   leaves that directory, /tmp/ipc-*.  */

#include "ipcompat-sockets.h"

#ifdef IPCOMPAT_NO_SOCKETS
typedef int ipc_no_sockets;
#else

# include <errno.h>

# include "pair.h"

# ifdef IPC_PAIR_NO_NAMES

int
ipc_pair_by_names (int type, int fd[2])
{
  (void) type;
  (void) fd;
  errno = EAFNOSUPPORT;
  return -1;
}

# else

# include <stddef.h>
# include <stdint.h>
# include <string.h>
# include <sys/stat.h>
# include <unistd.h>

struct name
{
  struct sockaddr_un at;
  socklen_t size;
};

static const socklen_t nameless = offsetof (struct sockaddr_un, sun_path);

/* A free name for FD from the kernel.  */
static int
name_by_kernel (int fd, struct name *name)
{
  name->size = sizeof name->at;
# if defined __linux__ && !defined IPC_PAIR_NAMES_IN_FILES
  if (bind (fd, (struct sockaddr *) &name->at, nameless) == 0
      && getsockname (fd, (struct sockaddr *) &name->at, &name->size) == 0
      && name->size > nameless)
    return 0;
# endif
  (void) fd;
  return -1;
}

/* TEXT, then the hexadecimal digits of N, into PATH.  snprintf() need not be
   safe in a handler.  */
static void
put_number (char *path, const char *text, unsigned long n)
{
  strcpy (path, text);
  for (path += strlen (path); n != 0; n /= 16)
    *path++ = "0123456789abcdef"[n % 16];
  *path = '\0';
}

/* Make a directory for the caller alone, whatever the umask; its path, of at
   most 60 bytes, into PATH.  Who guesses the name can only cost a try.  */
static int
make_directory (char *path)
{
  static const char *const places[] = { "/tmp/ipc-", "/var/tmp/ipc-" };
  unsigned long seed = (unsigned long) (uintptr_t) &seed;
  size_t i;
  int tries;

  seed ^= (unsigned long) getpid () << 12;
  for (i = 0; i < sizeof places / sizeof *places; i++)
    for (tries = 0; tries < 100; tries++)
      {
        seed = seed * 1103515245 + 12345;
        put_number (path, places[i], seed);
        if (mkdir (path, S_IRWXU) == 0)
          return chmod (path, S_IRWXU);
        if (errno != EEXIST)
          break;
      }
  return -1;
}

/* Remove what name_by_files() made.  */
static void
remove_files (const struct name name[2])
{
  char path[sizeof name->at.sun_path];
  int error = errno;

  if (name[0].at.sun_path[0] != '/')
    return;
  strcpy (path, name[0].at.sun_path);
  *strrchr (path, '/') = '\0';
  unlink (name[0].at.sun_path);
  unlink (name[1].at.sun_path);
  rmdir (path);
  errno = error;
}

static int
name_by_files (const int fd[2], struct name name[2])
{
  char directory[64];
  int i;

  if (make_directory (directory) == -1)
    return -1;
  for (i = 0; i < 2; i++)
    {
      strcpy (name[i].at.sun_path, directory);
      strcat (name[i].at.sun_path, i == 0 ? "/0" : "/1");
      name[i].size
        = nameless + (socklen_t) strlen (name[i].at.sun_path) + 1;
    }
  for (i = 0; i < 2; i++)
    if (bind (fd[i], (struct sockaddr *) &name[i].at, name[i].size) == -1
        || chmod (name[i].at.sun_path, S_IRUSR | S_IWUSR) == -1)
      {
        remove_files (name);
        return -1;
      }
  return 0;
}

static int
give_names (const int fd[2], struct name name[2])
{
  memset (name, 0, 2 * sizeof *name);
  name[0].at.sun_family = name[1].at.sun_family = AF_UNIX;
  if (name_by_kernel (fd[0], &name[0]) == 0)
    return name_by_kernel (fd[1], &name[1]);
  return name_by_files (fd, name);
}

/* Throw away what strangers sent before FD was connected.  */
static void
discard (int fd)
{
  char byte;

  while (recv (fd, &byte, 1, 0) != -1 || errno == EINTR)
    continue;
}

/* Connect the datagram sockets FD to each other.  */
static int
connect_two (const int fd[2])
{
  struct name name[2];
  int ok;

  if (give_names (fd, name) == -1)
    return -1;
  ok = connect (fd[0], (struct sockaddr *) &name[1].at, name[1].size) == 0
       && connect (fd[1], (struct sockaddr *) &name[0].at, name[0].size)
            == 0;
  remove_files (name);
  if (!ok)
    return -1;
  discard (fd[0]);
  discard (fd[1]);
  return 0;
}

/* Have FD[0] connect to FD[1], in whose place the accepted end is then.  */
static int
connect_by_door (int fd[2], int type)
{
  int listener = fd[1];
  int door_first[2];
  struct name name[2];

  door_first[0] = listener;
  door_first[1] = fd[0];
  if (give_names (door_first, name) == -1)
    return -1;
  fd[1] = listen (listener, IPC_PAIR_ROOM) == -1 ? -1
          : ipc_pair_meet (listener, fd[0], (struct sockaddr *) &name[0].at,
                           name[0].size, type);
  remove_files (name);
  ipc_pair_drop (listener);
  return fd[1] == -1 ? -1 : 0;
}

int
ipc_pair_by_names (int type, int fd[2])
{
  int made[2] = { -1, -1 };
  int has_door = IPC_PAIR_KIND (type) != SOCK_DGRAM;

  if ((made[0] = ipc_pair_socket (AF_UNIX, type)) != -1
      && (made[1] = ipc_pair_socket (AF_UNIX, type)) != -1
      && (has_door ? connect_by_door (made, type) : connect_two (made)) == 0
      && ipc_pair_finish (made[0], type)
      && (has_door || ipc_pair_finish (made[1], type)))
    {
      fd[0] = made[0];
      fd[1] = made[1];
      return 0;
    }
  ipc_pair_drop (made[0]);
  ipc_pair_drop (made[1]);
  return -1;
}

# endif
#endif
