/* oracle-release.c - blocked, though what it waited for has happened.
   SPDX-License-Identifier: BSD-2-Clause

   A kernel makes a sleeper runnable before the call that wakes it returns.
   So who is asleep in the same call after that was not woken, or has looked
   and does not see what has happened.  Where the observer sees the kernel
   through an emulator, or states are noted late, that need not be so: hence
   the other process.  It is woken later than CHILD was, and has run and
   answered each time before CHILD is looked at again, however high the load
   is.  */

#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/descriptors.h"
#include "frame/hold.h"
#include "frame/report.h"
#include "oracle-adapter.h"
#include "oracle.h"

/* How often the other process must have run.  */
enum { TRIPS = 10 };

/* It has nothing of what the case has open, which may go on by a close().  */
static void
answer (int in, int out)
{
  char byte;
  int fd;

  for (fd = 0; fd < IPC_FD_END; fd++)
    if (fd != in && fd != out)
      close (fd);
  while (read (in, &byte, 1) == 1 && write (out, &byte, 1) == 1)
    continue;
  _exit (0);
}

/* Start the other process: nobody's child, so that no wait() finds it.  It
   ends with the descriptor that is returned in TO.  Of its parent's end the
   body may hear by a SIGCHLD; but then a call is about to be found dead.  */
static void
start_other (int *to, int *from)
{
  int there[2], back[2];
  pid_t pid;

  IPC_SETUP (pipe (there) == 0 && pipe (back) == 0);
  pid = fork ();
  IPC_SETUP (pid != -1);
  if (pid == 0)
    {
      if (fork () == 0)
        answer (there[0], back[1]);
      _exit (0);
    }
  close (there[0]);
  close (back[1]);
  /* ECHILD where SIGCHLD is ignored.  */
  while (waitpid (pid, NULL, 0) == -1 && errno == EINTR)
    continue;
  *to = there[1];
  *from = back[0];
}

static int
go_and_return (int to, int from)
{
  char byte = 0;
  ssize_t n;

  IPC_SETUP (write (to, &byte, 1) == 1);
  do
    n = read (from, &byte, 1);
  while (n == -1 && errno == EINTR);
  IPC_SETUP (n == 1);
  return 1;
}

int
ipc_still_blocked (struct ipc_child *child, const char *call)
{
  int held = ipc_hold ();
  enum ipc_state state;
  int blocked = ipc_seen_blocked (child->pid, call, &state), to, from, i;

  /* Who told and is blocked elsewhere now told before.  */
  if (blocked && !ipc_heard (&child->link))
    {
      start_other (&to, &from);
      for (i = 0; i < TRIPS && blocked; i++)
        blocked = go_and_return (to, from)
                  && ipc_seen_blocked (child->pid, call, &state);
      close (to);
      close (from);
    }
  blocked = blocked && !ipc_heard (&child->link);
  ipc_release (held);
  return blocked;
}

enum ipc_event
ipc_await_released (struct ipc_child *child, const char *call)
{
  while (!ipc_listen (&child->link))
    if (ipc_still_blocked (child, call))
      {
        ipc_uses ("release_oracle");
        return IPC_BLOCKS;
      }
  return IPC_TELLS;
}
