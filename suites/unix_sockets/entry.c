/* entry.c - what a bound socket is in the file system.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "frame/suite.h"
#include "kit/command.h"
#include "unix_sockets.h"

/* Whether the shell's command succeeds.  */
static int
succeeds (const char *command)
{
  int status = system (command);

  IPC_SETUP (status != -1);
  return status == 0;
}

IPC_TEST (entry_type)
{
  int stat_says, test_says;
  const char *first, *second;

  local_listener ("sock");
  local_bound (SOCK_DGRAM, "messages");
  stat_says = local_is ("sock", S_IFSOCK) && local_is ("messages", S_IFSOCK);
  test_says = succeeds ("for f in sock messages; do test -S $f || exit 1;"
                        " test -p $f || test -f $f && exit 1; done; :");
  IPC_SETUP (succeeds ("ls -ld messages sock >listing"));
  first = ipc_file_text ("listing");
  second = strchr (first, '/');
  IPC_SETUP (second != NULL);
  second++;
  if (stat_says && test_says && *first == 's' && *second == 's')
    ipc_observe ("a socket to lstat, test and ls");
  else
    ipc_observef ("%s to lstat, %s to test, '%c' and '%c' to ls",
                  stat_says ? "a socket" : "another file",
                  test_says ? "a socket" : "another file", *first, *second);
}

/* What the page's -S does, and the shell's.  */
static int
is_socket (const char *name)
{
  struct stat st;

  return stat (name, &st) == 0 && S_ISSOCK (st.st_mode);
}

static int
test_says (const char *name)
{
  char command[40];

  snprintf (command, sizeof command, "test -S %s", name);
  return succeeds (command);
}

IPC_TEST (is_socket_test)
{
  static const struct
  {
    const char *name;
    int expected;
  } files[] = {
    { "sock", 1 }, { "live", 1 }, { "messages", 1 }, { "link", 1 },
    { "file", 0 }, { "directory", 0 }, { "fifo", 0 }, { "/dev/null", 0 },
    { "file-link", 0 }, { "dangling", 0 }, { "missing", 0 }
  };
  size_t i;

  local_dead ("sock");
  local_listener ("live");
  local_bound (SOCK_DGRAM, "messages");
  ipc_make_file ("file", "");
  IPC_SETUP (mkdir ("directory", 0700) == 0);
  IPC_SETUP (mkfifo ("fifo", 0600) == 0 || errno == ENOSYS);
  IPC_SETUP (symlink ("sock", "link") == 0);
  IPC_SETUP (symlink ("file", "file-link") == 0);
  IPC_SETUP (symlink ("nowhere", "dangling") == 0);
  for (i = 0; i < sizeof files / sizeof *files; i++)
    if (is_socket (files[i].name) != files[i].expected
        || test_says (files[i].name) != files[i].expected)
      {
        ipc_observef ("wrong about %s", files[i].name);
        return;
      }
  ipc_observe ("sockets and links to them");
}

struct opening
{
  const char *name;
  int flags;
};

static long
open_it (void *arg)
{
  const struct opening *o = arg;

  return open (o->name, o->flags, 0600);
}

/* What open() of NAME gives, which might wait.  */
static const char *
opens (const char *name, int flags)
{
  struct opening o;
  long fd;

  o.name = name;
  o.flags = flags;
  if (ipc_try ("open", open_it, &o, &fd) == IPC_BLOCKS)
    return "blocks";
  return fd != -1 ? "opens"
         : errno == ENXIO || errno == EOPNOTSUPP ? "ENXIO or EOPNOTSUPP"
         : ipc_errno_name (errno);
}

IPC_TEST (not_openable)
{
  static const int flags[] =
  { O_RDONLY, O_WRONLY, O_RDWR, O_RDWR | O_CREAT };
  static const char *const names[] = { "live", "dead", "messages" };
  const char *first, *what;
  int i;

  local_listener ("live");
  local_dead ("dead");
  local_bound (SOCK_DGRAM, "messages");
  first = opens ("live", O_RDONLY);
  ipc_detail ("open: %s", ipc_errno_name (errno));
  for (i = 0; i < 24; i++)
    {
      what = opens (names[i / 8],
                    flags[i % 4] | (i % 8 < 4 ? O_NONBLOCK : 0));
      if (strcmp (what, first) != 0)
        {
          ipc_observef ("%s, and %s", first, what);
          return;
        }
    }
  ipc_observe (first);
}

