/* shared.c - counters that parent and children share.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "shared.h"

#include <stdio.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "frame/hold.h"
#include "frame/report.h"

/* WASI's emulation of mmap() gives memory of the caller's alone, as if it were
   shared.  */
#ifdef _WASI_EMULATED_MMAN
enum { IS_SHARED = 0 };
#else
enum { IS_SHARED = 1 };
#endif

int
ipc_can_share (void)
{
  return IS_SHARED;
}

void *
ipc_shared (size_t size)
{
  if (!ipc_can_share ())
    ipc_not_exercised ("processes share no memory");
  return ipc_shared_or_own (size);
}

void *
ipc_shared_or_own (size_t size)
{
  int held = ipc_hold ();
  void *p = mmap (NULL, size, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);

  IPC_SETUP (p != MAP_FAILED);
  ipc_release (held);
  return p;
}
