/* restart-transfer.h - what is left of an interrupted call on a socket.
   SPDX-License-Identifier: BSD-2-Clause

   Private.  All of this is async-signal-safe.  */

#ifndef IPC_RESTART_TRANSFER_H
#define IPC_RESTART_TRANSFER_H

#include "deadline.h"
#include "ipcompat-sockets.h"

#ifndef IPCOMPAT_NO_SOCKETS
# include "socket-limit.h"

/* When a call on FD that began at START, by deadline_now(), is over by
   OPTION: SO_RCVTIMEO or SO_SNDTIMEO.  Never if FD has none, or is no
   socket.  */
static inline ipc_deadline
restart_end (int fd, int option, long long start)
{
  long limit = socket_limit (fd, option);

  return limit < 0 || limit > LLONG_MAX - start ? -1 : start + limit;
}

/* recvfrom() and sendto() until END, which is to come; -1 with errno EAGAIN
   when it has.  */
ssize_t ipc_receive_until (int fd, void *data, size_t size, int flags,
                           struct sockaddr *from, socklen_t *length,
                           ipc_deadline end);
ssize_t ipc_send_until (int fd, const void *data, size_t size, int flags,
                        const struct sockaddr *to, socklen_t length,
                        ipc_deadline end);

#endif

#endif
