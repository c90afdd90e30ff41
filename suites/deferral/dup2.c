/* dup2.c - a dup2() that has a descriptor to close first.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "frame/suite.h"
#include "deferral.h"

struct replaced
{
  int result, error;            /* 1: the number that was asked for */
  int open, is_null;            /* what is under the number then */
};

static int
is_null (int fd)
{
  struct stat st, null;

  IPC_SETUP (stat ("/dev/null", &null) == 0);
  return fstat (fd, &st) == 0 && S_ISCHR (st.st_mode)
         && st.st_rdev == null.st_rdev;
}

static int
dup2_over_lingering (struct ipc_link *link, void *arg)
{
  int *fd = arg, null = open ("/dev/null", O_RDWR);
  struct replaced r;

  IPC_SETUP (null != -1);
  ipc_handle (SIGUSR1, ipc_restart_handler, 0);
  close (fd[1]);
  ipc_expect (link, 'g');
  r.result = dup2 (null, fd[0]);
  r.error = errno;
  r.result = r.result == fd[0] ? 1 : r.result == -1 ? -1 : 0;
  r.open = fcntl (fd[0], F_GETFD) != -1;
  r.is_null = is_null (fd[0]);
  ipc_tell (link, 'd');
  ipc_send (link, &r, sizeof r);
  return 0;
}

static void
observe_replaced (struct ipc_child *child, const char *before)
{
  struct replaced r;

  ipc_expect (&child->link, 'd');
  ipc_receive (&child->link, &r, sizeof r);
  IPC_SETUP (ipc_join_exit (child) == 0);
  ipc_observef ("%s, %s", before != NULL && r.result == 1 ? before
                : r.result == 1 ? "no error"
                : r.result == 0 ? "another number" : ipc_errno_name (r.error),
                r.is_null ? "replaced" : r.open ? "kept" : "closed");
}

IPC_TEST (dup2_eintr)
{
  struct ipc_child child;
  enum ipc_restart verdict;
  int fd[2];

  ipc_restart_prepare ();
  lingering_pair (fd);
  child = ipc_start (dup2_over_lingering, fd);
  close (fd[0]);
  ipc_tell (&child.link, 'g');
  if (ipc_await_block_or_tell (&child, "dup2") == IPC_TELLS)
    {
      observe_replaced (&child, "does not wait");
      return;
    }
  verdict = ipc_restart_blocked (&child, "dup2", SIGUSR1);
  if (verdict == IPC_RETURNS)
    observe_replaced (&child, NULL);
  else
    {
      ipc_observe (verdict == IPC_RESTARTS ? "restarts"
                   : "lets no handler run");
      ipc_end (&child);
    }
}
