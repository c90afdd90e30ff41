/* posix.h - objects of POSIX that have names, and outlive whoever makes them.
   SPDX-License-Identifier: BSD-2-Clause

   Their names are the host's: those of a case are made of its work directory
   and its pid, and are known to the keeper (sysv.h) before there is any such
   object.  A KIND is IPC_NAMED_QUEUE, IPC_NAMED_SEMAPHORE or
   IPC_NAMED_SEGMENT.  */

#ifndef IPC_INSTRUMENTS_POSIX_H
#define IPC_INSTRUMENTS_POSIX_H

#include <stddef.h>

enum
{
  IPC_NAMED_QUEUE = 'Q', IPC_NAMED_SEMAPHORE = 'S', IPC_NAMED_SEGMENT = 'M'
};

/* End the case as absent unless objects of KIND can be made here; as not
   exercised where there is no room for one more.  */
void ipc_need_posix (int kind);

/* A name that no other case uses, in NAME, of IPC_POSIX_NAME bytes: a slash
   and more, LENGTH bytes in all, at least 30 and at most 257.  Whatever of
   KIND has it in the end is removed.  For the case itself.  */
enum { IPC_POSIX_NAME = 264 };
void ipc_posix_name (int kind, size_t length, char name[IPC_POSIX_NAME]);

/* The same for a NAME that the body made of one of those.  */
void ipc_track_posix (int kind, const char *name);

/* Remove what has NAME, if anything has, and forget it.  */
void ipc_remove_posix (int kind, const char *name);

/* For keeper.c: remove it; returns whether it was there.  */
int ipc_posix_destroy (int kind, const char *name);

/* For leaks.c: remove all that is known; returns whether any was there.  */
int ipc_remove_all_posix (void);

#endif
