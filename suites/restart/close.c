/* close.c - restarting: close().
   SPDX-License-Identifier: BSD-2-Clause  */

#include <sys/socket.h>
#include <unistd.h>

#include "restart.h"

/* A connection with data under way that its peer does not read.  The child
   makes it, because close() waits only for the last descriptor.  */
static void
full_connection (struct restart *r)
{
  struct linger linger = { 1, 3600 };

  r->extra = socket (AF_INET, SOCK_STREAM, 0);
  IPC_SETUP (r->extra != -1 && restart_connect_tcp (r->extra) == 0);
  IPC_SETUP (setsockopt (r->extra, SOL_SOCKET, SO_LINGER, &linger,
                         sizeof linger) == 0);
  ipc_fill (r->extra);
}

static long
close_connection (struct restart *r)
{
  return close (r->extra);
}

/* What an interrupted close() did to the descriptor is not to be known, so
   it is not closed again.  */
static long
leave_closed (struct restart *r)
{
  (void) r;
  return 0;
}

static void
read_all (struct restart *r)
{
  r->fd[1] = accept (r->fd[0], NULL, NULL);
  IPC_SETUP (r->fd[1] != -1);
  ipc_drain (r->fd[1], (size_t) -1);
}

static const struct restart_call close_linger_call =
{
  .call = "close", .prepare = restart_listen_tcp, .enter = full_connection,
  .block = close_connection, .again = leave_closed, .release = read_all,
  .later = 1
};
RESTART_CASES (close_linger)
