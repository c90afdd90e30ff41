/* uncallable.c - calls that cannot fail, where they are missing.
   SPDX-License-Identifier: BSD-2-Clause

   Not beside ipc_absent(), which programs use that report nothing.  */

#include "facilities.h"

#include "frame/report.h"

int
ipc_cannot_call (const char *call)
{
  errno = ENOSYS;
  ipc_setup_failed (call, __FILE__, __LINE__);
}

void
ipc_need_jumps (void)
{
#if IPC_PROBE_SIGSETJMP == 0
  ipc_cannot_call ("sigsetjmp()");
#endif
}
