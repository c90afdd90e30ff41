/* safety_handlers_test.c - what "Handlers: yes." says holds.
   SPDX-License-Identifier: BSD-2-Clause

   The program's malloc() is its own: it can raise a signal just where a lock
   would be held.  What the handler calls must then not come here again, nor
   may it wait for whom it has interrupted.  */

#include <atf-c.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "safety.h"

volatile int safety_in_handler;

enum { ARENA = 64 * 1024 * 1024, UNIT = 16, ROUNDS = 50 };

static union { char bytes[ARENA]; long double aligned; } arena;
static volatile size_t taken;
static volatile sig_atomic_t is_armed, is_inside, came_again;

static void *
from_arena (size_t size)
{
  size_t *at = (size_t *) (void *) (arena.bytes + taken);

  if (is_inside)
    came_again++;
  if (size > ARENA / 2 || taken + size + 2 * UNIT > ARENA)
    {
      errno = ENOMEM;
      return NULL;
    }
  taken += (size + UNIT - 1) / UNIT * UNIT + UNIT;
  *at = size;
  return (char *) at + UNIT;
}

void *
malloc (size_t size)
{
  if (is_armed)
    {
      is_armed = 0;
      is_inside = 1;
      raise (SIGUSR1);
      is_inside = 0;
    }
  return from_arena (size);
}

void
free (void *block)
{
  if (block && is_inside)
    came_again++;
}

void *
calloc (size_t n, size_t size)
{
  /* The arena is zeroed, and nothing of it is used twice.  */
  return size && n > ARENA / size ? NULL : malloc (n * size);
}

void *
realloc (void *block, size_t size)
{
  void *fresh = malloc (size);
  size_t old = block ? *(size_t *) (void *) ((char *) block - UNIT) : 0;

  if (fresh && block)
    memcpy (fresh, block, old < size ? old : size);
  return fresh;
}

static const struct work *volatile work;
static volatile int round_number, result;

static void
handle (int signo)
{
  (void) signo;
  safety_in_handler = 1;
  result = work->run (round_number);
  safety_in_handler = 0;
}

/* Interrupt malloc() by a handler that runs the work.  */
static int
strike (int n)
{
  int prepared = work->before ? work->before (n) : 1;

  if (prepared != 1)
    return prepared;
  round_number = n;
  result = -2;
  came_again = 0;
  is_armed = 1;
  free (malloc (1));
  return result == -2 || came_again ? 0 : result;
}

static int
wrong_rounds (void)
{
  int i, right, wrong = 0, cannot = 0, again = 0;

  for (i = 0; i < ROUNDS; i++)
    {
      right = strike (i * SAFETY_THREADS);
      wrong += right == 0;
      cannot += right == -1;
      again += came_again;
    }
  printf ("%s: %d rounds, %d wrong, %d times in malloc, %d cannot be\n",
          work->names, i, wrong, again, cannot);
  return wrong;
}

ATF_TC (handlers);
ATF_TC_HEAD (handlers, tc)
{
  atf_tc_set_md_var (tc, "descr", "A handler that interrupts malloc() calls "
                     "all that says so");
}
ATF_TC_BODY (handlers, tc)
{
  struct sigaction action;
  const struct work *const *list;

  (void) tc;
  memset (&action, 0, sizeof action);
  action.sa_handler = handle;
  sigemptyset (&action.sa_mask);
  ATF_REQUIRE (sigaction (SIGUSR1, &action, NULL) == 0);
  for (list = all_works; *list; list++)
    for (work = *list; work->names; work++)
      if (work->where & IN_HANDLERS)
        {
          if (work->begin && !work->begin ())
            atf_tc_fail ("%s: cannot begin", work->names);
          if (wrong_rounds () != 0)
            atf_tc_fail_nonfatal ("%s", work->names);
          if (work->end)
            work->end ();
        }
}

ATF_TP_ADD_TCS (tp)
{
  ATF_TP_ADD_TC (tp, handlers);
  return atf_no_error ();
}
