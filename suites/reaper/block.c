/* block.c - when waitpid() blocks, and when it does not.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "reaper.h"

/* What waits that are not to block gave, in memory that is shared: first for
   any child, then for the one, both alive; then for any, when it has ended.  */
struct nohang
{
  int any, one, error;
  int right;                    /* whether that was the child, as it ended */
};

static int
wait_without_waiting (struct ipc_link *link, void *arg)
{
  struct nohang *n = arg;
  int status = 0;
  pid_t pid, got;

  make_gate ();
  pid = behind_gate (9);
  ipc_tell (link, 'w');
  n->any = (int) waitpid (-1, &status, WNOHANG);
  n->one = n->any == 0 ? (int) waitpid (pid, &status, WNOHANG) : n->any;
  n->error = errno;
  ipc_tell (link, 'd');
  open_gate ();
  got = waitpid (-1, &status, WNOHANG);
  n->right = got == pid && is_status (status, 9);
  collect_rest ();
  return 0;
}

IPC_TEST (wnohang_zero)
{
  struct nohang *n = ipc_shared (sizeof *n);
  struct ipc_child child = ipc_start (wait_without_waiting, n);

  ipc_expect (&child.link, 'w');
  if (ipc_await_block_or_tell (&child, "waitpid") == IPC_BLOCKS)
    {
      ipc_observe ("waits for a child that lives");
      ipc_end (&child);
      return;
    }
  ipc_expect (&child.link, 'd');
  IPC_SETUP (ipc_join_exit (&child) == 0);
  if (n->any == -1 || n->one == -1)
    ipc_observe (ipc_failure_name (n->error));
  else if (n->any != 0 || n->one != 0)
    ipc_observe ("a child that lives");
  else
    ipc_observe (n->right ? "0, then the child" : "0, and nothing more");
}

/* Wait for a child that does not end, say how that went, and wait again.  */
static int
wait_twice (struct ipc_link *link, void *arg)
{
  int status = 0;
  pid_t other, got;

  (void) arg;
  make_gate ();
  other = behind_gate (5);
  ipc_handle (SIGUSR1, ipc_restart_handler, 0);
  got = waitpid (other, &status, 0);
  ipc_tell (link, got == -1 && errno == EINTR ? 'i' : 'n');
  open_gate ();
  ipc_tell (link, 'z');
  got = waitpid (other, &status, 0);
  return got == other && is_status (status, 5) ? 0 : 1;
}

/* How the second wait goes, for a child that is a zombie by then.  */
static const char *
wait_again (struct ipc_child *child)
{
  ipc_expect (&child->link, 'z');
  if (ipc_await_released (child, "waitpid") == IPC_BLOCKS)
    {
      ipc_end (child);
      return "EINTR, then it waits for a zombie";
    }
  return ipc_join_exit (child) == 0 ? "EINTR, then the child"
         : "EINTR, and the child is lost";
}

IPC_TEST (wait_eintr)
{
  struct ipc_child child;
  enum ipc_restart verdict;

  ipc_restart_prepare ();
  child = ipc_start (wait_twice, NULL);
  verdict = ipc_restart_once (&child, "waitpid", SIGUSR1);
  if (verdict == IPC_RETURNS && ipc_hear (&child.link) == 'i')
    {
      ipc_observe (wait_again (&child));
      return;
    }
  ipc_end (&child);
  ipc_observe (verdict == IPC_RESTARTS ? "restarts"
               : verdict == IPC_UNMOVED ? "the handler does not run"
               : "returns, but not EINTR");
}
