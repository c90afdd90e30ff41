/* calls-local.h - in the fallback build: local sockets by other means.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_CALLS_LOCAL_H
#define IPC_CALLS_LOCAL_H

#include <sys/types.h>

#include "facilities/peers.h"

/* Of an interface that this platform has, what ipc_peer_ids() says.  */
int peer_by_ids (int index, int fd, struct ipc_peer *peer);
int pid_by_ids (int fd, pid_t *pid);
int taken_by_ids (int fd, struct ipc_peer *peer);

/* mkfifo(), and open() of what that has made; the broker ends with the case,
   which opens few of them.  */
int mkfifo_by_socket (const char *path, mode_t mode);
int open_by_socket (const char *path, int flags, ...);

/* Of suites/unix_sockets, for a case that is all of both sides.  Who connects
   does so before it is accepted, and is proved by then.  */
int listener_by_inet (const char *name);
int client_by_inet (const char *name);
int session_by_inet (int listener);
const char *reaches_by_inet (int type, const char *name);

#endif
