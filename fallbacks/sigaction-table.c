/* sigaction-table.c - the actions that ipc_fb_sigaction() has installed.
   SPDX-License-Identifier: BSD-2-Clause

   A new action is written beside the one in force, and then put in its
   place: so a handler finds one of them, whole, whatever it interrupts.  A
   call in a handler that has interrupted another call has a place of its own,
   and blocks all signals, so that there are never more than two.  */

#include "sigaction-table.h"

#include "sigmask.h"

/* The action in force, that of a call under way, and that of another one in
   a handler which has interrupted it.  */
enum { SLOTS = 3 };

static struct
{
  struct sigaction slot[SLOTS];
  volatile sig_atomic_t used[SLOTS];    /* by calls under way */
  volatile sig_atomic_t current;
  volatile sig_atomic_t version;
} table[IPC_ACTIONS];

/* How many calls are under way; one that a handler has left by a jump is for
   ever.  */
static volatile sig_atomic_t depth;

long
ipc_action_version (int signo)
{
  return table[signo].version;
}

long
ipc_action_get (int signo, struct sigaction *action)
{
  long version;

  do
    {
      version = table[signo].version;
      *action = table[signo].slot[table[signo].current];
    }
  while (version != table[signo].version);
  return version;
}

/* A place that is neither in force nor used.  */
static int
take_slot (int signo)
{
  int i = 0;

  for (;;)
    {
      if (!table[signo].used[i] && i != table[signo].current)
        {
          table[signo].used[i] = 1;
          /* A handler may have put it in force since.  */
          if (i != table[signo].current)
            return i;
          table[signo].used[i] = 0;
        }
      i = (i + 1) % SLOTS;
    }
}

void
ipc_action_put (int signo, const struct sigaction *action)
{
  int i = take_slot (signo);

  table[signo].slot[i] = *action;
  table[signo].current = i;
  /* Never the unknown one.  */
  table[signo].version = table[signo].version % 0x3fffffff + 1;
  table[signo].used[i] = 0;
}

void
ipc_action_forget (int signo)
{
  table[signo].version = IPC_ACTION_UNKNOWN;
}

int
ipc_action_begin (int alone, sigset_t *before)
{
  sigset_t all;

  if (++depth == 1 && !alone)
    return 0;
  sigfillset (&all);
  sigmask_change (SIG_BLOCK, &all, before);
  return 1;
}

void
ipc_action_end (int blocked, const sigset_t *before)
{
  depth--;
  if (blocked)
    sigmask_change (SIG_SETMASK, before, NULL);
}
