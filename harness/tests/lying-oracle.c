/* lying-oracle.c - an adapter that says "blocked" of every process.
   SPDX-License-Identifier: BSD-2-Clause

   With ODD_LOOKS=N it knows better, by ps(1), and only every look after N at
   the blocked names another call than any; with ODD_LOOKS=N+ so do all
   later ones.  */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "instruments/oracle-adapter.h"

/* Whether this look at a process that is blocked is an odd one.  */
static int
is_odd (const char *how)
{
  static int looks;
  char *end;
  long good = strtol (how, &end, 10);

  looks++;
  return *end == '+' ? looks > good : looks % (good + 1) == 0;
}

enum ipc_state
ipc_native_state (pid_t pid, char *seen, size_t size)
{
  const char *how = getenv ("ODD_LOOKS");
  enum ipc_state state;

  if (how == NULL)
    return IPC_BLOCKED;
  /* Then ps is made ready.  */
  if (pid == getpid ())
    return IPC_UNKNOWN;
  state = ipc_ps_state (pid);
  if (state == IPC_BLOCKED && is_odd (how))
    snprintf (seen, size, "other");
  return state;
}

int
ipc_native_same_call (const char *call, const char *seen)
{
  (void) call;
  return strcmp (seen, "other") != 0;
}
