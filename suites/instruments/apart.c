/* apart.c - a child that has left what other processes share.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "isolation.h"

#include <unistd.h>

#include "frame/hold.h"
#include "frame/report.h"

struct apart
{
  int (*leave) (void);
  int (*body) (struct ipc_link *, void *);
  void *arg;
  pid_t case_pid;
};

static int
run_apart (struct ipc_link *link, void *arg)
{
  const struct apart *a = arg;
  int held = ipc_hold (), is_apart = a->leave () == 0;

  /* A change of user undoes the tie, and the case may end meanwhile.  */
  ipc_tie_to_parent (a->case_pid);
  ipc_tell (link, is_apart ? 'a' : 'n');
  ipc_release (held);
  return is_apart ? a->body (link, a->arg) : 0;
}

struct ipc_child
ipc_start_apart (int (*leave) (void), const char *reason,
                 int (*body) (struct ipc_link *, void *), void *arg)
{
  struct apart a;
  struct ipc_child child;

  a.leave = leave;
  a.body = body;
  a.arg = arg;
  a.case_pid = getpid ();
  child = ipc_start (run_apart, &a);
  if (ipc_hear_end (&child.link) != 'a')
    {
      ipc_join (&child);
      ipc_not_exercised (reason);
    }
  return child;
}
