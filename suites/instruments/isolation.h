/* isolation.h - processes that see no others.
   SPDX-License-Identifier: BSD-2-Clause

   For signals that go to everybody, and for choosing pids: in a private
   process namespace (Linux), as root or wherever users may have their own;
   other platforms' cases end as not exercised.  */

#ifndef IPC_ISOLATION_H
#define IPC_ISOLATION_H

#include <sys/types.h>

#include "child.h"

/* As ipc_start(), but BODY runs as the first process, pid 1, of a private
   process namespace, in which all that is left ends with it.  Ends the case
   as not exercised, "no private process namespace", where there is none.
   The blocked-oracle sees nothing in there.  For the case itself.  */
struct ipc_child ipc_isolated_pids (int (*body) (struct ipc_link *, void *),
                                    void *arg);

/* The pid of the last such process as the case sees it, which is another
   than that of the child.  */
pid_t ipc_isolated_first (void);

/* In such a BODY: ipc_fork() of a child whose pid is PID, which must be
   free; no other process in there may fork meanwhile.  Returns -1 in the
   parent where pids cannot be chosen.  */
pid_t ipc_fork_as (pid_t pid);

/* As ipc_start(), but where BODY runs DIRECTORY is empty: another file system
   is mounted over it, which no other process sees.  Ends the case as not
   exercised, "no private mounts", where that cannot be done.  For the case
   itself.  */
struct ipc_child ipc_isolated_directory (
  const char *directory, int (*body) (struct ipc_link *, void *), void *arg);

/* As ipc_start(), but LEAVE() is called before BODY, to leave something that
   other processes share.  Ends the case as not exercised, for REASON, where
   that returns -1.  For the case itself.  */
struct ipc_child ipc_start_apart (
  int (*leave) (void), const char *reason,
  int (*body) (struct ipc_link *, void *), void *arg);

/* As ipc_start(), but where BODY runs there is no network but a loopback of
   its own.  Ends the case as not exercised, "no private network", where that
   cannot be done.  For the case itself.  */
struct ipc_child ipc_isolated_network (
  int (*body) (struct ipc_link *, void *), void *arg);

#endif
