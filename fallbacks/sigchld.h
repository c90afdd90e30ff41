/* sigchld.h - how the fallbacks that handle SIGCHLD do so.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_SIGCHLD_H
#define IPC_SIGCHLD_H

#include <signal.h>

/* Have HANDLER called when a child ends, with slow calls restarting and
   stops unreported where the platform can do that; OLD gets what was, unless
   it is NULL.  Returns -1 with errno.  */
static inline int
sigchld_handle (void (*handler) (int), struct sigaction *old)
{
  struct sigaction sa;

  sa.sa_handler = handler;
  sa.sa_flags = 0;
#ifdef SA_RESTART
  sa.sa_flags |= SA_RESTART;
#endif
#ifdef SA_NOCLDSTOP
  sa.sa_flags |= SA_NOCLDSTOP;
#endif
  sigemptyset (&sa.sa_mask);
  return sigaction (SIGCHLD, &sa, old);
}

/* Whether children who end under ACTION leave no zombie, for whom one could
   wait.  */
static inline int
sigchld_no_zombies (const struct sigaction *action)
{
#ifdef SA_NOCLDWAIT
  if ((action->sa_flags & SA_NOCLDWAIT) != 0)
    return 1;
#endif
  return action->sa_handler == SIG_IGN;
}

#endif
