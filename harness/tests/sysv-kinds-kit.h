/* sysv-kinds-kit.h - the same with objects of each kind.
   SPDX-License-Identifier: BSD-2-Clause  */

#ifndef IPC_TESTS_SYSV_KINDS_KIT_H
#define IPC_TESTS_SYSV_KINDS_KIT_H

#include "sysv-kit.h"

#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

static const int kinds[] = { SYSV_QUEUE, SYSV_SET, SYSV_SEGMENT };

static inline const char *
path_of (int kind, int id)
{
  static char path[64];

  snprintf (path, sizeof path, "sysv/%c.%d", kind, id);
  return path;
}

static inline int
send (int id)
{
  struct
  {
    long type;
    char text[16];
  } m = { 2, "text" };

  return ipc_fb_msgsnd (id, &m, 5, IPC_NOWAIT);
}

static inline int
receive (int id)
{
  struct
  {
    long type;
    char text[100];
  } m;

  return (int) ipc_fb_msgrcv (id, &m, sizeof m.text, -2,
                              IPC_NOWAIT | MSG_NOERROR);
}

static inline int
operate (int id, int by)
{
  struct sembuf op = { 0, 0, SEM_UNDO | IPC_NOWAIT };

  op.sem_op = (short) by;
  return ipc_fb_semop (id, &op, 1);
}

static inline int
set_mode (int kind, int id, int mode)
{
  struct msqid_ds queue;
  struct shmid_ds segment;
  struct semid_ds set;
  union ipc_fb_semun arg;

  memset (&queue, 0, sizeof queue);
  memset (&segment, 0, sizeof segment);
  memset (&set, 0, sizeof set);
  queue.msg_qbytes = 1000;
  queue.msg_perm.uid = segment.shm_perm.uid = set.sem_perm.uid = geteuid ();
  queue.msg_perm.gid = segment.shm_perm.gid = set.sem_perm.gid = getegid ();
  queue.msg_perm.mode = segment.shm_perm.mode = set.sem_perm.mode
    = (unsigned short) mode;
  arg.buf = &set;
  return kind == SYSV_QUEUE ? ipc_fb_msgctl (id, IPC_SET, &queue)
         : kind == SYSV_SET ? ipc_fb_semctl (id, 0, IPC_SET, arg)
         : ipc_fb_shmctl (id, IPC_SET, &segment);
}

static inline int
make (int kind, key_t key)
{
  return kind == SYSV_QUEUE ? ipc_fb_msgget (key, IPC_CREAT | 0600)
         : kind == SYSV_SET ? ipc_fb_semget (key, 3, IPC_CREAT | 0600)
         : ipc_fb_shmget (key, 4096, IPC_CREAT | 0600);
}

static inline int
use (int kind, int id)
{
  char *memory;

  if (kind == SYSV_QUEUE)
    return send (id) == 0 && receive (id) == 5 ? 0 : -1;
  if (kind == SYSV_SET)
    return operate (id, 1) == 0 && operate (id, -1) == 0 ? 0 : -1;
  memory = ipc_fb_shmat (id, NULL, 0);
  return memory == (void *) -1 ? -1 : ipc_fb_shmdt (memory);
}

#endif
