/* sysv.c - messages and semaphores of System V.
   SPDX-License-Identifier: BSD-2-Clause  */

#include "sysv.h"

#include <errno.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>

#include "frame/hold.h"
#include "frame/mapped.h"
#include "frame/names.h"
#include "frame/report.h"

int
ipc_send_message (int id, long type, const char *text, int flags)
{
  struct ipc_message m;
  size_t size = strlen (text);

  IPC_SETUP (size < sizeof m.text);
  m.type = type;
  memcpy (m.text, text, size);
  return msgsnd (id, &m, size, flags);
}

const char *
ipc_got_message (int id, long type, int flags)
{
  static char texts[4][IPC_MESSAGE_SIZE + 1];
  static int which;
  char *text = texts[which++ % 4];
  struct ipc_message m;
  ssize_t n = msgrcv (id, &m, sizeof m.text, type, flags);

  if (n == -1)
    return ipc_errno_name (errno);
  memcpy (text, m.text, (size_t) n);
  text[n] = '\0';
  return text;
}

int
ipc_fill_queue (int id, long type)
{
  int held = ipc_hold (), n = 0;
  struct ipc_message m;

  memset (&m, 'f', sizeof m);
  m.type = type;
  while (msgsnd (id, &m, sizeof m.text, IPC_NOWAIT) == 0)
    n++;
  IPC_SETUP (errno == EAGAIN);
  ipc_release (held);
  return n;
}

int
ipc_change_semaphore (int id, int number, int by, int flags)
{
  struct sembuf op;

  op.sem_num = (unsigned short) number;
  op.sem_op = (short) by;
  op.sem_flg = (short) flags;
  return semop (id, &op, 1);
}
