/* calls-local.c - in the fallback build: local sockets by other means.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "calls-local.h"

#include <errno.h>

#include "ipcompat-fallbacks.h"

static void
copy_ids (struct ipc_peer *peer, const struct ipc_peer_ids *ids)
{
  peer->uid = ids->uid;
  peer->gid = ids->gid;
  peer->pid = ids->pid;
}

int
peer_by_ids (int index, int fd, struct ipc_peer *peer)
{
  struct ipc_peer_ids ids;

  if ((ipc_peer_get) (index, fd, peer) == -1 || ipc_peer_ids (fd, &ids) == -1)
    return -1;
  copy_ids (peer, &ids);
  return 0;
}

int
pid_by_ids (int fd, pid_t *pid)
{
  struct ipc_peer_ids ids;

  if (ipc_peer_ids (fd, &ids) == -1)
    return -1;
  *pid = ids.pid;
  errno = ENOSYS;
  return ids.pid == -1 ? -1 : 0;
}

int
taken_by_ids (int fd, struct ipc_peer *peer)
{
  struct ipc_peer_ids ids;

  if (ipc_receive_ids (fd, &ids) == -1)
    return -1;
  copy_ids (peer, &ids);
  return 0;
}
