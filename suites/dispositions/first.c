/* first.c - the first process of a namespace.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "dispositions.h"

static const int ending[] = { SIGTERM, SIGHUP, SIGINT, SIGUSR1, SIGALRM };

enum { ENDING = sizeof ending / sizeof *ending };

/* Send all of them to PID; whether that works.  */
static int
send_all (pid_t pid)
{
  int i;

  for (i = 0; i < ENDING; i++)
    if (kill (pid, ending[i]) != 0)
      return 0;
  return 1;
}

static int
send_to_first (struct ipc_link *link, void *arg)
{
  (void) link;
  (void) arg;
  return send_all (1) ? 0 : 1;
}

/* From another process in there, from itself, and from outside.  */
static void
be_sent_all (struct ipc_link *link)
{
  struct ipc_child member = ipc_start (send_to_first, NULL);
  int sent = ipc_join_exit (&member) == 0 && send_all (getpid ());

  ipc_tell (link, sent ? 's' : 'f');
  ipc_expect (link, 'o');
}

/* Without handlers and with them; tells how many came then.  One handler runs
   at a time, or one might count over another.  */
static int
be_first (struct ipc_link *link, void *arg)
{
  struct sigaction sa = ipc_action (catch_signal, 0);
  int i;

  (void) arg;
  be_sent_all (link);
  sigfillset (&sa.sa_mask);
  for (i = 0; i < ENDING; i++)
    IPC_SETUP (sigaction (ending[i], &sa, NULL) == 0);
  caught = 0;
  be_sent_all (link);
  ipc_tell (link, (char) caught);
  return 0;
}

/* Whether STATUS says that one of them ended it; the system chooses among those
   that are pending.  */
static int
is_ended (int status)
{
  int i;

  for (i = 0; i < ENDING; i++)
    if (WIFSIGNALED (status) && WTERMSIG (status) == ending[i])
      return 1;
  return 0;
}

enum step { SENT, NOT_SENT, ENDED_INSIDE, ENDED_OUTSIDE };

/* The same as seen by who is outside.  */
static enum step
send_from_outside (struct ipc_child *first)
{
  int told = ipc_hear_end (&first->link);

  if (told == -1)
    return ENDED_INSIDE;
  if (told != 's' || !send_all (ipc_isolated_first ()))
    return NOT_SENT;
  ipc_tell (&first->link, 'o');
  return SENT;
}

/* SIGKILL and SIGSTOP from outside are another thing.  */
IPC_TEST (pid1_defaults)
{
  enum { WAYS = 3 };
  struct ipc_child first = ipc_isolated_pids (be_first, NULL);
  enum step plain = send_from_outside (&first), handled = NOT_SENT;
  int came = -1, status = 0;

  if (plain == SENT)
    handled = send_from_outside (&first);
  if (plain == SENT && handled == ENDED_INSIDE)
    plain = ENDED_OUTSIDE;
  if (handled == SENT)
    came = ipc_hear_end (&first.link);
  if (plain == NOT_SENT || (plain == SENT && handled == NOT_SENT))
    ipc_end (&first);
  else
    status = ipc_join (&first);
  if (plain == ENDED_OUTSIDE)
    ipc_observe ("ends by a signal from outside");
  else if (plain == ENDED_INSIDE)
    ipc_observe (is_ended (status) ? "terminates" : "ends in another way");
  else if (plain != SENT || handled != SENT)
    ipc_observe ("cannot be signalled");
  else if (came != WAYS * ENDING)
    ipc_observef ("%d of %d with a handler", came, WAYS * ENDING);
  else
    ipc_observe ("dropped");
}
