/* shared.c - counters that parent and children share.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "shared.h"

#include <string.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "frame/hold.h"
#include "frame/report.h"
#include "frame/settings.h"

int
ipc_can_share (void)
{
  return IPC_PROBE_SHARED_MEMORY != 0
         && strcmp (ipc_config ("memory", "shared"), "shared") == 0;
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
                  (ipc_can_share () ? MAP_SHARED : MAP_PRIVATE)
                  | MAP_ANONYMOUS, -1, 0);

  IPC_SETUP (p != MAP_FAILED);
  ipc_release (held);
  return p;
}
