/* undisturbed.c - signals that do nothing to slow calls.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "frame/suite.h"
#include "dispositions.h"
#include "slow.h"

struct job
{
  const struct slow_call *call;
  const int *signals;
  void (*action) (int);
  struct slow slow;
};

/* What the child tells when the call is over.  */
enum { DONE = 'd', EARLY = 'e', FAILED = 'f' };

/* Half of the actions are set by signal(), half by sigaction().  */
static int
make_call (struct ipc_link *link, void *arg)
{
  struct job *job = arg;
  int i, done;

  for (i = 0; job->signals[i] != 0; i++)
    if (i % 2 == 0)
      IPC_SETUP (signal (job->signals[i], job->action) != SIG_ERR);
    else
      ipc_handle (job->signals[i], job->action, 0);
  do
    {
      done = job->call->run (&job->slow);
      ipc_tell (link, (char) (done ? DONE : errno == EINTR ? EARLY : FAILED));
    }
  while (!done && ipc_hear_end (link) != -1);
  return 0;
}

/* Whether CHILD is in its call again after a stop, and has by then dealt
   with every signal that was sent to it before.  */
static int
survives_stop (struct ipc_child *child, const char *call)
{
  IPC_SETUP (kill (child->pid, SIGSTOP) == 0);
  IPC_SETUP (ipc_await_stopped (child->pid) == SIGSTOP);
  IPC_SETUP (kill (child->pid, SIGCONT) == 0);
  IPC_SETUP (has_continued (child->pid));
  return ipc_await_block_or_tell (child, call) == IPC_BLOCKS;
}

/* Where a stop alone ends the call, as on Linux semop(), it proves nothing:
   *STEADY is 0, and the call is made anew.  */
static void
try_stop (struct ipc_child *child, const char *call, int *steady)
{
  *steady = survives_stop (child, call);
  if (*steady)
    return;
  ipc_expect (&child->link, EARLY);
  ipc_tell (&child->link, 'a');
  ipc_await_blocked (child->pid, call);
}

/* The signal of JOB that ends the call of CHILD, which is blocked in it; 0 if
   none does.  */
static int
ends_call (const struct job *job, struct ipc_child *child)
{
  int i, steady;

  try_stop (child, job->call->call, &steady);
  for (i = 0; job->signals[i] != 0; i++)
    {
      IPC_SETUP (kill (child->pid, job->signals[i]) == 0);
      if (ipc_await_block_or_tell (child, job->call->call) == IPC_TELLS)
        return job->signals[i];
    }
  return steady && !survives_stop (child, job->call->call)
         ? job->signals[i - 1] : 0;
}

/* A child in JOB's call, whose resource is made; 0 if this platform refuses
   the call at once, and nobody ever waits in it.  */
static int
start_call (struct job *job, struct ipc_child *child)
{
  *child = ipc_start (make_call, job);
  job->slow.caller = child->pid;
  if (ipc_await_block_or_tell (child, job->call->call) == IPC_BLOCKS)
    return 1;
  ipc_expect (&child->link, FAILED);
  ipc_end (child);
  return 0;
}

/* What is wrong with JOB's call, in which CHILD is, or NULL.  */
static const char *
spoils (struct job *job, struct ipc_child child)
{
  static char text[80];
  int signo, status;

  signo = ends_call (job, &child);
  *text = '\0';
  if (signo != 0)
    {
      ipc_end (&child);
      snprintf (text, sizeof text, "%s ends %s()", ipc_signal_name (signo),
                job->call->name);
      return text;
    }
  job->call->release (&job->slow);
  if (!job->call->later
      && ipc_await_released (&child, job->call->call) == IPC_BLOCKS)
    {
      ipc_end (&child);
      snprintf (text, sizeof text, "%s() hangs afterwards", job->call->name);
      return text;
    }
  if (ipc_hear_end (&child.link) != DONE)
    snprintf (text, sizeof text, "%s() fails afterwards", job->call->name);
  status = ipc_join (&child);
  if (WIFSIGNALED (status))
    snprintf (text, sizeof text, "%s terminates in %s()",
              ipc_signal_name (WTERMSIG (status)), job->call->name);
  return *text != '\0' ? text : NULL;
}

const char *
spoilt_call (const int *signals, void (*action) (int))
{
  const char *wrong = NULL;
  struct ipc_child child;
  struct job job;
  int i, n = 0;

  job.signals = signals;
  job.action = action;
  for (i = 0; slow_calls[i].name != NULL && wrong == NULL; i++)
    {
      job.call = &slow_calls[i];
      if (!slow_make (&job.slow, job.call))
        continue;
      if (start_call (&job, &child))
        {
          wrong = spoils (&job, child);
          n++;
        }
      slow_drop (&job.slow);
    }
  IPC_SETUP (n > 0);
  ipc_detail ("%d of %d kinds of calls", n, i);
  return wrong;
}
