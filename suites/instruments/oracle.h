/* oracle.h - is that process blocked?
   SPDX-License-Identifier: BSD-2-Clause

   What an observer outside can see of a process, through one adapter per
   platform, or through ps(1) where that fails or the configuration variable
   "oracle" is "ps".  Of a process with threads: its first one.  Time is never
   evidence: the awaiting functions look again and again, and end with the
   state they wait for or with the case's timeout.  */

#ifndef IPC_ORACLE_H
#define IPC_ORACLE_H

#include <stddef.h>
#include <sys/types.h>

#include "child.h"

enum ipc_state
{
  IPC_RUNNING,                  /* runnable, or not yet seen blocked */
  IPC_BLOCKED,                  /* asleep in a system call */
  IPC_STOPPED,
  IPC_ZOMBIE,
  IPC_GONE,                     /* no such process */
  IPC_UNKNOWN                   /* this platform does not tell */
};

/* Before a body: where only ps(1) can tell, start what runs it.  */
void ipc_oracle_prepare (void);

/* The state of PID now.  If it is blocked, and the adapter knows, the name
   of the call ("read") is stored in CALL, of SIZE bytes; else "".  */
enum ipc_state ipc_state (pid_t pid, char *call, size_t size);

/* Not exercised if STATE is IPC_UNKNOWN.  Child.  */
void ipc_need_known (enum ipc_state state);

/* "running", "blocked", ...  */
const char *ipc_state_name (enum ipc_state state);

/* Whether a process that is blocked in what the adapter calls SEEN is in
   CALL: a call by its POSIX name, of which a platform may have several forms
   ("open" is openat on some), or "" for any.  An adapter that names no calls
   says yes.  */
int ipc_same_call (const char *call, const char *seen);

/* Wait until PID is blocked in CALL.  Broken if it ends instead; here and in
   what follows, not exercised where nothing tells.  */
void ipc_await_blocked (pid_t pid, const char *call);

/* Wait until PID is in STATE (not IPC_BLOCKED, IPC_UNKNOWN).  */
void ipc_await_state (pid_t pid, enum ipc_state state);

/* What came first.  */
enum ipc_event
{
  IPC_BLOCKS,                   /* the child is blocked in the call */
  IPC_TELLS                     /* it told something, or ended */
};

/* Wait until CHILD is blocked in CALL, or has told something on its link
   (which is left there) or ended.  CHILD must tell as soon as the call has
   returned: then the answer is exact.  */
enum ipc_event ipc_await_block_or_tell (struct ipc_child *child,
                                        const char *call);

/* The same after a release: what CHILD was blocked for in CALL has happened,
   and is complete, for the call that made it happen has returned.  Wait
   until CHILD has told something or ended; IPC_BLOCKS if it is blocked in
   CALL in spite of that, because nothing has woken it, or because it looked
   and went to sleep again.  CHILD must tell as soon as the call has returned.

   Exact for what a process does to another one in the same system: data in
   pipes and local sockets, locks, semaphores, signals.  Not for what comes
   later by itself: over a network or a terminal, by a timer, by the end of a
   process.  Who waits for such a thing waits with ipc_hear(), to the
   timeout.  */
enum ipc_event ipc_await_released (struct ipc_child *child, const char *call);

/* One look of that: whether CHILD is blocked in CALL, and is still while
   another process is woken, runs and answers, again and again.  */
int ipc_still_blocked (struct ipc_child *child, const char *call);

#endif
