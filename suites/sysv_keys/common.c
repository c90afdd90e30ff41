/* common.c - the three families, by calls of one shape.
   SPDX-License-Identifier: BSD-2-Clause  */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

#include "facilities/facilities.h"
#include "facilities/semun.h"
#include "sysv_keys.h"

static int
put_message (int id, char what)
{
  char text[2] = { what, '\0' };

  return ipc_send_message (id, 1, text, IPC_NOWAIT);
}

static int
take_message (int id)
{
  struct ipc_message m;
  ssize_t n = msgrcv (id, &m, sizeof m.text, 0, IPC_NOWAIT);

  return n == 1 ? m.text[0] : n == -1 && errno != ENOMSG ? -1 : 0;
}

static int
stat_queue (int id)
{
  struct msqid_ds ds;

  return msgctl (id, IPC_STAT, &ds);
}

static int
set_queue (int id)
{
  struct msqid_ds ds;

  memset (&ds, 0, sizeof ds);
  return msgctl (id, IPC_SET, &ds);
}

static int
destroy_queue (int id)
{
  return msgctl (id, IPC_RMID, NULL);
}

static int
get_semaphore (key_t key, int flags)
{
  return semget (key, 1, flags);
}

static int
put_value (int id, char what)
{
  return ipc_change_semaphore (id, 0, what, IPC_NOWAIT);
}

static int
take_value (int id)
{
  return semctl (id, 0, GETVAL);
}

static int
stat_semaphores (int id)
{
  struct semid_ds ds;

  memset (&ds, 0, sizeof ds);
  return ipc_semctl_stat (id, IPC_STAT, &ds);
}

static int
set_semaphores (int id)
{
  struct semid_ds ds;

  memset (&ds, 0, sizeof ds);
  return ipc_semctl_stat (id, IPC_SET, &ds);
}

static int
destroy_semaphores (int id)
{
  return semctl (id, 0, IPC_RMID);
}

/* Of some pages, as large as pages are anywhere.  */
enum { SEGMENT_SIZE = 3 * 65536 - 1 };

static int
get_segment (key_t key, int flags)
{
  return shmget (key, SEGMENT_SIZE, flags);
}

/* The last byte of the segment ID, which is at MEMORY; the first where nobody
   tells its size.  */
static char *
end_of (int id, char *memory)
{
  struct shmid_ds ds;

  return shmctl (id, IPC_STAT, &ds) == -1 || ds.shm_segsz == 0
         || ds.shm_segsz > SEGMENT_SIZE ? memory
         : memory + ds.shm_segsz - 1;
}

static int
put_byte (int id, char what)
{
  char *memory = shmat (id, NULL, 0);

  if (memory == (char *) -1)
    return -1;
  *memory = what;
  *end_of (id, memory) = what;
  return shmdt (memory);
}

static int
take_byte (int id)
{
  char *memory = shmat (id, NULL, SHM_RDONLY);
  int what;

  if (memory == (char *) -1)
    return -1;
  what = *memory == *end_of (id, memory) ? *memory : '?';
  return shmdt (memory) == -1 ? -1 : what;
}

static int
stat_segment (int id)
{
  struct shmid_ds ds;

  return shmctl (id, IPC_STAT, &ds);
}

static int
set_segment (int id)
{
  struct shmid_ds ds;

  memset (&ds, 0, sizeof ds);
  return shmctl (id, IPC_SET, &ds);
}

static int
destroy_segment (int id)
{
  return shmctl (id, IPC_RMID, NULL);
}

static int
get_queue (key_t key, int flags)
{
  return msgget (key, flags);
}

const struct family keys_families[KEYS_FAMILIES] =
{
  { IPC_QUEUE, "queue", get_queue, put_message, take_message, stat_queue,
    set_queue, destroy_queue },
  { IPC_SEMAPHORES, "semaphores", get_semaphore, put_value, take_value,
    stat_semaphores, set_semaphores, destroy_semaphores },
  { IPC_SEGMENT, "segment", get_segment, put_byte, take_byte, stat_segment,
    set_segment, destroy_segment }
};

static int
is_there (const struct family *f)
{
  int held = ipc_hold ();
  int works = strcmp (ipc_sysv_state (f->kind), "works") == 0;

  ipc_release (held);
  return works;
}

const char *
keys_each (const char *(*each) (const struct family *))
{
  static char text[72];
  const char *wrong = NULL;
  int i, n = 0;

  for (i = 0; i < KEYS_FAMILIES && wrong == NULL; i++)
    if (is_there (&keys_families[i]))
      {
        n++;
        wrong = each (&keys_families[i]);
      }
  if (n == 0)
    ipc_need_sysv (IPC_QUEUE);
  if (wrong == NULL)
    {
      ipc_detail ("%d of %d families", n, KEYS_FAMILIES);
      return NULL;
    }
  snprintf (text, sizeof text, "%s: %.50s", keys_families[i - 1].name, wrong);
  return text;
}

int
keys_made (int id)
{
  if (id == -1 && errno == ENOSPC)
    ipc_not_exercised ("no room for another System V object");
  IPC_SETUP (id != -1);
  return id;
}

const char *
keys_refused (const char *what, int result, int error)
{
  static char text[48];

  if (result == -1 && errno == error)
    return NULL;
  snprintf (text, sizeof text, "%s: %s", what,
            result == -1 ? ipc_errno_name (errno) : "works");
  return text;
}
