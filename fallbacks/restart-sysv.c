/* restart-sysv.c - waits at System V's objects that a signal does not end.
   SPDX-License-Identifier: BSD-2-Clause

   See restart.c.  SA_RESTART does not restart these on Linux, where a stop
   ends semop(), too (restart.msgrcv_set, restart.semop_stopped).  What fails
   with EINTR has done nothing yet.

   Falls short: as restart.c.  */

#include "probed.h"

#include "ipcompat-sysv.h"

#include <errno.h>

#include "sysv-types.h"

#if defined IPC_PROBE_MSGGET && IPC_PROBE_MSGGET == 0
# define msgsnd ipc_fb_msgsnd
# define msgrcv ipc_fb_msgrcv
#endif
#if defined IPC_PROBE_SEMGET && IPC_PROBE_SEMGET == 0
# define semop ipc_fb_semop
#endif

int
ipc_fb_retry_msgsnd (int id, const void *message, size_t size, int flags)
{
  int result;

  do
    result = msgsnd (id, message, size, flags);
  while (result == -1 && errno == EINTR);
  return result;
}

ssize_t
ipc_fb_retry_msgrcv (int id, void *message, size_t size, long type, int flags)
{
  ssize_t n;

  do
    n = msgrcv (id, message, size, type, flags);
  while (n == -1 && errno == EINTR);
  return n;
}

int
ipc_fb_retry_semop (int id, struct sembuf *ops, size_t n)
{
  int result;

  do
    result = semop (id, ops, n);
  while (result == -1 && errno == EINTR);
  return result;
}
