/* fifo-socket.c - FIFOs by a local socket and a process that serves it.
   SPDX-License-Identifier: BSD-2-Clause

   The entry is made by the broker, under an umask that is its own, so nobody
   connects whom the mode keeps out.  What is there already, a symbolic link
   included, stays.  Falls short: it is no FIFO to stat() and open()
   (fifos.is_fifo_test), and both ends go by one permission (fifos.perm).  */

#include "process-calls.h"
#include "ipcompat-fifos.h"
#include "ipcompat-sockets.h"

#ifdef IPCOMPAT_NO_SOCKETS

static int
refuse (void)
{
  errno = ENOSYS;
  return -1;
}

int
ipc_fifo_make (const char *name, mode_t mode)
{
  (void) name;
  (void) mode;
  return refuse ();
}

int
ipc_fifo_open (const char *name, int flags)
{
  (void) name;
  (void) flags;
  return refuse ();
}

int
ipc_fifo_remove (const char *name)
{
  (void) name;
  return refuse ();
}

#else

# include <sys/un.h>

# include "close-from.h"
# include "fifo-broker.h"
# include "local-inet.h"
# include "pipe.h"

enum { QUEUE = 64 };

/* The address of NAME; 0 or an errno.  */
static int
set_name (struct sockaddr_un *a, const char *name)
{
  memset (a, 0, sizeof *a);
  a->sun_family = AF_UNIX;
  if (*name == '\0')
    return ENOENT;
  if (strlen (name) >= sizeof a->sun_path)
    return ENAMETOOLONG;
  strcpy (a->sun_path, name);
  return 0;
}

/* A class has both ends or none.  */
static mode_t
both_ends (mode_t mode)
{
  mode_t both = 0;
  int shift;

  for (shift = 0; shift < 9; shift += 3)
    if ((mode >> shift & 6) == 6)
      both |= (mode_t) 6 << shift;
  return both;
}

/* In the broker: a listener at NAME; -1 with errno.  */
static int
listen_at (const char *name, mode_t mode)
{
  struct sockaddr_un a;
  int fd, error = set_name (&a, name);

  if (error != 0)
    {
      errno = error;
      return -1;
    }
  fd = socket (AF_UNIX, SOCK_STREAM, 0);
  if (fd == -1)
    {
      if (errno == EAFNOSUPPORT)
        errno = ENOSYS;
      return -1;
    }
  umask (~both_ends (mode & ~umask (0)) & 0777);
  if (bind (fd, (struct sockaddr *) &a, sizeof a) == -1)
    {
      if (errno == EADDRINUSE)
        errno = EEXIST;
      return -1;
    }
  if (listen (fd, QUEUE) == 0 && local_prepare (fd))
    return fd;
  error = errno;
  unlink (name);
  errno = error;
  return -1;
}

/* The broker has nothing of its maker's but the directory.  */
static int
have_nothing (int word)
{
  int fd;

  if (word != 3 && (dup2 (word, 3) == -1))
    return -1;
  ipc_close_from (4);
  fd = open ("/dev/null", O_RDWR | O_NOCTTY);
  if (fd == -1)
    return -1;
  for (word = 0; word < 3; word++)
    if (fd != word && dup2 (fd, word) == -1)
      return -1;
  if (fd > 3)
    close (fd);
  return fcntl (3, F_SETFD, FD_CLOEXEC);
}

static void
order_signals (void)
{
  sigset_t set;

  sigfillset (&set);
  signals_set (&set, SIG_DFL);
  sigemptyset (&set);
  sigaddset (&set, SIGPIPE);
  signals_set (&set, SIG_IGN);
  sigemptyset (&set);
  sigprocmask (SIG_SETMASK, &set, NULL);
}

/* Be the broker; its maker waits for an errno at WORD.  */
static void
be_broker (const char *name, mode_t mode, int word)
{
  struct stat entry;
  int error = 0, fd = -1;

  order_signals ();
  if (have_nothing (word) == -1 || (fd = listen_at (name, mode)) == -1
      || lstat (name, &entry) == -1)
    error = errno;
  /* Nobody knows of it if its maker is gone.  */
  if (write (3, &error, sizeof error) != (ssize_t) sizeof error && fd != -1)
    {
      unlink (name);
      error = EPIPE;
    }
  close (3);
  if (error == 0)
    ipc_fifo_serve (fd, name, &entry);
  _exit (0);
}

