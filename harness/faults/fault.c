/* fault.c - what every fault library has.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

volatile int ipc_fault_armed;

static const char *selected;

/* Before main(), so that no fault needs getenv() in a handler.  */
__attribute__ ((__constructor__))
static void
choose (void)
{
  selected = getenv ("IPC_FAULT");
}

int
ipc_fault_anywhere (const char *name)
{
  return selected != NULL && strcmp (selected, name) == 0;
}

int
ipc_fault (const char *name)
{
  return ipc_fault_armed && ipc_fault_anywhere (name);
}

int
ipc_fault_loaded (void)
{
  return 1;
}

void *
ipc_real (const char *function)
{
  void *p = dlsym (RTLD_NEXT, function);

  if (p == NULL)
    {
      fprintf (stderr, "faults: no %s to stand before\n", function);
      _exit (99);
    }
  return p;
}
