/* oracle.c - waiting for what the adapter sees.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "oracle.h"

#include <sched.h>
#include <string.h>
#include <unistd.h>

#include "frame/hold.h"
#include "frame/report.h"
#include "frame/settings.h"
#include "oracle-adapter.h"

/* Equal samples in a row before a process counts as blocked: one sample may
   catch it on its way through an earlier call of the same name.  */
enum { SAMPLES = 3 };

/* How often to listen before giving up where nothing tells who is blocked:
   most calls that may block do not.  */
enum { PATIENCE = 30 };

const char *
ipc_state_name (enum ipc_state state)
{
  static const char *const names[] =
    { "running", "blocked", "stopped", "zombie", "gone", "unknown" };

  return names[state];
}

/* Whether the configuration asks for ps(1) in the adapter's place.  */
static int
ps_wanted (void)
{
  static int wanted = -1;

  if (wanted == -1)
    wanted = strcmp (ipc_config ("oracle", "native"), "ps") == 0;
  return wanted;
}

void
ipc_oracle_prepare (void)
{
  int held = ipc_hold ();
  char seen[40] = "";

  if (ps_wanted ()
      || ipc_native_state (getpid (), seen, sizeof seen) == IPC_UNKNOWN)
    ipc_ps_prepare ();
  ipc_release (held);
}

enum ipc_state
ipc_state (pid_t pid, char *call, size_t size)
{
  int held = ipc_hold ();
  enum ipc_state state = IPC_UNKNOWN;

  call[0] = '\0';
  if (!ps_wanted ())
    state = ipc_native_state (pid, call, size);
  if (state == IPC_UNKNOWN)
    state = ipc_ps_state (pid);
  ipc_release (held);
  return state;
}

int
ipc_same_call (const char *call, const char *seen)
{
  return *call == '\0' || *seen == '\0' || ipc_native_same_call (call, seen);
}

int
ipc_seen_blocked (pid_t pid, const char *call, enum ipc_state *state)
{
  char seen[40];
  int i;

  for (i = 0; i < SAMPLES; i++)
    {
      *state = ipc_state (pid, seen, sizeof seen);
      if (*state != IPC_BLOCKED || !ipc_same_call (call, seen))
        return 0;
      sched_yield ();
    }
  return 1;
}

void
ipc_need_known (enum ipc_state state)
{
  if (state == IPC_UNKNOWN)
    ipc_not_exercised ("nothing tells here whether a process is blocked");
}

void
ipc_await_blocked (pid_t pid, const char *call)
{
  int held = ipc_hold ();
  enum ipc_state state;

  ipc_uses ("blocked_oracle");
  while (!ipc_seen_blocked (pid, call, &state))
    {
      ipc_need_known (state);
      if (state == IPC_ZOMBIE || state == IPC_GONE)
        ipc_broken ("a process ended that should block in %s", call);
      sched_yield ();
    }
  ipc_release (held);
}

void
ipc_await_state (pid_t pid, enum ipc_state wanted)
{
  int held = ipc_hold ();
  char call[40];
  enum ipc_state state;

  ipc_uses ("state_oracle");
  while ((state = ipc_state (pid, call, sizeof call)) != wanted)
    {
      ipc_need_known (state);
      if (state == IPC_GONE)
        ipc_broken ("a process is gone that should be %s",
                    ipc_state_name (wanted));
      sched_yield ();
    }
  ipc_release (held);
}

enum ipc_event
ipc_await_block_or_tell (struct ipc_child *child, const char *call)
{
  int held = ipc_hold ();
  enum ipc_event event;
  enum ipc_state state;
  int patience = PATIENCE;

  for (;;)
    {
      int blocked = ipc_seen_blocked (child->pid, call, &state);

      /* In this order: a child that told is now blocked elsewhere.  One that
         has ended has told, though a process of its own may hold the link.  */
      if (ipc_heard (&child->link) || state == IPC_ZOMBIE)
        {
          event = IPC_TELLS;
          break;
        }
      if (blocked)
        {
          ipc_uses ("blocked_oracle");
          event = IPC_BLOCKS;
          break;
        }
      if (state == IPC_UNKNOWN && !ipc_listen (&child->link)
          && --patience == 0)
        ipc_need_known (state);
      sched_yield ();
    }
  ipc_release (held);
  return event;
}
