/* run.c - running a case, and judging it.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "run.h"

#include <atf-c.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "expected.h"
#include "hold.h"
#include "prologue.h"
#include "report.h"
#include "settings.h"
#include "instruments/aside.h"
#include "instruments/leaks.h"
#include "instruments/oracle.h"
#include "instruments/relay.h"
#include "instruments/shared.h"
#include "instruments/surroundings.h"

static const struct ipc_case *current;

/* What a report of before says that it observed, or NULL.  */
static const char *expected;

/* The fallbacks that the record names, in the fallback build.  */
enum { FALLBACKS_MAX = 8 };
static const char *const *fallbacks;
static int fallback_count;

/* What a case shares with its children: trouble, which its parent may fail
   to join, and which fallbacks were called.  */
struct shared
{
  struct ipc_trouble trouble;
  volatile sig_atomic_t took[FALLBACKS_MAX];
};
static struct shared *shared;

/* The index of the fallback NAME, -1 if it is none of this case.  */
static int
find_fallback (const char *name)
{
  int i;

  for (i = 0; i < fallback_count; i++)
    if (strcmp (fallbacks[i], name) == 0)
      return i;
  return -1;
}

int
ipc_mapped (const char *name)
{
  return find_fallback (name) != -1;
}

int
ipc_takes (const char *name)
{
  int i = find_fallback (name);

  if (i == -1)
    return 0;
  shared->took[i] = 1;
  ipc_relay_tell (&shared->took[i], sizeof shared->took[i]);
  return 1;
}

/* Have the calls of C go to its fallbacks.  */
static void
map_calls (const struct ipc_case *c)
{
  if (c->map == NULL)
    return;
  fallbacks = c->record->fallbacks;
  while (fallbacks[fallback_count] != NULL)
    {
      int i = fallback_count++;

      IPC_SETUP (fallback_count <= FALLBACKS_MAX);
      c->map (fallbacks[i], &shared->took[i]);
    }
}

/* An ATF macro in a child would write a result and exit: turn that into a
   status that its parent's ipc_join() understands.  */
static void
catch_child_exit (void)
{
  if (!ipc_in_case ())
    ipc_refuse_in_child ("through exit() or an ATF macro");
}

void
ipc_expect_any (void)
{
  expected = NULL;
}

/* If something is expected, VALUE must be just that, good or bad.  */
static void
meet_expectation (const char *value)
{
  if (expected == NULL)
    return;
  ipc_say (STDOUT_FILENO, "expected", expected);
  if (strcmp (value, expected) != 0)
    atf_tc_fail ("observed %s, expected %s", value, expected);
}

/* Tell ATF what VALUE, which the case has observed, is worth; returns if it
   is good.  */
static void
judge (const char *value)
{
  const char *const *outcomes = current->record->outcomes;
  const char *why;
  enum ipc_verdict verdict = ipc_judge_value (current->record, current->build,
                                              value, ipc_limits, &why);

  meet_expectation (value);
  if (verdict == IPC_HOLDS || verdict == IPC_PROVEN)
    return;
  if (verdict == IPC_ABSENT)
    atf_tc_skip ("absent");
  if (verdict == IPC_LIMITED)
    atf_tc_expect_fail ("declared limit: %s", why);
  else if (expected != NULL)
    atf_tc_expect_fail ("the report given as \"expect\" says so");
  if (verdict == IPC_LIMITED)
    atf_tc_fail ("observed %s", value);
  atf_tc_fail ("observed %s, documented %s%s%s%s", value, outcomes[0],
               outcomes[1] == NULL ? "" : " and others",
               why == NULL ? "" : "; ", why == NULL ? "" : why);
}

/* An observation is no evidence for a fallback that was never called.  */
static void
tell_fallbacks (void)
{
  int i;

  for (i = 0; i < fallback_count; i++)
    if (!shared->took[i] && !ipc_can_share ())
      atf_tc_skip ("processes share no memory: whether a child went through "
                   "the fallback does not show");
    else if (!shared->took[i])
      ipc_broken ("did not go through fallback %s", fallbacks[i]);
  for (i = 0; i < fallback_count; i++)
    ipc_say (STDOUT_FILENO, "mapped", fallbacks[i]);
}

static void
clean_up (void)
{
  ipc_kill_leaks ();
  ipc_leave_directory ();
}

static void
begin (const void *tc, const struct ipc_case *c)
{
  ipc_stand_aside ();
  current = c;
  ipc_settings_begin (tc);
  ipc_report_begin (clean_up, judge, c->map != NULL);
  if (ipc_left_out (c->record->id))
    ipc_not_exercised ("left out: the platform would not outlive it");
  expected = ipc_expected (c->record->id, c->build);
  ipc_hold_begin ();
  ipc_note_runtime ();
  ipc_prologue ();
  ipc_aside_prepare ();
  IPC_SETUP (atexit (catch_child_exit) == 0);
  shared = ipc_relay_begin (sizeof *shared);
  ipc_report_share (&shared->trouble, ipc_relay_tell, ipc_relay_hear);
  ipc_own_directory ();
  ipc_oracle_prepare ();
  ipc_leaks_begin ();
  map_calls (c);
}

/* What the case has no right to leave, or to have children do.  */
static void
look_for_trouble (void)
{
  char left[256];

  if (!ipc_in_case ())
    ipc_refuse_in_child ("by returning from the body");
  ipc_relay_hear ();
  if (ipc_leaks_left (left, sizeof left))
    {
      ipc_kill_leaks ();
      ipc_broken ("left behind: %s", left);
    }
  if (shared->trouble.kind == IPC_CHILD_BROKEN)
    ipc_broken ("set-up failed in a child that was not joined");
  if (shared->trouble.kind == IPC_CHILD_REPORTED)
    ipc_broken ("a child process reported in the case's place");
  if (shared->trouble.kind == IPC_CHILD_CANNOT
      || shared->trouble.kind == IPC_CHILD_LACKS)
    ipc_broken ("a child could not do its part: %s", shared->trouble.reason);
}

void
ipc_case_run (const void *tc, const struct ipc_case *c)
{
  begin (tc, c);
  ipc_release (1);
  c->body ();
  ipc_hold ();
  look_for_trouble ();
  if (ipc_observed () == NULL)
    ipc_broken ("observed nothing");
  ipc_leave_directory ();
  tell_fallbacks ();
  ipc_tell_uses ();
  judge (ipc_observed ());
  atf_tc_pass ();
}