/* What the broker says; EIO if nothing.  */
static int
hear_word (int fd)
{
  int word;
  ssize_t n;

  do
    n = read (fd, &word, sizeof word);
  while (n == -1 && errno == EINTR);
  return n == (ssize_t) sizeof word ? word : EIO;
}

/* The child, which is its own grandchild's parent for a moment.  */
static void
begin_broker (const char *name, mode_t mode, int word)
{
  int error;
  pid_t pid;

  setsid ();
  pid = fork ();
  if (pid == 0)
    be_broker (name, mode, word);
  error = errno;
  if (pid == -1 && write (word, &error, sizeof error) == -1)
    _exit (1);
  _exit (0);
}

int
ipc_fifo_make (const char *name, mode_t mode)
{
  int fd[2], error;
  sigset_t old;
  pid_t pid;

  if (ipc_high_pipe (fd) == -1)
    return -1;
  signals_block (&old);
  pid = fork ();
  error = errno;
  if (pid == 0)
    {
      close (fd[0]);
      begin_broker (name, mode, fd[1]);
    }
  close (fd[1]);
  if (pid != -1)
    {
      error = hear_word (fd[0]);
      while (waitpid (pid, NULL, 0) == -1 && errno == EINTR)
        continue;
    }
  close (fd[0]);
  signals_unblock (&old, error);
  return error == 0 ? 0 : -1;
}

/* Connect to the broker of NAME, say WHAT, and have its answer in *SAID.
   Returns the socket, or -1.  */
static int
ask_broker (const char *name, char what, char *said)
{
  struct sockaddr_un a;
  int fd, error = set_name (&a, name);
  ssize_t n = -1;

  fd = error == 0 ? socket (AF_UNIX, SOCK_STREAM, 0) : -1;
  if (fd == -1)
    {
      errno = error != 0 ? error : errno == EAFNOSUPPORT ? ENOSYS : errno;
      return -1;
    }
  if (fcntl (fd, F_SETFD, FD_CLOEXEC) != -1
      && connect (fd, (struct sockaddr *) &a, sizeof a) == 0
      /* Who is too late to say it has been told why.  */
      && (local_say (fd, &what, 1) == 1 || errno == EPIPE))
    n = recv (fd, said, 1, 0);
  if (n == 1)
    return fd;
  /* Nobody is there, or not any more.  */
  if (n == -1 && (errno == ECONNREFUSED || errno == ENOTSOCK))
    errno = ENXIO;
  else if (n == 0 || errno == ECONNRESET)
    errno = access (name, F_OK) == 0 ? ENXIO : ENOENT;
  local_drop (fd);
  return -1;
}

int
ipc_fifo_open (const char *name, int flags)
{
  int now = (flags & O_NONBLOCK) != 0, fd, writes;
  char said;

  flags &= ~O_NONBLOCK;
  writes = flags == O_WRONLY;
  if (flags != O_RDONLY && flags != O_WRONLY)
    {
      errno = ENOSYS;
      return -1;
    }
  fd = ask_broker (name, (char) (writes ? now ? FIFO_WRITES_NOW : FIFO_WRITES
                                 : now ? FIFO_READS_NOW : FIFO_READS), &said);
  if (fd == -1)
    return -1;
  if (said == FIFO_GO
      && (!now || fcntl (fd, F_SETFL, O_NONBLOCK) != -1))
    return fd;
  if (said != FIFO_GO)
    errno = said == FIFO_NO_READER ? ENXIO : said == FIFO_FULL ? EAGAIN
            : ENOENT;
  local_drop (fd);
  return -1;
}

int
ipc_fifo_remove (const char *name)
{
  char said;
  int fd = ask_broker (name, FIFO_ENDS, &said);

  if (fd == -1)
    return -1;
  close (fd);
  errno = said == FIFO_FORBIDDEN ? EPERM
          : said == FIFO_GONE ? ENOENT : EAGAIN;
  return said == FIFO_GO ? 0 : -1;
}

#endif
