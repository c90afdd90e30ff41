/* limits.c - how large a message may be.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/msg.h>

#include "sysv_messages.h"

/* Whether a message of SIZE bytes can be sent to the empty queue ID; it is
   taken back.  */
static int
fits (int id, void *message, size_t size)
{
  if (msgsnd (id, message, size, IPC_NOWAIT) == -1)
    return 0;
  IPC_SETUP (msgrcv (id, message, size, 0, IPC_NOWAIT) == (ssize_t) size);
  return 1;
}

/* The largest size below MOST that fits, found by halves.  */
static size_t
largest (int id, void *message, size_t most)
{
  size_t good = 0, bad = most;

  while (bad - good > 1)
    {
      size_t middle = good + (bad - good) / 2;

      if (fits (id, message, middle))
        good = middle;
      else
        bad = middle;
    }
  return good;
}

/* The largest message by what the host says; 0 where it says nothing, or not
   of these queues.  */
static size_t
told_limit (void)
{
  FILE *f = ipc_mapped ("sysv_messages") ? NULL
            : fopen ("/proc/sys/kernel/msgmax", "r");
  unsigned long limit = 0;

  if (f == NULL)
    return 0;
  if (fscanf (f, "%lu", &limit) != 1)
    limit = 0;
  fclose (f);
  return (size_t) limit;
}

/* No queue that holds more than the first is known of; a limit above that is
   not looked for.  The other is far above.  */
enum { MOST_BYTES = 16 << 20, FAR_BYTES = 64 << 20 };

/* What is far above any limit: an error, or 0.  All of it is there, for who
   looks at the message before the system does.  */
static int
refuses_far (int id)
{
  struct ipc_message *m = calloc (1, sizeof *m + FAR_BYTES);
  int error;

  IPC_SETUP (m != NULL);
  m->type = 1;
  error = msgsnd (id, m, FAR_BYTES, IPC_NOWAIT) == -1 ? errno : 0;
  free (m);
  return error;
}

IPC_TEST (limits)
{
  int id = messages_queue (), refused;
  struct msqid_ds ds;
  size_t most, queue, told = told_limit ();
  struct ipc_message *m;

  IPC_SETUP (msgctl (id, IPC_STAT, &ds) == 0);
  queue = (size_t) ds.msg_qbytes;
  if (queue > MOST_BYTES || told > queue)
    {
      ipc_remove_sysv (IPC_QUEUE, id);
      ipc_not_exercised (told > queue ? "queues hold less than a message may"
                         : "queues hold too much to look for their limit");
    }
  m = calloc (1, sizeof *m + queue + 1);
  IPC_SETUP (m != NULL);
  m->type = 1;
  most = largest (id, m, queue + 1);
  refused = msgsnd (id, m, most + 1, IPC_NOWAIT) == -1 ? errno : 0;
  ipc_detail ("msg_qbytes %zu, largest message %zu, told %zu", queue, most,
              told);
  if (refused != EINVAL)
    ipc_observef ("%s above %s", ipc_errno_name (refused),
                  most == queue ? "msg_qbytes" : "another size");
  else if ((refused = refuses_far (id)) != EINVAL)
    ipc_observef ("%s far above the limit", ipc_errno_name (refused));
  else if (messages_queued (id) != 0)
    ipc_observe ("EINVAL, and sent");
  else if (told != 0 && most != told)
    ipc_observe ("EINVAL above another size than the host tells");
  else
    ipc_observe (most < queue ? "EINVAL below msg_qbytes"
                 : "EINVAL above msg_qbytes");
  free (m);
  ipc_remove_sysv (IPC_QUEUE, id);
}
