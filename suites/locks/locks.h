/* locks.h - what the cases on locks share.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_LOCKS_H
#define IPC_LOCKS_H

#include <sys/types.h>

#include "instruments/child.h"

/* Open the file that all lock, through a descriptor of one's own.  */
int locks_open (void);

/* fcntl() with COMMAND for a lock of TYPE on the byte at START.  */
int locks_range (int fd, int command, int type, off_t start);

/* The body of a process that takes the lock of the second byte, tells 'h', and
   waits for that of the first.  */
int locks_hold_and_wait (struct ipc_link *link, void *arg);

/* The body of a process that asks for locks when told to and tells the errno:
   through a descriptor of its own, or, given one, through that.  */
int locks_contend (struct ipc_link *link, void *arg);

/* What such a CHILD is told: 'x' an exclusive flock(), 's' a shared one, 'u'
   none; 'f' a record's lock; none of them is to wait.  Its errno, 0 if it
   succeeds; -2 if it waits.  */
int locks_ask (struct ipc_child *child, char what);

/* Observe SEEN, unless something has waited that was told not to.  */
void locks_observe (const char *seen);

/* The first lock of a case: where there is no flock() it is absent, which is
   observed, and 0 returned.  */
int locks_or_absent (int fd, int operation);

#endif
