/* select-sockets.c - faults of select()'s range, sets and time.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stddef.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "actions.h"
#include "descriptors.h"
#include "faults.h"
#include "network.h"
#include "readiness.h"
#include "udp.h"

FAULT (select_eagain_once, "select() fails with EAGAIN once",
  KILLS ("sockets.select_eagain"))
FAULT (select_setsize, "select() fails with EINVAL from FD_SETSIZE on",
  KILLS ("sockets.select_range"))
FAULT (sock_select_exits, "select() ends its caller from FD_SETSIZE on",
  KILLS ("sockets.select_range"))
FAULT (select_full_writable, "select() calls a full stream writable",
  KILLS ("sockets.writable_truth"))

FAULT (select_keeps_sets, "select() leaves its sets as they are",
  KILLS ("udp.select_copies"))
FAULT (select_keeps_time, "select() leaves its timeout as it is",
  KILLS ("udp.select_timeleft"))

int
ipc_fault_select_fails (int n)
{
  static int calls;

  if (n > FD_SETSIZE && ipc_fault (sock_select_exits))
    _exit (127);
  if (n > FD_SETSIZE && ipc_fault (select_setsize))
    {
      ipc_fault_fail (EINVAL);
      return 1;
    }
  if (ipc_fault (select_eagain_once) && ++calls == 7)
    {
      ipc_fault_fail (EAGAIN);
      return 1;
    }
  return 0;
}

int
ipc_fault_select (int n, fd_set *in, fd_set *out, fd_set *other,
                  struct timeval *t)
{
  struct timeval copy = { 0, 0 };
  fd_set was, was_out, was_other;
  int result;

  if (in != NULL && n <= FD_SETSIZE)
    was = *in;
  if (out != NULL && n <= FD_SETSIZE)
    was_out = *out;
  if (other != NULL && n <= FD_SETSIZE)
    was_other = *other;
  if (t != NULL)
    copy = *t;
  result = IPC_REAL (select) (n, in, out, other,
                              t == NULL ? NULL
                              : ipc_fault (select_keeps_time) ? &copy : t);
  if (ipc_fault_armed)
    result = ipc_fault_selected (n, in, out, result);
  if (in != NULL && n <= FD_SETSIZE && ipc_fault (select_keeps_sets))
    *in = was;
  if (ipc_fault_armed && n <= FD_SETSIZE)
    ipc_fault_udp_select (result, out, &was_out, other, &was_other, t);
  if (result == 0 && out != NULL && n > 0 && ipc_fault (select_full_writable)
      && ipc_fault_socket_type (n - 1) == SOCK_STREAM)
    {
      FD_SET (n - 1, out);
      return 1;
    }
  return result;
}
