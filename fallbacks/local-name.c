/* local-name.c - a name that says where someone listens, and to whom.
   SPDX-License-Identifier: BSD-2-Clause

   One line of a fixed size.  The file is made where nothing was, so nothing
   that a stranger has put there is followed or written to, and it is nobody
   else's before it says anything.  Who reads it too early, or after its maker
   was killed halfway, finds no line: nobody listens there yet.

   Falls short: it is a plain file (unix_sockets.entry_type).  */

#include "probed.h"
#include "ipcompat-sockets.h"

#ifdef IPCOMPAT_NO_SOCKETS
typedef int ipc_no_sockets;
#else

# include "local-inet.h"
# include "open-flags.h"

# include <stdio.h>
# include <stdlib.h>
# include <sys/stat.h>

# define HEAD "ipcompat-local 1 "
enum
{
  HEAD_SIZE = sizeof HEAD - 1, PORT_SIZE = 5, COOKIE = 2 * IPC_LOCAL_HALF,
  LINE = HEAD_SIZE + PORT_SIZE + 1 + 2 * COOKIE + 1
};

static int
fill_random (void *bytes, size_t size)
{
  int fd = open ("/dev/urandom", O_RDONLY | O_CLOEXEC | O_NOCTTY);
  ssize_t n;

  if (fd == -1)
    {
      if (errno != EMFILE && errno != ENFILE)
        errno = ENOSYS;
      return -1;
    }
  do
    n = read (fd, bytes, size);
  while (n == -1 && errno == EINTR);
  local_drop (fd);
  if (n == (ssize_t) size)
    return 0;
  errno = ENOSYS;
  return -1;
}

int
ipc_local_name_invent (struct local_name *name)
{
  return fill_random (name->half, sizeof name->half);
}

static void
write_line (char *line, const struct local_name *name)
{
  int i, n = snprintf (line, LINE + 1, HEAD "%05u ", name->port);

  for (i = 0; i < COOKIE; i++)
    n += snprintf (line + n, (size_t) (LINE + 1 - n), "%02x",
                   (unsigned) name->half[i / IPC_LOCAL_HALF]
                                        [i % IPC_LOCAL_HALF]);
  line[LINE - 1] = '\n';
}

int
ipc_local_name_make (const char *path, mode_t mode,
                     const struct local_name *name)
{
  char line[LINE + 1];
  ssize_t n;
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
                 | O_NOCTTY, mode & 0777 & ~(mode_t) (S_IWGRP | S_IWOTH));

  if (fd == -1)
    {
      if (errno == EEXIST)
        errno = EADDRINUSE;
      return -1;
    }
  write_line (line, name);
  n = write (fd, line, LINE);
  if (n >= 0 && n != LINE)
    errno = ENOSPC;
  if (close (fd) == 0 && n == LINE)
    return 0;
  n = errno;
  unlink (path);
  errno = (int) n;
  return -1;
}

static int
digit (char c)
{
  static const char digits[] = "0123456789abcdef";
  const char *p = c == '\0' ? NULL : strchr (digits, c);

  return p == NULL ? -1 : (int) (p - digits);
}

/* Whether LINE is one of these; *NAME gets what it says.  */
static int
read_line (const char *line, struct local_name *name)
{
  const char *p = line + HEAD_SIZE;
  int i, high, low;

  if (memcmp (line, HEAD, HEAD_SIZE) != 0 || line[LINE - 1] != '\n'
      || p[PORT_SIZE] != ' ')
    return 0;
  name->port = 0;
  for (i = 0; i < PORT_SIZE; i++)
    {
      if (digit (p[i]) < 0 || digit (p[i]) > 9)
        return 0;
      name->port = 10 * name->port + (unsigned) digit (p[i]);
    }
  p += PORT_SIZE + 1;
  for (i = 0; i < COOKIE; i++)
    {
      high = digit (p[2 * i]);
      low = digit (p[2 * i + 1]);
      if (high < 0 || low < 0)
        return 0;
      name->half[i / IPC_LOCAL_HALF][i % IPC_LOCAL_HALF]
        = (unsigned char) (16 * high + low);
    }
  return name->port > 0 && name->port < 65536;
}

/* What is wrong with the open file FD: 0 or an errno.  */
static int
examine (int fd, struct local_name *name, uid_t *owner)
{
  char line[LINE + 1];
  struct stat st;
  ssize_t n;

  if (fstat (fd, &st) == -1)
    return errno;
  if (!S_ISREG (st.st_mode) || st.st_size != LINE)
    return ECONNREFUSED;
  if ((st.st_mode & (S_IWGRP | S_IWOTH)) != 0)
    return EACCES;
  *owner = st.st_uid;
  n = read (fd, line, LINE);
  return n == LINE && read_line (line, name) ? 0 : ECONNREFUSED;
}

int
ipc_local_name_read (const char *path, struct local_name *name, uid_t *owner)
{
  /* A FIFO or a terminal that stands there is not waited for.  */
  int fd = open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC), error;

  if (fd == -1)
    {
      /* What open() says of a socket.  */
      if (errno == ENXIO || errno == EOPNOTSUPP || errno == ENODEV)
        errno = ECONNREFUSED;
      return -1;
    }
  error = examine (fd, name, owner);
  close (fd);
  errno = error;
  return error == 0 ? 0 : -1;
}

#endif
