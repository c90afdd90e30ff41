/* deferral.h - signals that are noted, and served at safe points.
   SPDX-License-Identifier: BSD-2-Clause

   The scheme of the page, as a program would have it; the fallback build has
   the fallback's functions instead.  */

#ifndef IPC_DEFERRAL_H
#define IPC_DEFERRAL_H

#include <signal.h>
#include <sys/types.h>

#include "instruments/child.h"

/* Have SIGNO noted, and CALLBACK called at the next safe point; or at once,
   in the handler, if IMMEDIATE.  */
int (defer_install) (int signo, void (*callback) (int), int immediate);

/* A safe point: returns how many callbacks were called.  */
int (defer_dispatch) (void);

/* Whether a signal waits for one; how often SIGNO came.  */
int (defer_pending) (void);
long (defer_arrivals) (int signo);

/* Call all callbacks at once.  */
void (defer_immediate) (int on);

/* read() that serves signals while it waits.  */
ssize_t (defer_read) (int fd, void *data, size_t size);

/* What the oracle sees of that.  */
const char *defer_read_call (void);

/* TCP ends over loopback, FD[0] full and lingering.  */
void lingering_pair (int fd[2]);

/* A pipe for a child that is to block.  */
void make_pipe (int fd[2]);

#endif