/* A socket of TYPE that is in use as "sock".  */
static int
used (int type)
{
  return type == SOCK_STREAM ? local_listener ("sock")
         : local_bound (type, "sock");
}

static int
bind_and_exit (struct ipc_link *link, void *arg)
{
  (void) link;
  used (*(const int *) arg);
  return 0;
}

static int
bind_and_wait (struct ipc_link *link, void *arg)
{
  used (*(const int *) arg);
  ipc_tell (link, 'b');
  ipc_expect (link, 'q');
  return 0;
}

/* Whether the entry has stayed; removes it.  */
static int
is_left (void)
{
  return local_is ("sock", S_IFSOCK) && unlink ("sock") == 0;
}

/* What removes the entry of a socket of TYPE; NULL if nothing does.  */
static const char *
remover (int type)
{
  struct ipc_child child;
  int fd = used (type);

  if (type == SOCK_STREAM)
    {
      int client = local_client ("sock");

      close (local_session (fd));
      close (client);
      if (!local_is ("sock", S_IFSOCK))
        return "the end of a session removes it";
    }
  close (fd);
  if (!is_left ())
    return "a close removes it";
  child = ipc_start (bind_and_exit, &type);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  if (!is_left ())
    return "an exit removes it";
  child = ipc_start (bind_and_wait, &type);
  ipc_expect (&child.link, 'b');
  ipc_end (&child);
  return is_left () ? NULL : "a kill removes it";
}

IPC_TEST (close_leaves_file)
{
  const char *what = remover (SOCK_STREAM);

  if (what == NULL)
    what = remover (SOCK_DGRAM);
  ipc_observe (what == NULL ? "stays" : what);
}

/* The permissions of NAME.  */
static unsigned
mode_of (const char *name)
{
  struct stat st;

  IPC_SETUP (lstat (name, &st) == 0);
  return (unsigned) st.st_mode & 07777;
}

IPC_TEST (umask)
{
  static const mode_t masks[] = { 0, 077, 0777, 027 };
  int heeded = 1, ignored = 1, i;
  unsigned mode = 0;
  mode_t old = umask (0);
  char name[8];

  for (i = 0; i < 8; i++)
    {
      mode_t mask = masks[i % 4];

      snprintf (name, sizeof name, "%s%o", i < 4 ? "" : "d", (unsigned) mask);
      umask (mask);
      close (local_bound (i < 4 ? SOCK_STREAM : SOCK_DGRAM, name));
      mode = mode_of (name);
      heeded &= mode == (0777 & ~mask);
      ignored &= mode == 0777;
    }
  umask (old);
  ipc_detail ("%#o with a mask of 027", mode);
  ipc_observe (heeded ? "0777 less the umask"
               : ignored ? "0777 whatever the umask" : "another mode");
}

/* What fchmod() of a socket of TYPE makes of its entry NAME.  */
static const char *
preset (int type, const char *name)
{
  struct sockaddr_un a;
  int fd = local_socket (type);
  mode_t old = umask (0);
  unsigned mode;

  if (fchmod (fd, 0640) == -1)
    {
      umask (old);
      return ipc_errno_name (errno);
    }
  local_address (&a, name);
  IPC_SETUP (bind (fd, (struct sockaddr *) &a, sizeof a) == 0);
  umask (old);
  mode = mode_of (name);
  ipc_detail ("the entry's mode is %#o", mode);
  return mode == 0640 ? "sets the mode of the entry"
         : mode == 0777 ? "succeeds, without effect" : "sets another mode";
}

IPC_TEST (fchmod_before_bind)
{
  const char *stream = preset (SOCK_STREAM, "sock");
  const char *messages = preset (SOCK_DGRAM, "messages");

  if (strcmp (stream, messages) == 0)
    ipc_observe (stream);
  else
    ipc_observef ("%s; a datagram socket: %s", stream, messages);
}

IPC_TEST (mknod_socket)
{
  const char *reached, *by_messages;

  if (mknod ("made", S_IFSOCK | 0600, 0) == -1)
    {
      ipc_observe (ipc_failure_name (errno));
      return;
    }
  if (!local_is ("made", S_IFSOCK))
    {
      ipc_observe ("makes another file");
      return;
    }
  reached = local_reaches (SOCK_STREAM, "made");
  by_messages = local_reaches (SOCK_DGRAM, "made");
  if (strcmp (reached, by_messages) == 0)
    ipc_observef ("a dead entry: %s", reached);
  else
    ipc_observef ("%s, and %s to a datagram socket", reached, by_messages);
}
