/* sigaction-table.h - the actions that ipc_fb_sigaction() has installed.
   SPDX-License-Identifier: BSD-2-Clause

   Async-signal-safe, and for one thread.  */

#ifndef IPC_SIGACTION_TABLE_H
#define IPC_SIGACTION_TABLE_H

#include <signal.h>

#include "nsig.h"

enum { IPC_ACTIONS = NSIG };

/* The version of what is not in the table.  */
enum { IPC_ACTION_UNKNOWN = 0 };

/* The action of SIGNO that is in force, whole, whoever changes it meanwhile.
   Returns its version, or IPC_ACTION_UNKNOWN: then ACTION is undefined.  */
long ipc_action_get (int signo, struct sigaction *action);

/* The version of what is in force.  Each change makes it the next number;
   after very many they begin again.  */
long ipc_action_version (int signo);

/* Put ACTION in force; between the two below.  */
void ipc_action_put (int signo, const struct sigaction *action);

/* SIGNO is unknown again.  */
void ipc_action_forget (int signo);

/* Begin and end a change.  If it is to be ALONE, or has interrupted another
   one, all signals are blocked meanwhile; returns whether they are, for
   ipc_action_end().  */
int ipc_action_begin (int alone, sigset_t *before);
void ipc_action_end (int blocked, const sigset_t *before);

#endif
