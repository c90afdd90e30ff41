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
  static const int others[] = { 99, -1 };
  sigset_t set;
  size_t i;

  sigfillset (&set);
  sigdelset (&set, SIGUSR1);
  for (i = 0; i < sizeof others / sizeof *others; i++)
    {
      if (sigprocmask (others[i], &set, NULL) == 0)
        return "takes any request";
      if (errno != EINVAL)
        return ipc_errno_name (errno);
      if (mask_differs (wanted) || n_came != 1)
        return "refuses, and changes the mask";
    }
  return NULL;
}

static const char *
unblock_one (sigset_t *wanted)
{
  sigset_t one, before, old;

  sigemptyset (&one);
  sigaddset (&one, SIGUSR2);
  ipc_get_mask (&before);
  *wanted = before;
  sigdelset (wanted, SIGUSR2);
  if (sigprocmask (SIG_UNBLOCK, &one, &old) != 0)
    return ipc_errno_name (errno);
  if (n_came == 0)
    return "the signal comes later";
  if (n_came > 1 || came[0] != SIGUSR2)
    return "another signal comes";
  if (mask_differs (wanted))
    return "unblocks others";
  if (ipc_sets_differ (&before, &old) != 0)
    return "tells another old mask";
  return ipc_is_pending (SIGUSR2) ? "pending still" : NULL;
}

IPC_TEST (procmask_how)
{
  static const int blocked[] = { SIGTERM, SIGUSR1, SIGUSR2, SIGALRM };
  const char *wrong;
  sigset_t wanted;
  size_t i;

  for (i = 0; i < sizeof blocked / sizeof *blocked; i++)
    {
      ipc_handle (blocked[i], note, 0);
      ipc_block (blocked[i]);
    }
  raise (SIGUSR1);
  raise (SIGUSR2);
  IPC_SETUP (n_came == 0 && ipc_is_pending (SIGUSR1)
             && ipc_is_pending (SIGUSR2));
  wrong = unblock_one (&wanted);
  if (wrong == NULL)
    wrong = unknown_request (&wanted);
  if (wrong == NULL && !ipc_is_pending (SIGUSR1))
    wrong = "loses what stays blocked";
  ipc_observe (wrong != NULL ? wrong : "just those");
}
