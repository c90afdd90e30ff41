/* sysv.h - objects of System V, which outlive whoever makes them.
   SPDX-License-Identifier: BSD-2-Clause

   What a case makes by these calls is removed when it and its children have
   ended, by SIGKILL too: a process of its own, the keeper, then does that.  A
   KIND of object is IPC_QUEUE, IPC_SEMAPHORES or IPC_SEGMENT.  */

#ifndef IPC_INSTRUMENTS_SYSV_H
#define IPC_INSTRUMENTS_SYSV_H

#include <stddef.h>
#include <sys/types.h>

#include "child.h"

enum { IPC_QUEUE = 'q', IPC_SEMAPHORES = 's', IPC_SEGMENT = 'm' };

/* How an object of KIND can be made and removed here: "works"; "disabled" by
   a limit of none; the name of an errno value, or of the signal that the call
   raises.  Faults strike in it.  Static storage.  */
const char *ipc_sysv_state (int kind);

/* End the case as absent unless objects of KIND can be made here; as not
   exercised where there are as many as the system has room for.  */
void ipc_need_sysv (int kind);

/* A new object, made with IPC_PRIVATE and mode 0600, and by turns with and
   without IPC_CREAT, which is to change nothing: its id, or -1 with errno.
   SIZE is the number of semaphores, or of a segment's bytes.  The keeper makes
   it, so that there is no moment at which nobody would remove it; faults
   strike there.  */
int ipc_sysv_private (int kind, size_t size);

/* A key that no object of KIND has, of a file that is made for it in the work
   directory.  Whatever has it in the end is removed.  Broken where there is no
   such KIND.  */
key_t ipc_sysv_key (int kind);

/* Note that the case made the object ID by itself: killed just before that,
   it would leave it.  For tests of this.  */
void ipc_track_sysv (int kind, int id);

/* Remove the object ID if it is still there, and forget it.  */
void ipc_remove_sysv (int kind, int id);

/* As ipc_start(), but where BODY runs there are no objects yet, and all that
   are made there go with it, by whatever call.  Ends the case as not
   exercised, "no private System V objects", where that cannot be done.  For
   the case itself.  */
struct ipc_child ipc_isolated_sysv (int (*body) (struct ipc_link *, void *),
                                    void *arg);

/* For leaks.c: remove all that is known; returns whether any was there.  */
int ipc_remove_all_sysv (void);

#endif
