/* oracle-none.c - the blocked-oracle where there is no adapter: ps(1) only.
   SPDX-License-Identifier: BSD-2-Clause  */

#if !(defined __linux__ || defined __FreeBSD__ || defined __NetBSD__       \
      || defined __OpenBSD__ || defined __APPLE__                          \
      || (defined __sun && defined __SVR4))

#include "oracle-adapter.h"

enum ipc_state
ipc_native_state (pid_t pid, char *seen, size_t size)
{
  (void) pid;
  (void) seen;
  (void) size;
  return IPC_UNKNOWN;
}

int
ipc_native_same_call (const char *call, const char *seen)
{
  (void) call;
  (void) seen;
  return 1;
}

#else
typedef int ipc_has_an_adapter;
#endif
