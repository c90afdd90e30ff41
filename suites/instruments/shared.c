/* shared.c - counters that parent and children share.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "shared.h"

#include <stdio.h>
#include <unistd.h>

#include "facilities/facilities.h"
#include "frame/hold.h"
#include "frame/report.h"

void *
ipc_shared (size_t size)
{
  int held = ipc_hold ();
  void *p = mmap (NULL, size, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);

  IPC_SETUP (p != MAP_FAILED);
  ipc_release (held);
  return p;
}
