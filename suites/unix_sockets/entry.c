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
  char listed;

  local_listener ("sock");
  stat_says = local_is ("sock", S_IFSOCK);
  test_says = succeeds ("test -S sock && ! test -p sock && ! test -f sock");
  IPC_SETUP (succeeds ("ls -ld sock >listing"));
  listed = ipc_file_text ("listing")[0];
  if (stat_says && test_says && listed == 's')
    ipc_observe ("a socket to lstat, test and ls");
  else
    ipc_observef ("%s to lstat, %s to test, '%c' to ls",
                  stat_says ? "a socket" : "another file",
                  test_says ? "a socket" : "another file", listed);
}

/* What the page's -S does.  */
static int
is_socket (const char *name)
{
  struct stat st;

  return stat (name, &st) == 0 && S_ISSOCK (st.st_mode);
}

IPC_TEST (is_socket_test)
{
  static const struct
  {
    const char *name;
    int expected;
  } files[] = {
    { "sock", 1 }, { "link", 1 }, { "file", 0 }, { "directory", 0 },
    { "fifo", 0 }, { "file-link", 0 }, { "dangling", 0 }, { "missing", 0 }
  };
  size_t i;

  local_dead ("sock");
  ipc_make_file ("file", "");
  IPC_SETUP (mkdir ("directory", 0700) == 0);
  IPC_SETUP (mkfifo ("fifo", 0600) == 0 || errno == ENOSYS);
  IPC_SETUP (symlink ("sock", "link") == 0);
  IPC_SETUP (symlink ("file", "file-link") == 0);
  IPC_SETUP (symlink ("nowhere", "dangling") == 0);
  for (i = 0; i < sizeof files / sizeof *files; i++)
    if (is_socket (files[i].name) != files[i].expected)
      {
        ipc_observef ("wrong about %s", files[i].name);
        return;
      }
  ipc_observe ("sockets and links to them");
}

/* What open() of NAME gives.  */
static const char *
opens (const char *name, int flags)
{
  int fd = open (name, flags | O_NONBLOCK);

  if (fd == -1)
    return errno == ENXIO || errno == EOPNOTSUPP ? "ENXIO or EOPNOTSUPP"
           : ipc_errno_name (errno);
  close (fd);
  return "opens";
}

IPC_TEST (not_openable)
{
  static const int flags[] = { O_RDONLY, O_WRONLY, O_RDWR };
  const char *first, *what;
  int i;

  local_listener ("live");
  local_dead ("dead");
  first = opens ("live", O_RDONLY);
  ipc_detail ("open: %s", ipc_errno_name (errno));
  for (i = 0; i < 6; i++)
    {
      what = opens (i < 3 ? "live" : "dead", flags[i % 3]);
      if (strcmp (what, first) != 0)
        {
          ipc_observef ("%s, and %s", first, what);
          return;
        }
    }
  ipc_observe (first);
}

static int
bind_and_exit (struct ipc_link *link, void *arg)
{
  (void) link;
  local_listener (arg);
  return 0;
}

static int
bind_and_wait (struct ipc_link *link, void *arg)
{
  local_listener (arg);
  ipc_tell (link, 'b');
  ipc_expect (link, 'q');
  return 0;
}

IPC_TEST (close_leaves_file)
{
  char closed[] = "closed", exited[] = "exited", killed[] = "killed";
  struct ipc_child child;

  close (local_listener (closed));
  child = ipc_start (bind_and_exit, exited);
  IPC_SETUP (ipc_join_exit (&child) == 0);
  child = ipc_start (bind_and_wait, killed);
  ipc_expect (&child.link, 'b');
  ipc_end (&child);
  if (!local_is (closed, S_IFSOCK))
    ipc_observe ("a close removes it");
  else if (!local_is (exited, S_IFSOCK))
    ipc_observe ("an exit removes it");
  else
    ipc_observe (local_is (killed, S_IFSOCK) ? "stays" : "a kill removes it");
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
  static const struct
  {
    const char *name;
    mode_t mask;
  } tries[] = { { "0", 0 }, { "77", 077 }, { "27", 027 }, { "777", 0777 } };
  int heeded = 1, ignored = 1;
  mode_t old = umask (0);
  size_t i;

  for (i = 0; i < sizeof tries / sizeof *tries; i++)
    {
      umask (tries[i].mask);
      local_dead (tries[i].name);
      heeded &= mode_of (tries[i].name) == (0777 & ~tries[i].mask);
      ignored &= mode_of (tries[i].name) == 0777;
    }
  umask (old);
  ipc_detail ("%#o with a mask of 027", mode_of ("27"));
  ipc_observe (heeded ? "0777 less the umask"
               : ignored ? "0777 whatever the umask" : "another mode");
}

IPC_TEST (fchmod_before_bind)
{
  struct sockaddr_un a;
  int fd = local_socket (SOCK_STREAM);
  mode_t old = umask (0);
  unsigned mode;

  if (fchmod (fd, 0640) == -1)
    {
      umask (old);
      ipc_observe (ipc_errno_name (errno));
      return;
    }
  local_address (&a, "sock");
  IPC_SETUP (bind (fd, (struct sockaddr *) &a, sizeof a) == 0);
  umask (old);
  mode = mode_of ("sock");
  ipc_detail ("the entry's mode is %#o", mode);
  ipc_observe (mode == 0640 ? "sets the mode of the entry"
               : mode == 0777 ? "succeeds, without effect"
               : "sets another mode");
}

IPC_TEST (mknod_socket)
{
  const char *reached;

  if (mknod ("made", S_IFSOCK | 0600, 0) == -1)
    {
      ipc_observe (errno == ENOSYS ? "absent" : ipc_errno_name (errno));
      return;
    }
  if (!local_is ("made", S_IFSOCK))
    {
      ipc_observe ("makes another file");
      return;
    }
  reached = local_reaches (SOCK_STREAM, "made");
  ipc_observef ("a dead entry: %s", reached);
}
