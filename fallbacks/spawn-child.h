/* spawn-child.h - how children of the fallbacks begin.
   SPDX-License-Identifier: BSD-2-Clause

   Private.  */

#ifndef IPC_SPAWN_CHILD_H
#define IPC_SPAWN_CHILD_H

#include "ipcompat-commands.h"

/* Do all actions from A on, in a child whose write end *REPORT tells its
   parent how it goes, and moves where it is in the way.  Returns 0, or the
   errno of the one that failed.  Async-signal-safe.  */
int ipc_spawn_act (const struct ipc_fb_spawn_action *a, int *report);

/* In a child that has all signals blocked: what is caught gets its default
   action, as exec() would have it.  Async-signal-safe.  */
void ipc_spawn_uncatch (void);

#endif
