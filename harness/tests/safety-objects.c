/* safety-objects.c - works of System V's objects and of named semaphores.
   SPDX-License-Identifier: BSD-2-Clause

   The fallbacks' objects are in the work directory; those of the platform
   last for one round.  */

#include "ipcompat-fallbacks.h"
#include "safety.h"

#include "probes.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <unistd.h>

struct message
{
  long type;
  int n;
};

static int queue = -1, set = -1, segment = -1;
static volatile int inside;
static sem_t counted;

/* A directory for them all; the first call has it stay.  */
static int
has_directory (void)
{
  char path[4096];

  if (getcwd (path, sizeof path - sizeof "/sysv") == NULL)
    return 0;
  strcat (path, "/sysv");
  return (mkdir (path, 0700) == 0 || errno == EEXIST)
         && setenv ("IPCOMPAT_SYSV_DIR", path, 1) == 0;
}

/* One queue for all, in which each thread has a type of its own.  */
static int
has_queue (void)
{
  queue = has_directory () ? ipc_fb_msgget (IPC_PRIVATE, 0600) : -1;
  return queue != -1;
}

static void
no_queue (void)
{
  ipc_fb_msgctl (queue, IPC_RMID, NULL);
}

static int
own_queue (void)
{
  int id = ipc_fb_msgget (IPC_PRIVATE, 0600);

  return id != -1 && id != queue && ipc_fb_msgctl (id, IPC_RMID, NULL) == 0;
}

static int
messages (int n)
{
  struct message m = { 0, 0 };
  struct msqid_ds ds;

  m.type = n % SAFETY_THREADS + 1;
  m.n = n;
  if (ipc_fb_msgsnd (queue, &m, sizeof m.n, 0) == -1)
    return 0;
  m.n = -1;
  return ipc_fb_msgctl (queue, IPC_STAT, &ds) == 0
         && ds.msg_qnum <= SAFETY_THREADS
         && ipc_fb_msgrcv (queue, &m, sizeof m.n, n % SAFETY_THREADS + 1, 0)
            == sizeof m.n
         && m.n == n && own_queue ();
}

static int
change (int id, short by, int (*call) (int, struct sembuf *, size_t))
{
  struct sembuf op = { 0, 0, 0 };

  op.sem_op = by;
  return call (id, &op, 1);
}

/* A set that one at a time can take.  */
static int
has_set (void)
{
  set = has_directory () ? ipc_fb_semget (IPC_PRIVATE, 1, 0600) : -1;
  inside = 0;
  return set != -1 && change (set, 1, ipc_fb_semop) == 0;
}

static void
no_set (void)
{
  ipc_fb_semctl (set, 0, IPC_RMID);
}

static int
excludes (int n)
{
  int id, right;

  (void) n;
  if (change (set, -1, ipc_fb_semop) == -1)
    return 0;
  right = inside++ == 0 && ipc_fb_semctl (set, 0, GETVAL) == 0;
  inside--;
  if (change (set, 1, ipc_fb_semop) == -1)
    return 0;
  id = ipc_fb_semget (IPC_PRIVATE, 2, 0600);
  return right && id != -1 && id != set
         && ipc_fb_semctl (id, 0, IPC_RMID) == 0;
}

static int
has_segment (void)
{
  segment = has_directory ()
            ? ipc_fb_shmget (IPC_PRIVATE, SAFETY_THREADS * sizeof (int), 0600)
            : -1;
  return segment != -1;
}

static void
no_segment (void)
{
  ipc_fb_shmctl (segment, IPC_RMID, NULL);
}

static int
own_segment (void)
{
  int id = ipc_fb_shmget (IPC_PRIVATE, 1, 0600);

  return id != -1 && id != segment && ipc_fb_shmctl (id, IPC_RMID, NULL) == 0;
}

/* What is written by one address is there by the other.  */
static int
attaches (int n)
{
  int *first = ipc_fb_shmat (segment, NULL, 0);
  int *second = ipc_fb_shmat (segment, NULL, SHM_RDONLY), right;
  struct shmid_ds ds;

  if (first == (void *) -1 || second == (void *) -1)
    return 0;
  first[n % SAFETY_THREADS] = n;
  right = second != first && second[n % SAFETY_THREADS] == n
          && ipc_fb_shmctl (segment, IPC_STAT, &ds) == 0 && ds.shm_nattch >= 2;
  return ipc_fb_shmdt (first) == 0 && ipc_fb_shmdt (second) == 0 && right
         && own_segment ();
}

