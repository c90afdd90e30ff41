/* restart.c - the SA_RESTART matrix: how every case of it runs.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "restart.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { STORM = 200 };

struct job
{
  const struct restart_call *call;
  enum restart_mode mode;
  struct restart r;
};

/* What the child tells of one return of the call.  */
struct result
{
  long value;
  int error;
  int whole;
  char wrong[32];
};

static struct result
tell_result (struct ipc_link *link, struct job *job, long value)
{
  struct result result;

  memset (&result, 0, sizeof result);
  result.error = errno;
  result.value = value;
  result.whole = value != -1
                 && (job->call->whole == NULL
                     || job->call->whole (&job->r, value));
  strcpy (result.wrong, job->r.wrong);
  ipc_send (link, &result, sizeof result);
  return result;
}

/* Whether the call is one that restarts by itself.  */
static int
is_wrapped (void)
{
  return ipc_mapped ("restart") || ipc_mapped ("restart_waits")
         || ipc_mapped ("restart_sysv");
}

static void
install_handler (enum restart_mode mode)
{
  if (mode == RESTART_STOPPED)
    return;
  ipc_handle (SIGUSR1, ipc_restart_handler,
              mode == RESTART_SET && !is_wrapped () ? SA_RESTART : 0);
}

static int
block (struct ipc_link *link, void *arg)
{
  struct job *job = arg;
  const struct restart_call *call = job->call;
  struct result result;

  install_handler (job->mode);
  if (call->enter != NULL)
    call->enter (&job->r);
  result = tell_result (link, job, call->block (&job->r));
  while (result.value == -1 && result.error == EINTR
         && ipc_hear_end (link) != -1)
    result = tell_result (link, job, (call->again != NULL ? call->again
                                      : call->block) (&job->r));
  /* Stay: what it holds, arrived() looks for.  */
  while (ipc_hear_end (link) != -1)
    continue;
  return 0;
}

/* Let time pass for a call that is to tell how much.  */
static void
spend_time (struct job *job)
{
  struct timespec before = ipc_now (), after;

  ipc_let_pass (job->call->pass);
  after = ipc_now ();
  *(volatile long *) job->r.shared = ipc_us_between (&before, &after);
}

static enum ipc_restart
interrupt (struct job *job, struct ipc_child *child)
{
  char call[40];

  if (job->mode != RESTART_STOPPED)
    {
      if (job->call->pass != 0)
        spend_time (job);
      return ipc_state (child->pid, call, sizeof call) == IPC_UNKNOWN
             ? ipc_restart_storm (child, SIGUSR1, STORM)
             : ipc_restart_blocked (child, job->call->call, SIGUSR1);
    }
  IPC_SETUP (kill (child->pid, SIGSTOP) == 0);
  ipc_await_stopped (child->pid);
  IPC_SETUP (kill (child->pid, SIGCONT) == 0);
  ipc_await_continued (child->pid);
  return ipc_await_block_or_tell (child, job->call->call) == IPC_BLOCKS
         ? IPC_RESTARTS : IPC_RETURNS;
}

static const char *
word (const struct restart_call *call, const struct result *result)
{
  if (result->wrong[0] != '\0')
    return result->wrong;
  if (result->value == -1)
    return result->error == EINTR ? "eintr" : ipc_errno_name (result->error);
  return result->value < call->wanted ? "partial" : "returns";
}

/* Release the resource and see the call through: NULL, or what is wrong.  */
static const char *
finish (struct job *job, struct ipc_child *child)
{
  struct result result;

  job->r.child = child->pid;
  job->call->release (&job->r);
  if (!job->call->later
      && ipc_await_released (child, job->call->call) == IPC_BLOCKS)
    return "then hangs";
  ipc_receive (&child->link, &result, sizeof result);
  if (result.value == -1)
    ipc_detail ("after the release: %s", ipc_errno_name (result.error));
  strcpy (job->r.wrong, result.wrong);
  if (job->r.wrong[0] != '\0')
    return job->r.wrong;
  return result.whole && (job->call->arrived == NULL
                          || job->call->arrived (&job->r, result.value))
         ? NULL : "then fails";
}

/* FIRST, and what is wrong THEN, or NULL.  */
static void
observe_both (const char *first, const char *then)
{
  if (then == NULL)
    ipc_observe (first);
  else
    ipc_observef ("%s, %s", first, then);
}

/* The child came back from the call: how, and does it work again?  */
static void
judge_return (struct job *job, struct ipc_child *child)
{
  struct result result;
  const char *what, *then = NULL;

  ipc_receive (&child->link, &result, sizeof result);
  what = word (job->call, &result);
  if (strcmp (what, "eintr") == 0 && job->call->release != NULL)
    {
      ipc_tell (&child->link, 'a');
      then = finish (job, child);
    }
  else if (strcmp (what, "partial") == 0 && job->call->arrived != NULL
           && !job->call->arrived (&job->r, result.value))
    then = "miscounted";
  observe_both (what, then);
}

/* The call came back by itself.  Where it found something to do, or said
   that it would have had to wait, it does not block in this situation.  */
static void
judge_unblocked (struct ipc_child *child)
{
  struct result result;

  ipc_receive (&child->link, &result, sizeof result);
  if (result.value == -1 && result.error == ENOSYS)
    ipc_observe ("absent");
  else if (result.value != -1 || result.error == EAGAIN
           || result.error == ENOBUFS || result.error == ECONNREFUSED)
    ipc_not_exercised ("the call does not block here");
  else
    ipc_observe (ipc_errno_name (result.error));
}

/* The call has restarted once: does it, when it is interrupted again, and
   finish then?  NULL, or what is wrong.  */
static const char *
go_on (struct job *job, struct ipc_child *child)
{
  switch (interrupt (job, child))
    {
    case IPC_RETURNS:
      return "but only once";
    case IPC_RESTARTS:
      return job->call->release == NULL ? NULL : finish (job, child);
    default:
      return "then the handler does not run";
    }
}

/* How CHILD, which is blocked in the call, takes its interruption.  */
static void
judge_interruption (struct job *job, struct ipc_child *child)
{
  switch (interrupt (job, child))
    {
    case IPC_RETURNS:
      judge_return (job, child);
      break;
    case IPC_RESTARTS:
      observe_both ("restarts", go_on (job, child));
      break;
    default:
      ipc_observe ("the handler does not run");
    }
}

void
restart_case (const struct restart_call *entry, enum restart_mode mode)
{
  struct restart_call wrapped = *entry;
  const struct restart_call *call = &wrapped;
  struct job job;
  struct ipc_child child;

  /* A call that is made again may wait in another.  */
  if (is_wrapped ())
    wrapped.call = "";
  memset (&job, 0, sizeof job);
  job.call = call;
  job.mode = mode;
  job.r.fd[0] = job.r.fd[1] = job.r.extra = job.r.id = -1;
  ipc_restart_prepare ();
  if (!call->prepare (&job.r))
    {
      ipc_observe ("absent");
      return;
    }
  child = ipc_start (block, &job);
  if (ipc_await_block_or_tell (&child, call->call) == IPC_TELLS)
    judge_unblocked (&child);
  else
    judge_interruption (&job, &child);
  ipc_end (&child);
  if (job.r.kind != 0)
    ipc_remove_sysv (job.r.kind, job.r.id);
}
