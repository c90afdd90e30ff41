/* procmask.c - just what sigprocmask() changes.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "frame/suite.h"
#include "dispositions.h"

/* The signals that came, in order.  */
static volatile sig_atomic_t came[8], n_came;

/* Those that are unblocked.  */
static const int freed[] = { SIGUSR2, SIGTERM };
enum { FREED = sizeof freed / sizeof *freed };

static void
note (int signo)
{
  if (n_came < 8)
    came[n_came++] = signo;
}

/* Whether the mask differs from WANTED.  */
static int
mask_differs (const sigset_t *wanted)
{
  sigset_t now;

  ipc_get_mask (&now);
  return ipc_sets_differ (wanted, &now) != 0;
}

/* An unknown request, with a set that would change the mask WANTED.  */
static const char *
unknown_request (const sigset_t *wanted)
{
  int others[] = { 99, -1, 0, 0 };
  sigset_t set;
  size_t i;

  others[2] = others[3] = SIG_BLOCK;
  others[2] = SIG_UNBLOCK > others[2] ? SIG_UNBLOCK : others[2];
  others[2] = (SIG_SETMASK > others[2] ? SIG_SETMASK : others[2]) + 1;
  others[3] = SIG_UNBLOCK < others[3] ? SIG_UNBLOCK : others[3];
  others[3] = (SIG_SETMASK < others[3] ? SIG_SETMASK : others[3]) - 1;

  sigfillset (&set);
  sigdelset (&set, SIGUSR1);
  for (i = 0; i < sizeof others / sizeof *others; i++)
    {
      if (sigprocmask (others[i], &set, NULL) == 0)
        return "takes any request";
      if (errno != EINVAL)
        return ipc_errno_name (errno);
      if (mask_differs (wanted) || n_came != FREED)
        return "refuses, and changes the mask";
    }
  return NULL;
}

/* How many of those to be unblocked have come.  */
static int
freed_came (void)
{
  int i, j, n = 0;

  for (i = 0; i < FREED; i++)
    for (j = 0; j < n_came; j++)
      if (came[j] == freed[i])
        {
          n++;
          break;
        }
  return n;
}

static const char *
unblock_some (sigset_t *wanted)
{
  sigset_t some, before, old;
  int i;

  sigemptyset (&some);
  ipc_get_mask (&before);
  *wanted = before;
  for (i = 0; i < FREED; i++)
    {
      sigaddset (&some, freed[i]);
      sigdelset (wanted, freed[i]);
    }
  if (sigprocmask (SIG_UNBLOCK, &some, &old) != 0)
    return ipc_errno_name (errno);
  if (freed_came () == 0)
    return "the signal comes later";
  if (freed_came () < n_came)
    return "another signal comes";
  if (mask_differs (wanted))
    return "unblocks others";
  if (ipc_sets_differ (&before, &old) != 0)
    return "tells another old mask";
  return freed_came () < FREED ? "comes later, or never"
         : ipc_is_pending (SIGUSR2) || ipc_is_pending (SIGTERM)
         ? "pending still" : NULL;
}

IPC_TEST (procmask_how)
{
  static const int pending[] = { SIGUSR1, SIGUSR2, SIGTERM };
  int blocked[] = { SIGTERM, SIGUSR1, SIGUSR2, SIGALRM, ipc_last_real_time () };
  const char *wrong;
  sigset_t wanted, all;
  size_t i;

  sigemptyset (&all);
  for (i = 0; i < sizeof blocked / sizeof *blocked && blocked[i] > 0; i++)
    {
      ipc_handle (blocked[i], note, 0);
      sigaddset (&all, blocked[i]);
    }
  if (sigprocmask (SIG_BLOCK, &all, NULL) != 0 || !ipc_is_blocked (SIGUSR1))
    {
      ipc_observe ("blocks nothing");
      return;
    }
  for (i = 0; i < sizeof pending / sizeof *pending; i++)
    {
      raise (pending[i]);
      IPC_SETUP (n_came == 0 && ipc_is_pending (pending[i]));
    }
  wrong = unblock_some (&wanted);
  if (wrong == NULL)
    wrong = unknown_request (&wanted);
  if (wrong == NULL && !ipc_is_pending (SIGUSR1))
    wrong = "loses what stays blocked";
  ipc_observe (wrong != NULL ? wrong : "just those");
}