/* In a handler only what the platform has itself.  */
static int
makes_queue (void)
{
#if IPC_PROBE_MSGGET == 1
  return msgget (IPC_PRIVATE, 0600);
#else
  return safety_in_handler || !has_directory ()
         ? -1 : ipc_fb_msgget (IPC_PRIVATE, 0600);
#endif
}

static int
ends_queue (int id)
{
#if IPC_PROBE_MSGGET == 1
  return msgctl (id, IPC_RMID, NULL);
#else
  return ipc_fb_msgctl (id, IPC_RMID, NULL);
#endif
}

static int
resumed_messages (int n)
{
  struct message m = { 1, 0 };
  int id = makes_queue (), right;

  if (id == -1)
    return -1;
  m.n = n;
  right = ipc_fb_retry_msgsnd (id, &m, sizeof m.n, 0) == 0;
  m.n = -1;
  right = right && ipc_fb_retry_msgrcv (id, &m, sizeof m.n, 1, 0) == sizeof m.n
          && m.n == n;
  return ends_queue (id) == 0 && right;
}

static int
makes_set (void)
{
#if IPC_PROBE_SEMGET == 1
  return semget (IPC_PRIVATE, 1, 0600);
#else
  return safety_in_handler || !has_directory ()
         ? -1 : ipc_fb_semget (IPC_PRIVATE, 1, 0600);
#endif
}

static int
ends_set (int id)
{
#if IPC_PROBE_SEMGET == 1
  return semctl (id, 0, IPC_RMID);
#else
  return ipc_fb_semctl (id, 0, IPC_RMID);
#endif
}

static int
resumed_set (int n)
{
  int id = makes_set (), right;

  (void) n;
  if (id == -1)
    return -1;
  right = change (id, 2, ipc_fb_retry_semop) == 0
          && change (id, -2, ipc_fb_retry_semop) == 0
          && change (id, 0, ipc_fb_retry_semop) == 0;
  return ends_set (id) == 0 && right;
}

static int
has_semaphore (void)
{
  return sem_init (&counted, 0, 0) == 0 || errno == ENOSYS;
}

static void
no_semaphore (void)
{
  sem_destroy (&counted);
}

/* Who posts has the right to one; in one of its own there is none.  */
static int
timed (int n)
{
  struct timespec until;
  sem_t own;
  int right;

  (void) n;
  if (sem_init (&own, 0, 0) == -1)
    return -1;
  clock_gettime (CLOCK_REALTIME, &until);
  until.tv_sec += 3600;
  right = sem_post (&counted) == 0
          && ipc_fb_sem_timedwait (&counted, &until) == 0;
  clock_gettime (CLOCK_REALTIME, &until);
  if (ipc_fb_sem_timedwait (&own, &until) == 0 || errno != ETIMEDOUT)
    right = errno == ENOSYS ? -1 : 0;
  sem_destroy (&own);
  return right;
}

const struct work object_works[] =
{
  { "ipc_fb_msgget ipc_fb_msgctl ipc_fb_msgsnd ipc_fb_msgrcv", 100,
    IN_THREADS, messages, has_queue, NULL, no_queue },
  { "ipc_fb_semget ipc_fb_semctl ipc_fb_semop", 100, IN_THREADS, excludes,
    has_set, NULL, no_set },
  { "ipc_fb_shmget ipc_fb_shmctl ipc_fb_shmat ipc_fb_shmdt", 100, IN_THREADS,
    attaches, has_segment, NULL, no_segment },
  { "ipc_fb_retry_msgsnd ipc_fb_retry_msgrcv", 200, BOTH, resumed_messages,
    NULL, NULL, NULL },
  { "ipc_fb_retry_semop", 200, BOTH, resumed_set, NULL, NULL, NULL },
  { "ipc_fb_sem_timedwait", 50, IN_THREADS, timed, has_semaphore, NULL,
    no_semaphore },
  { NULL, 0, 0, NULL, NULL, NULL, NULL }
};
