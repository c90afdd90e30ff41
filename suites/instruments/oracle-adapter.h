/* oracle-adapter.h - what a platform's adapter of the blocked-oracle gives.
   SPDX-License-Identifier: BSD-2-Clause

   One file per platform; oracle.c falls back to ps(1) wherever the adapter
   says IPC_UNKNOWN.  */

#ifndef IPC_ORACLE_ADAPTER_H
#define IPC_ORACLE_ADAPTER_H

#include <stddef.h>
#include <sys/types.h>

#include "oracle.h"

/* As ipc_state(); IPC_UNKNOWN if the platform does not tell.  SEEN gets the
   adapter's own word for the call or the wait channel, "" for none.  */
enum ipc_state ipc_native_state (pid_t pid, char *seen, size_t size);

/* As ipc_same_call(), for a SEEN that is not "" and a CALL that is not.  */
int ipc_native_same_call (const char *call, const char *seen);

/* The same through ps(1), which names no calls.  The process that runs ps
   is nobody's child, so that the body neither waits for it nor gets a
   SIGCHLD; ipc_ps_prepare() starts it.  One process at a time may ask.  */
void ipc_ps_prepare (void);
enum ipc_state ipc_ps_state (pid_t pid);

/* Ask that process for nothing: on return it was woken, and has run.  */
void ipc_ps_trip (void);

/* Whether PID is blocked in CALL in several looks in a row; its *STATE in the
   last one.  */
int ipc_seen_blocked (pid_t pid, const char *call, enum ipc_state *state);

/* Comparisons that several adapters share: of system call names, and of BSD
   wait channels.  */
int ipc_system_call_is (const char *call, const char *seen);
int ipc_channel_is (const char *call, const char *seen);

#endif
