/* fault.c - which faults strike, and what stands behind the library.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "faults.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

volatile int ipc_fault_armed;

char ipc_faults[IPC_FAULTS];

#undef FAULT
#undef CALL
#define FAULT(name, ...) #name,
#define CALL(function)
static const char *const names[] =
{
#include "faults/all.def"
  NULL
};
#undef FAULT
#undef CALL

#define FAULT(name, ...)
#define CALL(function) #function,
static const char *const calls[] =
{
#include "faults/all.def"
  NULL
};

static void *reals[IPC_CALLS];

/* Whoever asked for what is not there must not believe that it struck.  */
__attribute__ ((__noreturn__))
static void
die (const char *before, const char *name, size_t size)
{
  struct iovec message[3];

  message[0].iov_base = (char *) before;
  message[0].iov_len = strlen (before);
  message[1].iov_base = (char *) name;
  message[1].iov_len = size;
  message[2].iov_base = (char *) "\n";
  message[2].iov_len = 1;
  writev (STDERR_FILENO, message, 3);
  IPC_REAL (_exit) (99);
  for (;;)
    continue;
}

static void
choose (const char *name, size_t size)
{
  int i;

  for (i = 0; names[i] != NULL; i++)
    if (strlen (names[i]) == size && strncmp (names[i], name, size) == 0)
      break;
  if (names[i] == NULL)
    die ("faults: no fault is called ", name, size);
  ipc_faults[i] = 1;
}

/* Before main(), so that no fault needs getenv() in a handler.  */
__attribute__ ((__constructor__))
static void
begin (void)
{
  const char *always = getenv ("IPC_FAULT_ALWAYS");
  const char *name = getenv ("IPC_FAULT");
  size_t size;
  int i;

  for (i = 0; i < IPC_CALLS; i++)
    reals[i] = dlsym (RTLD_NEXT, calls[i]);
  for (; name != NULL && *name != '\0'; name += size + (name[size] == ','))
    {
      size = strcspn (name, ",");
      if (size > 0)
        choose (name, size);
    }
  ipc_fault_armed = always != NULL && strcmp (always, "1") == 0;
}

int
ipc_fault_loaded (void)
{
  return 1;
}

/* Another library's constructor may call before ours has run.  What this
   libc does not have is looked for again at each call; nothing calls it.  */
void *
ipc_real (enum ipc_call_number call)
{
  if (reals[call] == NULL)
    reals[call] = dlsym (RTLD_NEXT, calls[call]);
  if (reals[call] == NULL)
    die ("faults: there is nothing behind ", calls[call],
         strlen (calls[call]));
  return reals[call];
}
