/* first.c - the first process of a namespace.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "dispositions.h"

static const int ending[] = { SIGTERM, SIGHUP };

static int
send_both (struct ipc_link *link, void *arg)
{
  size_t i;

  (void) link;
  (void) arg;
  for (i = 0; i < sizeof ending / sizeof *ending; i++)
    if (kill (1, ending[i]) != 0)
      return 1;
  return 0;
}

/* From another process in there, and from itself.  */
static int
is_sent_both (void)
{
  struct ipc_child member = ipc_start (send_both, NULL);
  size_t i;

  if (ipc_join_exit (&member) != 0)
    return 0;
  for (i = 0; i < sizeof ending / sizeof *ending; i++)
    if (kill (getpid (), ending[i]) != 0)
      return 0;
  return 1;
}

/* Says how it is: 's' it has been sent the signals, 'f' they could not be
   sent; with handlers, how many came.  */
static int
be_first (struct ipc_link *link, void *arg)
{
  size_t i;

  (void) arg;
  ipc_tell (link, is_sent_both () ? 's' : 'f');
  for (i = 0; i < sizeof ending / sizeof *ending; i++)
    ipc_handle (ending[i], catch_signal, 0);
  caught = 0;
  ipc_tell (link, is_sent_both () ? 's' : 'f');
  ipc_tell (link, (char) ('0' + caught));
  return 0;
}

IPC_TEST (pid1_defaults)
{
  struct ipc_child first = ipc_isolated_pids (be_first, NULL);
  int plain = ipc_hear_end (&first.link), handled, came, status;

  if (plain == -1)
    {
      status = ipc_join (&first);
      ipc_observe (WIFSIGNALED (status) && WTERMSIG (status) == SIGTERM
                   ? "terminates" : "ends in another way");
      return;
    }
  handled = ipc_hear_end (&first.link);
  came = ipc_hear_end (&first.link);
  ipc_join (&first);
  if (plain != 's' || handled != 's')
    ipc_observe ("cannot be signalled");
  else if (came != '4')
    ipc_observef ("%d of 4 with a handler", came - '0');
  else
    ipc_observe ("dropped");
}
