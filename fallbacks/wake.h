/* wake.h - signals that wake a wait for descriptors.
   SPDX-License-Identifier: BSD-2-Clause

   A wait of one thread, between ipc_wake_begin() and ipc_wake_end().  Each
   thread has its own; none may be within another.  */

#ifndef IPC_WAKE_H
#define IPC_WAKE_H

#include <signal.h>

/* For ipc_wake_begin(): the mask lets nothing through that could be missed.  */
enum { IPC_WAKE_NOT_NEEDED = -2 };

/* In a child whose parent's threads waited, or in a thread that a handler has
   made leave its wait by a jump: have the actions of before.  All signals are
   blocked.  */
void ipc_wake_unwrap (void);

/* Whether a signal is pending that MASK would let through.  */
int ipc_wake_pending (const sigset_t *mask);

/* Change the mask of this thread to MASK; OLD gets what it was.  Returns a
   descriptor that is readable as soon as the handler of a signal has run that
   only MASK lets through, IPC_WAKE_NOT_NEEDED, or -1 with errno EMFILE,
   ENFILE or ENOSYS: then nothing has changed.  */
int ipc_wake_begin (const sigset_t *mask, sigset_t *old);

/* Put OLD back.  FD is what ipc_wake_begin() has returned.  Returns whether
   such a handler has run; errno is kept.  */
int ipc_wake_end (int fd, const sigset_t *old);

#endif
